import type { Clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import type { Log } from '../../shared/log';
import type { Professional } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import { asFailure, cardError } from './errors';
import type { CardDesk, CardKind, CardReader, CardState, PinEntry, ReaderEvent } from './port';
import { recognise } from './recognise';
import { CpsSession } from './session';

export interface DeskMeans {
  reader: CardReader;
  pin: PinEntry;
  log: Log;
  clock: Clock;
  /** Contacts settle after insertion (cards.md §7). */
  settleMs?: number;
}

/** The cards of this post (see {@link CardDesk}). One CPS at a time is the professional's: the first that came. */
export function createCardDesk(means: DeskMeans): CardDesk {
  const { reader, pin, log, clock, settleMs = 300 } = means;
  const slots = new Map<string, { kind: CardKind | null; insertion: number }>();
  const listeners = new Set<(state: CardState) => void>();
  let session: CpsSession | null = null;
  let failure: Failure | null = null;
  let insertions = 0;
  let queue: Promise<unknown> = Promise.resolve();
  let closed = false;

  const state = (): CardState => ({
    readers: [...slots].map(([name, slot]) => ({ name, kind: slot.kind })),
    holder: session?.identity ?? null,
    pinVerified: session?.pinVerified ?? false,
    triesLeft: session?.triesLeft ?? null,
    failure: failure ?? session?.objection ?? null,
  });
  const changed = () => {
    if (closed) return;
    const now = state();
    for (const listener of [...listeners]) listener(now);
  };
  /** One gesture with the card at a time: two interleaved sequences would select each other's files. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => {});
    return turn;
  };

  const read = async (slot: string, insertion: number, kind: 'cps3' | 'cps4') => {
    const current = () => !closed && slots.get(slot)?.insertion === insertion;
    await new Promise((settled) => setTimeout(settled, settleMs));
    if (!current() || session) return;
    try {
      const opened = await CpsSession.open(slot, kind, { reader, pin, changed, now: () => clock.now() });
      if (!current()) return;
      session = opened;
      failure = null;
      log.info('card.read', { kind, slot });
    } catch (e) {
      if (!current()) return;
      failure = asFailure(e, 'card-unreadable');
      // The ATR lied: whatever this is, it is no CPS.
      if (failure.code === 'card-unknown') slots.set(slot, { kind: 'unknown', insertion });
      log.warn('card.unread', { kind, slot, code: failure.code, detail: failure.detail });
    }
    changed();
  };

  const inserted = (slot: string, atr: Uint8Array) => {
    const insertion = ++insertions;
    const kind = recognise(atr).kind;
    slots.set(slot, { kind, insertion });
    log.info('card.inserted', { kind, slot });
    if (kind === 'cps3' || kind === 'cps4') {
      failure = session ? failure : null;
      void inTurn(() => read(slot, insertion, kind));
    } else if (!session) {
      if (atr.length < 4) failure = cardError('card-unresponsive');
      else if (kind === 'cps2ter') failure = cardError('card-unsupported');
      else failure = kind === 'unknown' ? cardError('card-unknown') : null;
    }
  };
  const removed = (slot: string) => {
    if (session?.slot === slot) {
      session.withdraw();
      session = null;
    }
    failure = null;
    if (slots.has(slot)) slots.set(slot, { kind: null, insertion: ++insertions });
  };

  const onEvent = (event: ReaderEvent) => {
    if (event.type === 'reader-added') slots.set(event.reader, { kind: null, insertion: ++insertions });
    else if (event.type === 'card-inserted') inserted(event.reader, event.atr);
    else if (event.type === 'card-removed') removed(event.reader);
    else if (event.type === 'reader-removed') {
      removed(event.reader);
      slots.delete(event.reader);
    } else failure = event.failure;
    changed();
  };

  const absence = (): Failure => {
    if (failure) return failure;
    if (slots.size === 0) return cardError('reader-absent');
    return cardError('card-absent');
  };

  const gesture = <T>(mine: CpsSession, work: () => Promise<T>): Promise<Result<T, Failure>> =>
    inTurn(async () => {
      if (closed || !mine.isThere) return err(cardError(session ? 'card-changed' : 'card-removed'));
      try {
        return ok(await work());
      } catch (e) {
        const problem = asFailure(e, 'card-unreadable');
        // Removal is told by its event too, whichever comes first: the answer must not depend on it.
        log.warn('card.gesture', { code: problem.code, detail: problem.detail });
        return err(mine.isThere || problem.code !== 'card-absent' ? problem : cardError('card-removed'));
      } finally {
        changed();
      }
    });

  const professionalOf = (mine: CpsSession): Professional => ({
    get identity() {
      return mine.identity;
    },
    certificate: (use) => mine.card.certificates[use].der,
    sign: (use, data) => gesture(mine, () => mine.sign(use, data)),
  });
  const professional = (): Result<Professional, Failure> => {
    if (!session) return err(absence());
    return session.objection ? err(session.objection) : ok(professionalOf(session));
  };

  const unwatch = reader.watch(onEvent);
  return {
    state,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    professional,
    async unlock(reason) {
      const present = professional();
      if (!present.ok || !session) return present;
      const mine = session;
      const done = await gesture(mine, () => mine.unlock(reason));
      return done.ok ? ok(professionalOf(mine)) : done;
    },
    async close() {
      closed = true;
      unwatch();
      session?.withdraw();
      session = null;
      listeners.clear();
      await reader.close();
    },
  };
}
