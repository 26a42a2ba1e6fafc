import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { soapFailure } from './failure';
import type { HttpMessage } from './mtom';

export interface Package {
  envelope: Uint8Array;
  /** Bytes by Content-ID, angle brackets off. */
  parts: ReadonlyMap<string, Uint8Array>;
}

/** Takes an HTTP answer apart, MTOM or plain. Without its closing boundary a package is cut, whatever it holds. */
export function readPackage({ contentType, body }: HttpMessage): Result<Package, Failure> {
  if (body.length > limits.soapBytes) return err(soapFailure('soap-limit', `${body.length} bytes`));
  const type = parseHeaderValue(contentType);
  if (type.value !== 'multipart/related') {
    const xml = /[/+]xml$/.test(type.value);
    return xml
      ? ok({ envelope: body, parts: new Map() })
      : err(soapFailure('soap-envelope', `type ${type.value}`));
  }
  const boundary = type.parameters.get('boundary');
  if (!boundary || boundary.length > 200) return err(soapFailure('soap-mime', 'no boundary'));
  const bodies = splitAt(Buffer.from(body.buffer, body.byteOffset, body.length), boundary);
  if (!bodies) return err(soapFailure('soap-mime', 'cut'));
  return assemble(bodies, type.parameters.get('start'));
}

function assemble(bodies: Buffer[], start: string | undefined): Result<Package, Failure> {
  const parts = new Map<string, Uint8Array>();
  let first: Uint8Array | null = null;
  for (const part of bodies) {
    // A part may have no header at all: its first line is then the empty one.
    const bare = part.subarray(0, 2).toString('latin1') === '\r\n';
    const end = bare ? -2 : part.indexOf('\r\n\r\n');
    if (end === -1 || end > limits.headerBytes) return err(soapFailure('soap-mime', 'part without headers'));
    const headers = parseHeaders(part.toString('latin1', 0, Math.max(0, end)));
    const content = decodeTransfer(part.subarray(end + 4), headers.get('content-transfer-encoding'));
    if (!content) return err(soapFailure('soap-mime', 'transfer encoding'));
    first ??= content;
    const id = unbracket(headers.get('content-id') ?? '');
    // Two parts of one name: nobody could say which document is meant.
    if (id && parts.has(id)) return err(soapFailure('soap-mime', 'duplicate Content-ID'));
    if (id) parts.set(id, content);
  }
  const envelope = start === undefined ? first : parts.get(unbracket(start));
  return envelope ? ok({ envelope, parts }) : err(soapFailure('soap-mime', 'no root part'));
}

/** The parts between boundaries; null when the closing one is missing or there are too many. */
function splitAt(body: Buffer, boundary: string): Buffer[] | null {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const bodies: Buffer[] = [];
  let open = nextMark(body, mark, 0);
  while (open >= 0) {
    const after = open + mark.length;
    if (body.subarray(after, after + 2).toString() === '--') return bodies;
    const line = body.indexOf('\r\n', after);
    const next = line < 0 ? -1 : nextMark(body, mark, line);
    if (next < 0 || bodies.length >= limits.mimeParts) return null;
    // The line end before a boundary belongs to the boundary.
    bodies.push(body.subarray(line + 2, Math.max(line + 2, next - 2)));
    open = next;
  }
  return null;
}

/** A boundary stands at the start of a line and ends with it: bytes that merely contain it are content. */
function nextMark(body: Buffer, mark: Buffer, from: number): number {
  for (let at = body.indexOf(mark, from); at >= 0; at = body.indexOf(mark, at + 1)) {
    const startsLine = at === 0 || (body[at - 2] === 0x0d && body[at - 1] === 0x0a);
    const follows = body.subarray(at + mark.length, at + mark.length + 2).toString('latin1');
    if (startsLine && (follows === '--' || follows === '\r\n' || /^[ \t]/.test(follows))) return at;
  }
  return -1;
}

function decodeTransfer(content: Buffer, encoding: string | undefined): Uint8Array | null {
  const name = encoding?.trim().toLowerCase() ?? 'binary';
  if (name === 'base64') return decodeBase64(content.toString('latin1'));
  return ['binary', '8bit', '7bit'].includes(name) ? content : null;
}

/** Strict base64, white space allowed; null for anything else. */
export function decodeBase64(text: string): Uint8Array | null {
  const compact = text.replace(/\s+/g, '');
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(compact)) return null;
  return Buffer.from(compact, 'base64');
}

const unbracket = (id: string) => id.trim().replace(/^<|>$/g, '');

function parseHeaders(block: string): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of block.replace(/\r\n[ \t]+/g, ' ').split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** `type/subtype; name="value"; …` with names and type in lower case. */
function parseHeaderValue(text: string): { value: string; parameters: Map<string, string> } {
  const parameters = new Map<string, string>();
  for (const [, name, quoted, token] of text.matchAll(
    /;\s*([^\s=;]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))/g,
  ))
    parameters.set(name!.toLowerCase(), quoted?.replace(/\\(.)/g, '$1') ?? token ?? '');
  return { value: text.split(';')[0]!.trim().toLowerCase(), parameters };
}
