import { headerOf } from '../delivery';
import { nstring, quoted } from './syntax';

const DEPTH = 16;

/** An entity's header (with its blank line) and body. */
export function split(entity: Buffer): { header: Buffer; body: Buffer } {
  const crlf = entity.indexOf('\r\n\r\n');
  const lf = entity.indexOf('\n\n');
  const end = crlf >= 0 && (lf < 0 || crlf < lf) ? crlf + 4 : lf >= 0 ? lf + 2 : entity.length;
  return { header: entity.subarray(0, end), body: entity.subarray(end) };
}

/** The entities of a multipart, by its boundary; empty when it is not one. */
function children(entity: Buffer): Buffer[] {
  const { type, parameters } = contentType(entity);
  const boundary = parameters.get('boundary');
  if (!type.startsWith('multipart/') || !boundary) return [];
  const body = `\r\n${split(entity).body.toString('latin1')}`;
  const pieces = body.split(`\n--${boundary}`).slice(1);
  const end = pieces.findIndex((piece) => piece.startsWith('--'));
  return (end < 0 ? pieces : pieces.slice(0, end)).map((piece) =>
    Buffer.from(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, ''), 'latin1'),
  );
}

/** The entity at a path of part numbers; the only part of a simple message is 1. */
export function part(raw: Buffer, path: readonly number[]): { entity: Buffer; body: Buffer } | null {
  let entity = raw;
  for (const number of path) {
    if (contentType(entity).type === 'message/rfc822' && entity !== raw) entity = split(entity).body;
    const inside = children(entity);
    const next = inside.length > 0 ? inside[number - 1] : number === 1 ? entity : undefined;
    if (!next) return null;
    entity = next;
  }
  return { entity, body: split(entity).body };
}

/** BODYSTRUCTURE without extension data (RFC 3501 §7.4.2). */
export function structure(entity: Buffer, depth = 0): string {
  const { type, parameters } = contentType(entity);
  const [major = 'text', minor = 'plain'] = type.split('/');
  const inside = depth < DEPTH ? children(entity) : [];
  if (inside.length > 0) return `(${inside.map((c) => structure(c, depth + 1)).join('')} ${quoted(minor)})`;
  const { body } = split(entity);
  const list = [...parameters].flatMap(([name, value]) => [quoted(name), quoted(value)]);
  const encoding = headerOf(entity, 'content-transfer-encoding') ?? '7bit';
  const lines = major === 'text' ? ` ${body.toString('latin1').split('\n').length - 1}` : '';
  // A message/rfc822 part would need its own envelope: it is told as plain bytes, which RFC 3501 lets a reader open.
  const shown = type === 'message/rfc822' ? ['application', 'octet-stream'] : [major, minor];
  return `(${shown.map(quoted).join(' ')} ${list.length > 0 ? `(${list.join(' ')})` : 'NIL'} ${nstring(
    headerOf(entity, 'content-id'),
  )} NIL ${quoted(encoding)} ${body.length}${lines})`;
}

function contentType(entity: Buffer): { type: string; parameters: Map<string, string> } {
  const value = headerOf(entity, 'content-type') ?? 'text/plain; charset=us-ascii';
  const [type = '', ...rest] = value.split(';');
  const parameters = new Map<string, string>();
  for (const parameter of rest) {
    const [, name, quotedValue, bare] = /^\s*([^=\s]+)\s*=\s*(?:"([^"]*)"|(\S+))\s*$/.exec(parameter) ?? [];
    if (name) parameters.set(name.toLowerCase(), quotedValue ?? bare ?? '');
  }
  return { type: type.trim().toLowerCase() || 'text/plain', parameters };
}
