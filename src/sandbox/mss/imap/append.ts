import { folderOf } from '../boxes';
import type { Command } from './session';
import { type Token, text } from './syntax';

/** APPEND, with APPENDUID (RFC 3501 §6.3.11, RFC 4315). */
export const append: Command = (session, args) => {
  const [name, ...rest] = args;
  const folder = folderOf(session.box!, text(name) ?? '');
  if (!folder) return 'NO [TRYCREATE] No such mailbox';
  const literal = rest.pop();
  if (literal?.kind !== 'string') return 'BAD APPEND needs a literal';
  const flags = rest
    .flatMap((token: Token) => (token.kind === 'list' ? token.items : []))
    .map((t) => text(t) ?? '');
  const given = rest.find((token) => token.kind === 'string');
  const date = given
    ? new Date(Date.parse((text(given) ?? '').replace(/^\s*(\d+)-(\w+)-/, '$1 $2 ')))
    : session.house.now();
  const at = Number.isNaN(date.getTime()) ? session.house.now() : date;
  const { uid } = folder.add(literal.bytes, at, flags);
  return `OK [APPENDUID ${folder.uidValidity} ${uid}] APPEND completed`;
};
