import { inflateSync } from 'node:zlib';
import type { Warning } from '../../shared/documents/clinicalDocument';
import { limits } from '../../shared/limits';

export interface PdfInspection {
  isPdf: boolean;
  /** Pages counted in what can be read without a password; null when none is found. */
  pages: number | null;
  encrypted: boolean;
  warnings: Warning[];
}

const sentences = {
  'pdf-active': 'Le PDF contient un script ou une action automatique\u202f: ils ne sont jamais exécutés.',
  'pdf-files': 'Le PDF contient des fichiers joints, qui ne sont pas ouverts.',
  'pdf-encrypted': 'Le PDF est protégé par un mot de passe.',
  'pdf-too-big': 'Le PDF dépasse les limites d’affichage.',
  'pdf-damaged': 'Le PDF semble incomplet.',
} as const;

/** `%PDF-` within the first kilobyte, as readers accept it. */
export const isPdf = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 1024)).includes('%PDF-');

/**
 * Looks a PDF over without rendering it: pages, encryption, what it would like to run. A bounded scan of
 * names, object streams included; an active content hidden deeper stays inert, for pdf.js runs no script.
 */
export function inspectPdf(bytes: Uint8Array): PdfInspection {
  if (!isPdf(bytes)) return { isPdf: false, pages: null, encrypted: false, warnings: [] };
  if (bytes.length > limits.pdfBytes)
    return { isPdf: true, pages: null, encrypted: false, warnings: [warning('pdf-too-big')] };
  const plain = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const texts = [plain, ...objectStreams(plain, bytes)];
  const has = (name: RegExp) =>
    texts.some((t) => name.test(t) || (t.includes('#') && name.test(unescaped(t))));
  const pages = texts.reduce((sum, t) => sum + (t.match(/\/Type\s{0,9}\/Page(?![A-Za-z])/g)?.length ?? 0), 0);
  const encrypted = /\/Encrypt\s{0,9}(\d+\s+\d+\s+R|<<)/.test(plain);
  const codes: (keyof typeof sentences)[] = [];
  if (has(ACTIVE) || has(OPENING)) codes.push('pdf-active');
  if (has(/\/EmbeddedFiles?(?![A-Za-z])/)) codes.push('pdf-files');
  if (encrypted) codes.push('pdf-encrypted');
  if (pages > limits.pdfPages) codes.push('pdf-too-big');
  if (!plain.includes('startxref')) codes.push('pdf-damaged');
  return { isPdf: true, pages: pages || null, encrypted, warnings: codes.map(warning) };
}

/** Actions that run, send or fetch; a link that waits for a click is none. */
const ACTIVE = /\/(JavaScript|JS|Launch|SubmitForm|ImportData|GoToR|GoToE|RichMedia)(?![A-Za-z])/;
/** An address called by the opening itself. */
const OPENING = /\/(OpenAction|AA)\s{0,9}<<[^>]{0,200}\/URI(?![A-Za-z])/;

const warning = (code: keyof typeof sentences): Warning => ({ code, message: sentences[code] });

/** A name may be written `/J#61vaScript`. */
const unescaped = (text: string): string =>
  text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

const MAX_STREAMS = 500;
const MAX_STREAM_BYTES = 4 * 1024 * 1024;
/** All object streams together: past this the scan says no more. */
const MAX_TOTAL = 32 * 1024 * 1024;
/** What a stream that does not open counts for. */
const FAILURE_BYTES = MAX_TOTAL / 128;

/** Inflated texts of the object streams (`/ObjStm`), where recent PDFs keep their dictionaries. */
function objectStreams(plain: string, bytes: Uint8Array): string[] {
  const found: string[] = [];
  let total = 0;
  let end = -1;
  let at = plain.indexOf('/ObjStm');
  for (
    let i = 0;
    at >= 0 && i < MAX_STREAMS && total < MAX_TOTAL;
    i++, at = plain.indexOf('/ObjStm', at + 7)
  ) {
    const stream = plain.indexOf('stream', at);
    if (stream < 0) break;
    const start = stream + (plain[stream + 6] === '\r' ? 8 : 7);
    // Many may begin before one ends: it is looked for once.
    if (end < start) end = plain.indexOf('endstream', start);
    if (end < 0) break;
    try {
      const content = inflateSync(bytes.subarray(start, end), {
        maxOutputLength: MAX_STREAM_BYTES,
        finishFlush: 2,
      });
      total += content.length;
      found.push(content.toString('latin1'));
    } catch {
      // Another filter, an encrypted stream or one too large: left unread, but what was tried has cost.
      total += FAILURE_BYTES;
    }
  }
  return found;
}
