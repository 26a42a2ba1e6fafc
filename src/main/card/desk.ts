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
  /** Reads what lies in the readers, unless a CPS is already in use. */
  const readAny = async () => {
    for (const [name, { kind, insertion }] of [...slots])
      if (kind === 'cps3' || kind === 'cps4') await read(name, insertion, kind);
  };
  /** Nobody's CPS is in use any more: another may already lie in a second reader. */
  const withdraw = () => {
    session?.withdraw();
    session = null;
    void inTurn(readAny);
  };
  const removed = (slot: string) => {
    failure = null;
    if (slots.has(slot)) slots.set(slot, { kind: null, insertion: ++insertions });
    if (session?.slot === slot) withdraw();
  };

  const onEvent = (event: ReaderEvent) => {
    switch (event.type) {
      case 'reader-added':
        slots.set(event.reader, { kind: null, insertion: ++insertions });
        failure = null;
        break;
      case 'card-inserted':
        inserted(event.reader, event.atr);
        break;
      case 'card-removed':
        removed(event.reader);
        break;
      case 'reader-removed':
        removed(event.reader);
        slots.delete(event.reader);
        break;
      case 'service-lost':
        failure = event.failure;
    }
    changed();
  };

  const absence = (): Failure => {
    if (failure) return failure;
    if (slots.size === 0) return cardError('reader-absent');
    return cardError('card-absent');
  };

  /** One gesture of the holder of that serial: the same card put back will do, another will not. */
  const gesture = <T>(serial: string, work: (mine: CpsSession) => Promise<T>): Promise<Result<T, Failure>> =>
    inTurn(async () => {
      // A card that could not be read (held by another program, bad contact) gets another chance at each gesture.
      if (!session) await readAny();
      const mine = session;
      if (closed || !mine) return err(failure ?? cardError('card-removed'));
      if (mine.card.serial !== serial) return err(cardError('card-changed'));
      try {
        return ok(await work(mine));
      } catch (e) {
        const problem = asFailure(e, 'card-unreadable');
        log.warn('card.gesture', { code: problem.code, detail: problem.detail });
        // Another card slipped in without any event: it becomes the card of this post, after this refusal.
        if (problem.code === 'card-changed' && session === mine) withdraw();
        return err(problem.code === 'card-absent' ? cardError('card-removed') : problem);
      } finally {
        changed();
      }
    });

  const professionalOf = (first: CpsSession): Professional => {
    const { serial, certificates } = first.card;
    let last = first;
    return {
      get identity() {
        if (session?.card.serial === serial) last = session;
        return last.identity;
      },
      certificate: (use) => certificates[use].der,
      sign: (use, data) => gesture(serial, (mine) => mine.sign(use, data)),
    };
  };
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
      if (!session) await inTurn(readAny);
      const present = professional();
      if (!present.ok || !session) return present;
      const done = await gesture(session.card.serial, (mine) => mine.unlock(reason));
      return done.ok ? present : done;
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
