import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import type { ComposedMail } from './composeMail';
import { connectionFailure } from './connectionFailure';
import { type Access, openImap } from './imap';

/** Puts the copy of a mail that left into the folder the server marks as Sent (RFC 6154). Never twice. */
export async function keepInSent(
  access: Access,
  mail: ComposedMail,
  at: Date,
): Promise<Result<'kept' | 'already' | 'no-folder', Failure>> {
  return withImap(access, async (client) => {
    const sent = await sentFolder(client);
    if (!sent) return 'no-folder';
    await client.mailboxOpen(sent, { readOnly: true });
    // Some operators keep a copy themselves.
    if (await holds(client, mail.messageId)) return 'already';
    await client.append(sent, mail.bytes, ['\\Seen'], at);
    return 'kept';
  });
}

/** True when Sent holds the mail, or the inbox a report or an answer that names it; null otherwise. */
export function findSent(access: Access, messageId: string): Promise<Result<true | null, Failure>> {
  return withImap(access, async (client) => {
    const sent = await sentFolder(client);
    if (sent) {
      await client.mailboxOpen(sent, { readOnly: true });
      if (await holds(client, messageId)) return true;
    }
    await client.mailboxOpen('INBOX', { readOnly: true });
    const named = await client.search({ body: messageId }, { uid: true });
    if (named && named.length > 0) return true;
    const answered = await client.search(
      { or: [{ header: { references: messageId } }, { header: { 'in-reply-to': messageId } }] },
      { uid: true },
    );
    return answered && answered.length > 0 ? true : null;
  });
}

async function holds(client: ImapFlow, messageId: string): Promise<boolean> {
  const found = await client.search({ header: { 'message-id': messageId } }, { uid: true });
  return Boolean(found && found.length > 0);
}

async function sentFolder(client: ImapFlow): Promise<string | null> {
  const folders = await client.list();
  return folders.find((folder) => folder.specialUse === '\\Sent')?.path ?? null;
}

async function withImap<T>(
  access: Access,
  use: (client: ImapFlow) => Promise<T>,
): Promise<Result<T, Failure>> {
  const opened = await openImap(access);
  if (!opened.ok) return opened;
  try {
    return ok(await use(opened.value.client));
  } catch (error) {
    return { ok: false, error: connectionFailure(opened.value.broken() ?? error) };
  } finally {
    opened.value.client.close();
  }
}
