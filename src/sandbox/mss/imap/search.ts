import { headerOf } from '../delivery';
import type { StoredMessage } from '../folder';
import type { Command, Selected } from './session';
import { inSet, type Token, text } from './syntax';

type Test = (message: StoredMessage, place: number) => boolean;

const FLAG_KEYS: Record<string, string> = {
  SEEN: '\\Seen',
  ANSWERED: '\\Answered',
  FLAGGED: '\\Flagged',
  DELETED: '\\Deleted',
  DRAFT: '\\Draft',
};

/** SEARCH and UID SEARCH (RFC 3501 §6.4.4); BODY and TEXT look for the bytes as they are. */
export const search: Command = (session, args, byUid) => {
  const view = session.selected!;
  const rest = [...args];
  if (text(rest[0])?.toUpperCase() === 'CHARSET') rest.splice(0, 2);
  const test = every(rest, view);
  if (!test) return 'BAD Unknown search key';
  const found: number[] = [];
  view.uids.forEach((uid, i) => {
    const message = view.folder.get(uid);
    if (message && test(message, i + 1)) found.push(byUid ? uid : i + 1);
  });
  session.tell(['SEARCH', ...found].join(' '));
  return 'OK SEARCH completed';
};

function every(keys: Token[], view: Selected): Test | null {
  const tests: Test[] = [];
  while (keys.length > 0) {
    const test = next(keys, view);
    if (!test) return null;
    tests.push(test);
  }
  return tests.length > 0 ? (m, place) => tests.every((t) => t(m, place)) : null;
}

function next(keys: Token[], view: Selected): Test | null {
  const token = keys.shift();
  if (!token) return null;
  if (token.kind === 'list') return every([...token.items], view);
  const key = text(token)!.toUpperCase();
  const argument = () => text(keys.shift());
  const contains = (header: string, wanted: string | null): Test | null =>
    wanted === null
      ? null
      : (m) => {
          const value = headerOf(view.folder.raw(m), header);
          return value?.toLowerCase().includes(wanted.toLowerCase()) ?? false;
        };
  if (key === 'ALL') return () => true;
  if (FLAG_KEYS[key]) return (m) => m.flags.has(FLAG_KEYS[key]!);
  if (key.startsWith('UN') && FLAG_KEYS[key.slice(2)]) return (m) => !m.flags.has(FLAG_KEYS[key.slice(2)]!);
  switch (key) {
    case 'UID': {
      const wanted = inSet(argument() ?? '', view.uids.at(-1) ?? 0);
      return wanted ? (m) => wanted(m.uid) : null;
    }
    case 'HEADER': {
      const name = argument();
      return name ? contains(name, argument()) : null;
    }
    case 'SUBJECT':
    case 'FROM':
    case 'TO':
    case 'CC':
      return contains(key, argument());
    case 'BODY':
    case 'TEXT': {
      const wanted = argument();
      return wanted === null ? null : (m) => view.folder.raw(m).includes(wanted);
    }
    case 'SINCE':
    case 'BEFORE': {
      const day = Date.parse(`${argument()?.replaceAll('-', ' ')} UTC`);
      if (Number.isNaN(day)) return null;
      return (m) => (key === 'SINCE' ? m.internalDate.getTime() >= day : m.internalDate.getTime() < day);
    }
    case 'NOT': {
      const inner = next(keys, view);
      return inner ? (m, place) => !inner(m, place) : null;
    }
    case 'OR': {
      const [a, b] = [next(keys, view), next(keys, view)];
      return a && b ? (m, place) => a(m, place) || b(m, place) : null;
    }
    default: {
      const wanted = inSet(key, view.uids.length);
      return wanted ? (_, place) => wanted(place) : null;
    }
  }
}
