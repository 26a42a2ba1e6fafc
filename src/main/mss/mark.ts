import type { ImapFlow } from 'imapflow';
import type { MailCopies } from './port';

/** Marks set by one question. */
const TOGETHER = 500;

/**
 * Sets \Seen on what was read here: the only thing ever written to the inbox. Flags are added, never
 * replaced, so that nothing another client set is lost; twice is the same as once. `select` opens the inbox
 * for writing, when there is something to mark. Answers false when the server lets nothing be marked.
 */
export async function mark(
  client: ImapFlow,
  uidValidity: string,
  copies: MailCopies,
  select: () => Promise<boolean>,
): Promise<boolean> {
  for (let selected = false; ; ) {
    const uids = await copies.toMark(uidValidity, TOGETHER);
    if (uids.length === 0) return true;
    selected ||= await select();
    if (!selected) return false;
    if (!(await client.messageFlagsAdd(uids.join(','), ['\\Seen'], { uid: true }))) return false;
    await copies.marked(uidValidity, uids);
  }
}
