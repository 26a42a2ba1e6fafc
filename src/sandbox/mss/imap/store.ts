import { range } from './range';
import type { Command } from './session';
import { type Token, text } from './syntax';

/** STORE and UID STORE (RFC 3501 §6.4.6). */
export const store: Command = (session, [set, how, ...what], byUid) => {
  const view = session.selected!;
  const messages = range(view, set, byUid);
  const [, sign, silent] = /^([+-]?)FLAGS(\.SILENT)?$/i.exec(text(how) ?? '') ?? [];
  if (!messages || sign === undefined) return 'BAD STORE set flags';
  if (view.readOnly) return 'NO [READ-ONLY] Opened by EXAMINE';
  const given = what
    .flatMap((token: Token) => (token.kind === 'list' ? token.items : [token]))
    .map((t) => text(t) ?? '');
  for (const { place, uid } of messages) {
    const before = view.folder.get(uid)!.flags;
    const after = new Set(sign === '' ? given : before);
    for (const flag of given) sign === '-' ? after.delete(flag) : after.add(flag);
    view.folder.setFlags(uid, after);
    const told = [...(view.folder.get(uid)?.flags ?? [])].join(' ');
    view.flags.set(uid, told);
    if (!silent) session.tell(`${place} FETCH (${byUid ? `UID ${uid} ` : ''}FLAGS (${told}))`);
  }
  return 'OK STORE completed';
};

/** EXPUNGE, and UID EXPUNGE of a set (RFC 4315). The lines come with the refresh that follows. */
export const expunge: Command = (session, [set], byUid) => {
  const view = session.selected!;
  if (view.readOnly) return 'NO [READ-ONLY] Opened by EXAMINE';
  const messages = range(view, byUid ? set : { kind: 'atom', text: '1:*' }, byUid);
  if (!messages) return 'BAD UID EXPUNGE set';
  for (const { uid } of messages) if (view.folder.get(uid)?.flags.has('\\Deleted')) view.folder.remove(uid);
  return 'OK EXPUNGE completed';
};
