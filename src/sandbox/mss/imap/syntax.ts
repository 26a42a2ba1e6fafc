import type { Wire } from '../wire';

/** What a client wrote: an atom (`BODY.PEEK[HEADER]<0.10>` is one), a string or literal, or a list. */
export type Token =
  | { kind: 'atom'; text: string }
  | { kind: 'string'; bytes: Buffer }
  | { kind: 'list'; items: Token[] };

const LINE = 64 * 1024;
const DEPTH = 16;

/**
 * One command with its literals, read off the wire (RFC 3501 §4.3, LITERAL+). A synchronising
 * literal is asked for with `+`; above `maxLiteral` the command is answered BAD by the caller.
 */
export async function readCommand(
  wire: Wire,
  maxLiteral: number,
): Promise<(string | Buffer)[] | 'too-large' | null> {
  const parts: (string | Buffer)[] = [];
  for (;;) {
    const line = await wire.line(LINE);
    if (line === null) return null;
    const [, size, plus] = /\{(\d{1,10})(\+?)\}$/.exec(line) ?? [];
    if (size === undefined) {
      parts.push(line);
      return parts;
    }
    if (Number(size) > maxLiteral) return 'too-large';
    parts.push(line.slice(0, line.lastIndexOf('{')));
    if (!plus) wire.write('+ Ready\r\n');
    const literal = await wire.bytes(Number(size));
    if (!literal) return null;
    parts.push(literal);
  }
}

/** The tokens of a command, or null when it is malformed. */
export function tokens(parts: readonly (string | Buffer)[]): Token[] | null {
  const top: Token[] = [];
  const open: Token[][] = [top];
  for (const part of parts) {
    if (typeof part !== 'string') {
      open.at(-1)!.push({ kind: 'string', bytes: part });
      continue;
    }
    for (let i = 0; i < part.length; ) {
      const c = part[i]!;
      if (c === ' ') i += 1;
      else if (c === '(') {
        const items: Token[] = [];
        open.at(-1)!.push({ kind: 'list', items });
        open.push(items);
        if (open.length > DEPTH) return null;
        i += 1;
      } else if (c === ')') {
        if (open.length === 1) return null;
        open.pop();
        i += 1;
      } else if (c === '"') {
        const [whole, inside] = /^"((?:[^"\\]|\\["\\])*)"/.exec(part.slice(i)) ?? [];
        if (whole === undefined) return null;
        open.at(-1)!.push({ kind: 'string', bytes: Buffer.from(inside!.replace(/\\(.)/g, '$1'), 'latin1') });
        i += whole.length;
      } else {
        // The bracket of a section may hold spaces and parentheses.
        const atom = /^(?:[^\s()"[]|\[[^\]]*\])+/.exec(part.slice(i))?.[0];
        if (!atom) return null;
        open.at(-1)!.push({ kind: 'atom', text: atom });
        i += atom.length;
      }
    }
  }
  return open.length === 1 ? top : null;
}

/** An astring as text. */
export function text(token: Token | undefined): string | null {
  if (token?.kind === 'atom') return token.text;
  return token?.kind === 'string' ? token.bytes.toString('utf8') : null;
}

export const quoted = (value: string): string =>
  /[\r\n]|[^\x20-\x7e]/.test(value)
    ? `{${Buffer.byteLength(value)}}\r\n${value}`
    : `"${value.replace(/["\\]/g, '\\$&')}"`;

export const nstring = (value: string | null | undefined): string => (value == null ? 'NIL' : quoted(value));

/** Is `n` in a sequence set as `1:3,7,9:*`? `last` is what `*` stands for. Null when malformed. */
export function inSet(set: string, last: number): ((n: number) => boolean) | null {
  const ranges: [number, number][] = [];
  for (const range of set.split(',')) {
    const [, from, to] = /^(\d+|\*)(?::(\d+|\*))?$/.exec(range) ?? [];
    if (from === undefined) return null;
    const bound = (b: string) => (b === '*' ? last : Number(b));
    const [a, z] = [bound(from), bound(to ?? from)];
    ranges.push([Math.min(a, z), Math.max(a, z)]);
  }
  return (n) => ranges.some(([a, z]) => n >= a && n <= z);
}
