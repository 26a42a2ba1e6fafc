import type { ImapFlow } from 'imapflow';
import { follow } from './follow';
import { locate, MISSING } from './locate';
import { mark } from './mark';
import type { MailCopies, MailCursor } from './port';

export interface Step {
  modSeq: string | null;
  /** False once the server let nothing be marked: it is not asked again over this connection. */
  mayMark: boolean;
  /** Something may have happened unheard, or is left to do: look again at once. */
  again: boolean;
}

/**
 * With an inbox that is brought up to `cursor`: follows what others changed, tells what was read here, looks
 * for what left. Ends as it began, on the inbox opened by EXAMINE.
 */
export async function keepInStep(
  imap: ImapFlow,
  cursor: MailCursor,
  copies: MailCopies,
  mayMark: boolean,
): Promise<Step> {
  const { uidValidity } = cursor;
  await copies.settled(uidValidity);
  const modSeq = await follow(imap, cursor, copies);
  let away = false;
  const select = async () => {
    away = true;
    const inbox = await imap.mailboxOpen('INBOX');
    return inbox.readOnly !== true && String(inbox.uidValidity) === uidValidity;
  };
  const marked = mayMark && (await mark(imap, uidValidity, copies, select));
  const missing = await copies.missing(MISSING);
  if (missing.length > 0) {
    away = true;
    await locate(imap, missing, copies);
  }
  // The mailbox is no longer the one that was opened: a new session finds out.
  if (away && (await examine(imap)) !== uidValidity)
    throw Object.assign(new Error('UIDVALIDITY changed'), { code: 'InvalidResponse' });
  // What came while another folder was open was not pushed.
  return { modSeq, mayMark: marked, again: away };
}

/** Opens the inbox by EXAMINE: not even a mistake of ours can mark a message as read. Answers its UIDVALIDITY. */
export async function examine(imap: ImapFlow): Promise<string> {
  const inbox = await imap.mailboxOpen('INBOX', { readOnly: true });
  return String(inbox.uidValidity);
}
