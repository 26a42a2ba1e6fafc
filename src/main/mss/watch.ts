import { setImmediate } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { Failure } from '../../shared/failure';
import type { Log } from '../../shared/log';
import { bring } from './bring';
import { connectionFailure } from './connectionFailure';
import { mssFailure } from './failures';
import { type Bounds, isTooMuch } from './fetchMessage';
import { allowModSeqs } from './follow';
import { type Access, openImap } from './imap';
import { examine, keepInStep } from './keepInStep';
import { waitBefore } from './pace';
import type { MailboxWatch, MailCopies, MailCursor, MailHandlers } from './port';

/** The intake could not keep a message: the line is sound, but nothing may go past that message. */
class IntakeRefused extends Error {}

/** Receives the INBOX from `start` on, in UID order, and follows it, for as long as it is not stopped. */
export function watchInbox(
  access: Access,
  start: MailCursor | null,
  handlers: MailHandlers,
  tools: { log: Log; random: () => number; bounds: Bounds },
): MailboxWatch {
  let cursor = start;
  const end = new AbortController();
  let wake = () => {};
  let pushed = true;
  /** Tries since the last message kept, or since a connection that held. */
  let attempt = 0;
  /** The message being fetched alone, and those whose size broke a connection: they are not asked for again. */
  let inHand: number | null = null;
  let hostile = new Set<number>();
  /** The last UID being brought, and that up to which batches are of one message since one of them failed. */
  let bringing = 0;
  let untilUid = 0;

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

  const look = () => {
    pushed = true;
    wake();
  };

  /** What the practice cannot keep stops the session as what the server cannot give. */
  const keep = <T>(work: Promise<T>) =>
    work.catch((cause: unknown) => {
      throw new IntakeRefused('intake', { cause });
    });

  const copies = guarded(handlers.copies, keep);

  const move = async (next: MailCursor) => {
    await keep(handlers.onCursor(next));
    cursor = next;
  };

  const bringFresh = async (imap: ImapFlow, uidValidity: string) => {
    const last = cursor?.lastUid ?? 0;
    const found = await imap.search({ uid: `${last + 1}:*` }, { uid: true });
    if (!found) throw Object.assign(new Error('search refused'), { code: 'InvalidResponse' });
    // `n:*` always names the last message, even when it is before n (RFC 3501 §6.4.8).
    const fresh = [...new Set(found)].filter((uid) => uid > last).sort((a, b) => a - b);
    const care = {
      hostile,
      untilUid,
      reaching: (uid: number) => {
        bringing = uid;
      },
      inHand: (uid: number | null) => {
        inHand = uid;
      },
    };
    await bring(imap, fresh, tools.bounds, care, async (messages, lastUid) => {
      if (end.signal.aborted) return;
      const next = { uidValidity, lastUid, modSeq: cursor?.modSeq ?? null };
      if (messages.length === 0) await move(next);
      else {
        const fetched = messages.map((message) => ({ ...message, uidValidity }));
        await keep(handlers.onMessages(fetched, next));
        cursor = next;
      }
      attempt = 0;
    });
    bringing = 0;
  };

  const session = async (imap: ImapFlow): Promise<void> => {
    allowModSeqs(imap);
    const uidValidity = await examine(imap);
    if (cursor?.uidValidity !== uidValidity) {
      hostile = new Set();
      untilUid = 0;
      await move({ uidValidity, lastUid: 0, modSeq: null });
    }
    handlers.onState({ connected: true, failure: null });
    hearChanges(imap, access.pace.gather, look);
    let mayMark = true;
    while (!end.signal.aborted && imap.usable) {
      pushed = false;
      await bringFresh(imap, uidValidity);
      if (end.signal.aborted) return;
      const step = await keepInStep(imap, cursor!, copies, mayMark);
      if (step.modSeq !== cursor!.modSeq) await move({ ...cursor!, modSeq: step.modSeq });
      mayMark = step.mayMark;
      pushed ||= step.again;
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
          if (inHand !== null && isTooMuch(cause)) hostile.add(inHand);
          untilUid = Math.max(untilUid, bringing);
          failure = error instanceof IntakeRefused ? mssFailure('mss-intake') : connectionFailure(cause);
        }
        inHand = null;
        bringing = 0;
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
    look,
    async stop() {
      end.abort();
      wake();
      await ended;
    },
  };
}

/** New mail is looked at at once; others' changes come in bursts and are gathered a moment. */
function hearChanges(imap: ImapFlow, gather: number, look: () => void): void {
  let gathering = false;
  const stirred = () => {
    if (gathering) return;
    gathering = true;
    setTimeout(() => {
      gathering = false;
      look();
    }, gather).unref();
  };
  imap.on('exists', look);
  imap.on('flags', stirred);
  imap.on('expunge', stirred);
  imap.on('close', look);
}

/** The same, each answer through `keep`. */
const guarded = (copies: MailCopies, keep: <T>(work: Promise<T>) => Promise<T>): MailCopies => ({
  known: (...asked) => keep(copies.known(...asked)),
  changed: (...told) => keep(copies.changed(...told)),
  settled: (...told) => keep(copies.settled(...told)),
  missing: (...asked) => keep(copies.missing(...asked)),
  found: (...told) => keep(copies.found(...told)),
  toMark: (...asked) => keep(copies.toMark(...asked)),
  marked: (...told) => keep(copies.marked(...told)),
});
