import { folderOf } from '../boxes';
import { FLAGS } from '../folder';
import type { Answer, Session } from './session';
import { type Token, text } from './syntax';

/** SELECT and EXAMINE (RFC 3501 §6.3.1). */
export function select(session: Session, [name]: Token[], readOnly: boolean): Answer {
  session.selected = null;
  const folder = folderOf(session.box!, text(name) ?? '');
  if (!folder) return 'NO [NONEXISTENT] No such mailbox';
  const messages = folder.messages();
  const flags = new Map(messages.map((m) => [m.uid, [...m.flags].join(' ')]));
  session.selected = { folder, readOnly, uids: messages.map((m) => m.uid), flags };
  session.tell(`FLAGS (${FLAGS.join(' ')})`);
  session.tell(`OK [PERMANENTFLAGS (${readOnly ? '' : FLAGS.join(' ')})] Flags kept`);
  session.tell(`${messages.length} EXISTS`);
  session.tell('0 RECENT');
  const unseen = messages.findIndex((m) => !m.flags.has('\\Seen'));
  if (unseen >= 0) session.tell(`OK [UNSEEN ${unseen + 1}] First unseen`);
  session.tell(`OK [UIDVALIDITY ${folder.uidValidity}] UIDs valid`);
  session.tell(`OK [UIDNEXT ${folder.uidNext}] Predicted next UID`);
  return readOnly ? 'OK [READ-ONLY] EXAMINE completed' : 'OK [READ-WRITE] SELECT completed';
}
