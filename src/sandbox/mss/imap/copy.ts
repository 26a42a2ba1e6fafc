import { folderOf } from '../boxes';
import { range } from './range';
import type { Command, Session } from './session';
import { type Token, text } from './syntax';

/** COPY and UID COPY, with COPYUID (RFC 4315). */
export const copy: Command = (session, args, byUid) => {
  const done = duplicate(session, args, byUid);
  return typeof done === 'string' ? done : `OK ${done.code} COPY completed`;
};

/** MOVE (RFC 6851): the copy is told first, then the messages leave. */
export const move: Command = (session, args, byUid) => {
  if (session.selected!.readOnly) return 'NO [READ-ONLY] Opened by EXAMINE';
  const done = duplicate(session, args, byUid);
  if (typeof done === 'string') return done;
  session.tell(`OK ${done.code} Moved`);
  for (const uid of done.uids) session.selected!.folder.remove(uid);
  return 'OK MOVE completed';
};

function duplicate(
  session: Session,
  [set, name]: Token[],
  byUid: boolean,
): string | { code: string; uids: number[] } {
  const { folder } = session.selected!;
  const messages = range(session.selected!, set, byUid);
  const target = folderOf(session.box!, text(name) ?? '');
  if (!messages) return 'BAD COPY set mailbox';
  if (!target) return 'NO [TRYCREATE] No such mailbox';
  if (messages.length === 0) return 'OK Nothing to do';
  const uids = messages.map(({ uid }) => uid);
  const made = uids.map((uid) => {
    const message = folder.get(uid)!;
    return target.add(folder.raw(message), message.internalDate, message.flags).uid;
  });
  return { code: `[COPYUID ${target.uidValidity} ${uids.join(',')} ${made.join(',')}]`, uids };
}
