import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { type MimeFailure, mimeFailure } from './failure';
import { type Header, header, parameters, readHeaders } from './headers';

/** One leaf of a message: its headers and its body, decoded from its transfer encoding. */
export interface Part {
  headers: readonly Header[];
  mediaType: string;
  charset: string | undefined;
  fileName: string | null;
  attached: boolean;
  /** Choices of one text (`multipart/alternative`). */
  alternative: boolean;
  body: Uint8Array;
}

class Refused {
  constructor(readonly failure: MimeFailure) {}
}

/** Head of a message and all its leaves in order, messages inside messages looked into. */
export function takeApart(bytes: Uint8Array): Result<{ headers: Header[]; parts: Part[] }, MimeFailure> {
  if (bytes.length > limits.messageBytes) return err(mimeFailure('mail-too-big', `${bytes.length} bytes`));
  const walk = new Walk();
  try {
    const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const headers = walk.entity(message, 0, false);
    if (headers.length === 0) return err(mimeFailure('mail-unreadable', 'no header'));
    return ok({ headers, parts: walk.parts });
  } catch (refused) {
    if (refused instanceof Refused) return err(refused.failure);
    throw refused;
  }
}

class Walk {
  readonly parts: Part[] = [];
  private entities = 0;

  /** Reads one entity. Each level looks at its own bytes once, so the work is bytes × depth at most. */
  entity(bytes: Buffer, depth: number, alternative: boolean): Header[] {
    this.entities += 1;
    if (this.entities > limits.mimeParts) refuse('parts');
    if (depth > limits.mimeDepth) refuse('depth');
    const end = endOfHeaders(bytes);
    if (end.head > limits.headerBytes) refuse('headers');
    const headers = readHeaders(bytes.subarray(0, end.head));
    const body = bytes.subarray(end.body);
    const type = parameters(header(headers, 'content-type') ?? 'text/plain');
    const boundary = type.parameters.boundary;
    if (type.value.startsWith('multipart/') && boundary) {
      for (const part of split(body, boundary))
        this.entity(part, depth + 1, type.value === 'multipart/alternative');
      return headers;
    }
    const content = transferDecoded(body, header(headers, 'content-transfer-encoding'));
    if (type.value === 'message/rfc822') this.entity(Buffer.from(content), depth + 1, false);
    else this.parts.push(leaf(headers, type, content, alternative));
    return headers;
  }
}

function refuse(detail: string): never {
  throw new Refused(mimeFailure('mail-too-big', detail));
}

function leaf(
  headers: readonly Header[],
  type: ReturnType<typeof parameters>,
  body: Uint8Array,
  alternative: boolean,
): Part {
  const disposition = parameters(header(headers, 'content-disposition'));
  const name = disposition.parameters.filename ?? type.parameters.name ?? null;
  return {
    headers,
    mediaType: type.value || 'text/plain',
    charset: type.parameters.charset,
    fileName: name,
    attached: disposition.value === 'attachment' || name !== null,
    alternative,
    body,
  };
}

/** Where the headers end and the body begins; a block without a blank line is all headers. */
function endOfHeaders(bytes: Buffer): { head: number; body: number } {
  const [first] = bytes;
  if (first === 0x0a) return { head: 0, body: 1 };
  if (first === 0x0d && bytes[1] === 0x0a) return { head: 0, body: 2 };
  // Looked for within what headers may take: a body without end of headers is not read through.
  const window = bytes.subarray(0, limits.headerBytes + 4);
  const crlf = window.indexOf('\r\n\r\n', 0, 'latin1');
  const lf = window.indexOf('\n\n', 0, 'latin1');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { head: crlf, body: crlf + 4 };
  if (lf >= 0) return { head: lf, body: lf + 2 };
  return { head: bytes.length, body: bytes.length };
}

/** The parts between delimiter lines; a missing last delimiter loses nothing. */
function* split(body: Buffer, boundary: string): Generator<Buffer> {
  const mark = Buffer.from(`--${boundary}`, 'utf8');
  let start = -1;
  let at = body.indexOf(mark);
  while (at >= 0) {
    const after = at + mark.length;
    if (isDelimiter(body, at, after)) {
      if (start >= 0) yield body.subarray(start, Math.max(start, lineBefore(body, at)));
      if (body[after] === 0x2d && body[after + 1] === 0x2d) return;
      const newline = body.indexOf(0x0a, after);
      if (newline < 0) return;
      start = newline + 1;
    }
    at = body.indexOf(mark, after);
  }
  if (start >= 0) yield body.subarray(start);
}

/** At the start of a line, followed by `--`, white space or an end of line: not the start of a longer boundary. */
function isDelimiter(body: Buffer, at: number, after: number): boolean {
  if (at > 0 && body[at - 1] !== 0x0a) return false;
  const next = body[after];
  if (next === undefined || next === 0x0d || next === 0x0a || next === 0x20 || next === 0x09) return true;
  return next === 0x2d && body[after + 1] === 0x2d;
}

/** The line break before a delimiter belongs to it. */
const lineBefore = (body: Buffer, at: number): number => {
  if (body[at - 1] !== 0x0a) return at;
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
};

function transferDecoded(body: Buffer, encoding: string | null): Uint8Array {
  switch (encoding?.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return quotedPrintable(body);
    default:
      return body;
  }
}

/** RFC 2045 §6.7, byte by byte: an escape that is not one stays as it is, blanks at the end of a line go. */
function quotedPrintable(body: Buffer): Uint8Array {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let blanks = 0;
  for (let i = 0; i < body.length; i++) {
    const byte = body[i]!;
    if (byte === 0x0a || (byte === 0x0d && body[i + 1] === 0x0a)) length -= blanks;
    blanks = byte === 0x20 || byte === 0x09 ? blanks + 1 : 0;
    if (byte !== 0x3d) {
      out[length++] = byte;
      continue;
    }
    const soft = body[i + 1] === 0x0a ? 1 : body[i + 1] === 0x0d && body[i + 2] === 0x0a ? 2 : 0;
    const value = soft > 0 ? -1 : hex(body[i + 1]) * 16 + hex(body[i + 2]);
    if (soft > 0) i += soft;
    else if (value >= 0) {
      out[length++] = value;
      i += 2;
    } else out[length++] = byte;
  }
  return out.subarray(0, length);
}

/** Value of a hexadecimal digit; of anything else, so little that a sum with it stays negative. */
function hex(byte: number | undefined): number {
  if (byte === undefined) return -1000;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  const letter = byte & 0xdf;
  return letter >= 0x41 && letter <= 0x46 ? letter - 0x37 : -1000;
}
