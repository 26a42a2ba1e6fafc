import { setImmediate } from 'node:timers/promises';
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
  const end = new AbortController();
  let wake = () => {};
  /** Tries since the last message kept, or since a connection that held. */
  let attempt = 0;
  /** The message being fetched, and those whose size broke a connection: they are not asked for again. */
  let inHand: string | null = null;
  const hostile = new Set<string>();

  /** Waits for `ms`, a push of the server, or the end, whichever comes first. */
  const rest = (ms: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
      if (end.signal.aborted) wake();
    });

  const keep = (work: () => Promise<void>) =>
    work().catch((cause: unknown) => {
      throw new IntakeRefused('intake', { cause });
    });

  const move = async (next: MailCursor) => {
    await keep(() => handlers.onCursor(next));
    cursor = next;
  };

  const bring = async (imap: ImapFlow, uid: number, uidValidity: string) => {
    inHand = `${uidValidity}/${uid}`;
    const message = await fetchMessage(imap, uid, tools.bounds, hostile.has(inHand));
    inHand = null;
    if (message) await keep(() => handlers.onMessage({ ...message, uidValidity }));
    await move({ uidValidity, lastUid: uid });
    attempt = 0;
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
    while (!end.signal.aborted && imap.usable) {
      pushed = false;
      const last = cursor?.lastUid ?? 0;
      const found = await imap.search({ uid: `${last + 1}:*` }, { uid: true });
      if (!found) throw Object.assign(new Error('search refused'), { code: 'InvalidResponse' });
      // `n:*` always names the last message, even when it is before n (RFC 3501 §6.4.8).
      const fresh = [...new Set(found)].filter((uid) => uid > last).sort((a, b) => a - b);
      for (const uid of fresh) {
        if (end.signal.aborted) return;
        await bring(imap, uid, uidValidity);
      }
      await rest(access.pace.breath);
      if (end.signal.aborted || !imap.usable) return;
      if (!pushed) {
        // IDLE ends of itself when the server refuses it, or when a long silence was probed by a NOOP.
        const again = () => setTimeout(() => wake(), access.pace.silence / 30).unref();
        imap.idle().then(again, again);
        await rest(access.pace.look);
      }
    }
  };

  const run = async () => {
    for (; !end.signal.aborted; attempt++) {
      const since = performance.now();
      let failure: Failure | null = null;
      const opened = await openImap(access, end.signal);
      if (opened.ok) {
        const { client, broken } = opened.value;
        try {
          await session(client);
          failure = connectionFailure(broken());
        } catch (error) {
          // The cause is told beside the pending command, a moment before or after it fails.
          await setImmediate();
          const cause = broken() ?? error;
          if (inHand && isTooMuch(cause)) hostile.add(inHand);
          failure = error instanceof IntakeRefused ? mssFailure('mss-intake') : connectionFailure(cause);
        }
        inHand = null;
        client.close();
        if (performance.now() - since > access.pace.longestWait) attempt = 0;
      } else failure = opened.error;
      if (end.signal.aborted) break;
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
      end.abort();
      wake();
      await ended;
    },
  };
}
