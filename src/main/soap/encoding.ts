import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { soapFailure } from './failure';

const DECLARED = /^<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]{0,40})["']/;

/** Bytes of an XML entity → characters: byte order mark, else its declaration, else UTF-8; a wrong byte is an error. */
export function decodeXml(bytes: Uint8Array): Result<string, Failure> {
  const label = byMark(bytes) ?? DECLARED.exec(ascii(bytes.subarray(0, 256)))?.[1] ?? 'utf-8';
  try {
    return ok(new TextDecoder(label, { fatal: true }).decode(bytes));
  } catch {
    return err(soapFailure('soap-xml', `encoding ${label}`));
  }
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

const ascii = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
