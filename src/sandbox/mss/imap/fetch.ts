import type { StoredMessage } from '../folder';
import { envelope } from './envelope';
import { range } from './range';
import { section } from './section';
import type { Command, Session } from './session';
import { structure } from './structure';
import { type Token, text } from './syntax';

const MACROS: Record<string, string[]> = {
  ALL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE'],
  FAST: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE'],
  FULL: ['FLAGS', 'INTERNALDATE', 'RFC822.SIZE', 'ENVELOPE', 'BODY'],
};

/** FETCH and UID FETCH (RFC 3501 §6.4.5). */
export const fetch: Command = (session, [set, what], byUid) => {
  const view = session.selected!;
  const messages = range(view, set, byUid);
  const asked = (what?.kind === 'list' ? what.items : what ? [what] : []).map(
    (item: Token) => text(item) ?? '',
  );
  const items = asked.flatMap((item) => MACROS[item.toUpperCase()] ?? [item]);
  if (!messages || items.length === 0) return 'BAD FETCH set items';
  if (byUid && !items.some((item) => item.toUpperCase() === 'UID')) items.unshift('UID');
  for (const { place, uid } of messages) {
    const parts: Buffer[] = [];
    for (const item of items) {
      const part = one(session, view.folder.get(uid)!, item);
      if (!part) return `BAD Unknown item ${item}`;
      parts.push(part);
    }
    session.wire.write(
      Buffer.concat([Buffer.from(`* ${place} FETCH (`), ...join(parts), Buffer.from(')\r\n')]),
    );
  }
  return 'OK FETCH completed';
};

function join(parts: Buffer[]): Buffer[] {
  return parts.flatMap((part, i) => (i === 0 ? [part] : [Buffer.from(' '), part]));
}

function one(session: Session, message: StoredMessage, item: string): Buffer | null {
  const { folder } = session.selected!;
  const name = item.toUpperCase();
  const raw = () => folder.raw(message);
  switch (name) {
    case 'UID':
      return Buffer.from(`UID ${message.uid}`);
    case 'FLAGS':
      return Buffer.from(`FLAGS (${[...message.flags].join(' ')})`);
    case 'INTERNALDATE':
      return Buffer.from(`INTERNALDATE "${imapDate(message.internalDate)}"`);
    case 'RFC822.SIZE':
      return Buffer.from(`RFC822.SIZE ${message.size}`);
    case 'ENVELOPE':
      return Buffer.from(`ENVELOPE ${envelope(raw())}`, 'latin1');
    case 'BODY':
    case 'BODYSTRUCTURE':
      return Buffer.from(`${name} ${structure(raw())}`, 'latin1');
    case 'RFC822':
    case 'RFC822.HEADER':
    case 'RFC822.TEXT': {
      const bytes =
        section(raw(), { RFC822: '', 'RFC822.HEADER': 'HEADER', 'RFC822.TEXT': 'TEXT' }[name]) ??
        Buffer.alloc(0);
      if (name !== 'RFC822.HEADER') markSeen(session, message);
      return literal(name, bytes);
    }
  }
  const [, peek, inside, start, length] = /^BODY(\.PEEK)?\[([^\]]*)\](?:<(\d+)\.(\d+)>)?$/i.exec(item) ?? [];
  if (inside === undefined) return null;
  const whole = section(raw(), inside);
  if (!whole) return Buffer.from(`BODY[${inside.toUpperCase()}] NIL`);
  const bytes = start === undefined ? whole : whole.subarray(Number(start), Number(start) + Number(length));
  if (!peek) markSeen(session, message);
  return literal(`BODY[${inside.toUpperCase()}]${start === undefined ? '' : `<${start}>`}`, bytes);
}

/** Only a fetch without PEEK marks as read: that is what a robot must not do. */
function markSeen(session: Session, message: StoredMessage): void {
  if (session.selected!.readOnly || message.flags.has('\\Seen')) return;
  session.selected!.folder.setFlags(message.uid, new Set([...message.flags, '\\Seen']));
}

const literal = (name: string, bytes: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`${name} {${bytes.length}}\r\n`), bytes]);

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** ` 3-Nov-2026 20:48:50 +0000`. */
function imapDate(date: Date): string {
  const [, time] = /T(\d\d:\d\d:\d\d)/.exec(date.toISOString())!;
  return `${String(date.getUTCDate()).padStart(2, ' ')}-${MONTHS[date.getUTCMonth()]}-${date.getUTCFullYear()} ${time} +0000`;
}
