import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../shared/failure';
import type { Log } from '../../shared/log';
import { connectionFailure } from './connectionFailure';
import { mssFailure } from './failures';
import { type Bounds, fetchMessage, isTooMuch } from './fetchMessage';
import { type Access, openImap } from './imap';
import { waitBefore } from './pace';
import type { Mailbox, MailboxWatch, MailCursor } from './port';

type Handlers = Parameters<Mailbox['watch']>[1];

/** The intake could not keep a message: the line is sound, but nothing may go past that message. */
class IntakeRefused extends Error {}

/** Receives the INBOX from `cursor` on, in UID order, for as long as it is not stopped. */
export function watchInbox(
  access: Access,
  start: MailCursor | null,
  handlers: Handlers,
  tools: { log: Log; random: () => number; bounds: Bounds },
): MailboxWatch {
  let cursor = start;
  let client: ImapFlow | null = null;
  let stopped = false;
  let wake = () => {};
  const hostile = new Set<string>();

  /** Waits for `ms`, a push of the server, or the end, whichever comes first. */
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (stopped) wake();
    });

  const move = async (next: MailCursor) => {
    cursor = next;
    await handlers.onCursor(next);
  };

  const bring = async (imap: ImapFlow, uid: number, uidValidity: string) => {
    const name = `${uidValidity}/${uid}`;
    const message = await fetchMessage(imap, uid, tools.bounds, hostile.has(name)).catch((error: unknown) => {
      if (isTooMuch(error)) hostile.add(name);
      throw error;
    });
    try {
      if (message) await handlers.onMessage({ ...message, uidValidity });
      await move({ uidValidity, lastUid: uid });
    } catch (cause) {
      throw new IntakeRefused('intake', { cause });
    }
  };

  const session = async (imap: ImapFlow): Promise<void> => {
    // EXAMINE: not even a mistake of ours can mark a message as read.
    const inbox = await imap.mailboxOpen('INBOX', { readOnly: true });
    const uidValidity = String(inbox.uidValidity);
    if (cursor?.uidValidity !== uidValidity) await move({ uidValidity, lastUid: 0 });
    handlers.onState({ connected: true, failure: null });
    let pushed = true;
    imap.on('exists', () => {
      pushed = true;
      wake();
    });
    imap.on('close', () => wake());
    while (!stopped && imap.usable) {
      pushed = false;
      const last = cursor?.lastUid ?? 0;
      const found = (await imap.search({ uid: `${last + 1}:*` }, { uid: true })) || [];
      // `n:*` always names the last message, even when it is before n (RFC 3501 §6.4.8).
      const fresh = [...new Set(found)].filter((uid) => uid > last).sort((a, b) => a - b);
      for (const uid of fresh) {
        if (stopped) return;
        await bring(imap, uid, uidValidity);
      }
      await rest(access.pace.breath);
      if (stopped || !imap.usable) return;
      if (!pushed) {
        imap.idle().catch(() => wake());
        await rest(access.pace.look);
      }
    }
  };

  const run = async () => {
    for (let attempt = 0; !stopped; attempt++) {
      let failure: Failure | null = null;
      const opened = await openImap(access);
      if (opened.ok) {
        client = opened.value;
        try {
          if (!stopped) await session(client);
          failure = stopped ? null : mssFailure('mss-disconnected');
          attempt = 0;
        } catch (error) {
          failure = error instanceof IntakeRefused ? mssFailure('mss-intake') : connectionFailure(error);
        }
        client.close();
      } else failure = opened.error;
      if (stopped) break;
      tools.log.warn('mss.watch', { code: failure?.code, detail: failure?.detail });
      handlers.onState({ connected: false, failure });
      // What a human must mend is asked for seldom; what may heal by itself, sooner.
      await rest(waitBefore(failure?.retry === 'later' ? attempt : 8, access.pace, tools.random));
    }
    handlers.onState({ connected: false, failure: null });
  };

  const ended = run();
  return {
    async stop() {
      stopped = true;
      client?.close();
      wake();
      await ended;
    },
  };
}
