import { folderOf, specialUse } from '../boxes';
import type { Command } from './session';
import { quoted, type Token, text } from './syntax';

/** LIST and LSUB (RFC 3501 §6.3.8, RFC 6154); options before and after the pattern are read and ignored. */
export const list: Command = (session, args) => {
  const strings = args.filter((token) => token.kind !== 'list');
  const [reference, pattern] = [text(strings[0]), text(strings[1])];
  if (reference === null || pattern === null) return 'BAD LIST reference pattern';
  if (pattern === '') {
    session.tell('LIST (\\Noselect) "/" ""');
    return 'OK LIST completed';
  }
  const wanted = matcher(reference + pattern);
  for (const name of session.box!.folders.keys()) {
    if (!wanted(name)) continue;
    const attributes = ['\\HasNoChildren', specialUse(name)].filter(Boolean).join(' ');
    session.tell(`LIST (${attributes}) "/" ${quoted(name)}`);
  }
  return 'OK LIST completed';
};

function matcher(pattern: string): (name: string) => boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${escaped.replaceAll('*', '.*').replaceAll('%', '[^/]*')}$`, 'i');
  return (name) => expression.test(name);
}

export const namespace: Command = (session) => {
  session.tell('NAMESPACE (("" "/")) NIL NIL');
  return 'OK NAMESPACE completed';
};

export const create: Command = (session, [name]) => {
  const folder = text(name);
  if (!folder) return 'BAD CREATE name';
  if (folderOf(session.box!, folder)) return 'NO [ALREADYEXISTS] Exists';
  session.house.boxes.create(session.box!, folder);
  return 'OK CREATE completed';
};

export const status: Command = (session, [name, items]) => {
  const folder = folderOf(session.box!, text(name) ?? '');
  if (!folder) return 'NO [NONEXISTENT] No such mailbox';
  const messages = folder.messages();
  const values: Record<string, number> = {
    MESSAGES: messages.length,
    RECENT: 0,
    UIDNEXT: folder.uidNext,
    UIDVALIDITY: folder.uidValidity,
    UNSEEN: messages.filter((m) => !m.flags.has('\\Seen')).length,
  };
  const asked = (items?.kind === 'list' ? items.items : []).map(
    (item: Token) => text(item)?.toUpperCase() ?? '',
  );
  const known = asked.filter((item) => item in values).map((item) => `${item} ${values[item]}`);
  session.tell(`STATUS ${quoted(folder.name)} (${known.join(' ')})`);
  return 'OK STATUS completed';
};
