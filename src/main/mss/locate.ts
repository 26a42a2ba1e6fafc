import type { ImapFlow, ListResponse } from 'imapflow';
import type { MailCopies, MailPlace, MissingCopy } from './port';

/** A doctor's mailbox has a dozen folders; what a server lists beyond is not searched. */
const FOLDERS = 60;
/** Message-IDs in one question. */
const TOGETHER = 20;
/** Answers read for one question: each Message-ID may be that of several messages. */
const HITS = 200;
const NAME = 120;

/** How many missing messages are looked for in one round; the others wait for the next. */
export const MISSING = 200;

/**
 * Looks in the other folders for messages that left the inbox, by Message-ID and size. Leaves another
 * folder open than the inbox. Nothing is moved, nothing is marked: folders are opened by EXAMINE.
 */
export async function locate(
  client: ImapFlow,
  missing: readonly MissingCopy[],
  copies: MailCopies,
): Promise<void> {
  let wanted = missing.filter((copy) => isSearchable(copy.messageId));
  for (const copy of missing) if (!wanted.includes(copy)) await copies.found(copy, null);
  for (const folder of searchable(wanted.length === 0 ? [] : await client.list())) {
    if (wanted.length === 0) return;
    const place: MailPlace = { folder: nameOf(folder), trash: folder.specialUse === '\\Trash' };
    const found = await search(client, folder.path, wanted);
    for (const copy of found) await copies.found(copy, place);
    wanted = wanted.filter((copy) => !found.has(copy));
  }
  for (const copy of wanted) await copies.found(copy, null);
}

const isSearchable = (messageId: string | null): boolean =>
  messageId !== null && /^[\x21-\x7e]{3,250}$/.test(messageId);

/** Where mail is usually put comes first; folders that hold no received mail, and those that cannot be opened, are left out. */
function searchable(folders: readonly ListResponse[]): ListResponse[] {
  const flagged = (folder: ListResponse, ...flags: string[]) =>
    [...folder.flags].some((flag) => flags.includes(flag.toLowerCase()));
  const rank = ({ specialUse }: ListResponse) => {
    if (specialUse === '\\Archive' || specialUse === '\\Trash') return 0;
    return specialUse === '\\All' ? 2 : 1;
  };
  return folders
    .filter((folder) => folder.path.toUpperCase() !== 'INBOX')
    .filter((folder) => !flagged(folder, '\\noselect', '\\nonexistent'))
    .filter(({ specialUse }) => specialUse !== '\\Sent' && specialUse !== '\\Drafts')
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, FOLDERS);
}

async function search(
  client: ImapFlow,
  path: string,
  wanted: readonly MissingCopy[],
): Promise<Set<MissingCopy>> {
  const found = new Set<MissingCopy>();
  if (!(await opens(client, path))) return found;
  for (let at = 0; at < wanted.length; at += TOGETHER) {
    const batch = wanted.slice(at, at + TOGETHER);
    const or = batch.map(({ messageId }) => ({ header: { 'message-id': bare(messageId!) } }));
    const uids = (await client.search(or.length === 1 ? or[0]! : { or }, { uid: true })) || [];
    if (uids.length === 0) continue;
    // The newest first: a message that was just moved is at the end.
    const range = uids.slice(-HITS).join(',');
    for await (const row of client.fetch(range, { uid: true, envelope: true, size: true }, { uid: true })) {
      const id = bare(row.envelope?.messageId ?? '');
      const same = batch.find((c) => !found.has(c) && bare(c.messageId!) === id && c.size === row.size);
      if (same) found.add(same);
    }
  }
  return found;
}

/** A folder that may be seen and not opened is passed over; a lost connection is not. */
async function opens(client: ImapFlow, path: string): Promise<boolean> {
  try {
    await client.mailboxOpen(path, { readOnly: true });
    return true;
  } catch (error) {
    if ((error as { responseStatus?: unknown }).responseStatus === 'NO') return false;
    throw error;
  }
}

const bare = (messageId: string): string => messageId.trim().replace(/^<|>$/g, '');

/** As it will be shown: a name chosen by anybody cannot break a line or turn the reading round. */
const nameOf = ({ path }: ListResponse): string =>
  path
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ' ')
    .trim()
    .slice(0, NAME);
