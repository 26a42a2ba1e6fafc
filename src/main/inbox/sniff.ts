import { isPdf } from '../pdf/inspect';
import type { Form } from './envelope';

/** What bytes are, by their first ones. XML is called a CDA here; whether it is one, its reader says. */
export function sniff(bytes: Uint8Array): Form {
  const [a, b, c, d] = bytes;
  if (a === 0x50 && b === 0x4b && ((c === 3 && d === 4) || (c === 5 && d === 6))) return 'xdm';
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) return 'cda';
  if (a === 0x3c && b === 0 && c === 0x3f) return 'cda';
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).toString(
    'latin1',
  );
  if (/^(\xef\xbb\xbf)?\s*</.test(start)) return 'cda';
  if (start.startsWith('%PDF-')) return 'pdf';
  // A header line, or the mbox line some exports put first.
  if (/^(?:From .*\r?\n)?[!-9;-~]+[ \t]*:/.test(start)) return 'eml';
  return isPdf(bytes) ? 'pdf' : 'unknown';
}
