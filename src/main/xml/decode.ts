import { isUtf8 } from 'node:buffer';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { type XmlFailure, xmlFailure } from './failure';

/** What French senders use. Anything else is refused rather than guessed. */
const encodings: Record<string, string> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'iso-8859-15': 'iso-8859-15',
  'windows-1252': 'windows-1252',
  cp1252: 'windows-1252',
};

/** Bytes → valid UTF-8, by byte order mark, else by declaration, else UTF-8. The mark is not part of it. */
export function utf8Of(bytes: Uint8Array): Result<Buffer, XmlFailure> {
  if (bytes.length > 0 && bytes.length <= limits.xmlBytes && encodingOf(bytes) === 'utf-8') {
    if (!isUtf8(bytes)) return err(xmlFailure('xml-encoding', 'bytes are not utf-8'));
    const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
    return ok(Buffer.from(bytes.buffer, bytes.byteOffset + mark, bytes.byteLength - mark));
  }
  const text = decodeXml(bytes);
  return text.ok ? ok(Buffer.from(text.value, 'utf8')) : text;
}

/** Bytes → text, under the same rules. */
export function decodeXml(bytes: Uint8Array): Result<string, XmlFailure> {
  if (bytes.length > limits.xmlBytes) return err(xmlFailure('xml-too-big', `${bytes.length} bytes`));
  if (bytes.length === 0) return err(xmlFailure('xml-empty'));
  const encoding = encodingOf(bytes);
  if (encoding === null) return err(xmlFailure('xml-encoding', 'declared encoding is not known'));
  try {
    return ok(new TextDecoder(encoding, { fatal: true }).decode(bytes));
  } catch {
    return err(xmlFailure('xml-encoding', `bytes are not ${encoding}`));
  }
}

function encodingOf(bytes: Uint8Array): string | null {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  if (a === 0x3c && b === 0 && c === 0x3f && d === 0) return 'utf-16le';
  if (a === 0 && b === 0x3c && c === 0 && d === 0x3f) return 'utf-16be';
  const start = String.fromCharCode(...bytes.subarray(0, 200));
  const declared = /^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(start)?.[1];
  if (declared === undefined) return 'utf-8';
  const name = encodings[declared.toLowerCase()] ?? null;
  // An ASCII declaration that says UTF-16 lies: the bytes just read were single.
  return name?.startsWith('utf-16') ? 'utf-8' : name;
}
