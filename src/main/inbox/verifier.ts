import type { Clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import { ok, type Result } from '../../shared/result';
import type { Insi, InsiVerdict } from '../ins/port';
import { actOf } from '../journal/act';
import type { Store } from '../store/store';
import {
  nextVerification,
  noteAsked,
  type Pending,
  postponeVerification,
  settleVerification,
} from './verifyQueue';

export interface VerifierOptions {
  store: Store;
  insi: Insi;
  /** May INSi be called without asking anybody anything: is a card in, and its PIN typed? */
  ready: () => boolean;
  clock: Clock;
  ids: Ids;
  who: () => string;
  onAnswer: () => void;
  pause?: (milliseconds: number) => Promise<void>;
}

/** Verifies with INSi, in the background, the INS that others sent (INS.46). Reading never waits for it. */
export interface Verifier {
  /** Asks what waits, one call at a time and at a walking pace, as long as the card allows it. Never rejects for INSi's sake. */
  run(): Promise<void>;
  /** Asks about one now, because a person wants it: the card may ask for its PIN. */
  ask(pending: Pending): Promise<Result<InsiVerdict, Failure>>;
  stop(): void;
}

const MINUTE = 60_000;
/** Thirty a minute at most: a morning's post is done before the first patient, and INSi is nobody's to flood. */
const PACE_MS = 2_000;
/** After a failure in a row; what fails is the service or the line far more often than the question. */
const WAITS = [1, 5, 15, 60, 240];

export function createVerifier(options: VerifierOptions): Verifier {
  const { store, insi, ready, clock, ids } = options;
  let wake = () => {};
  const pause =
    options.pause ??
    ((ms: number) =>
      new Promise<void>((done) => {
        const timer = setTimeout(done, ms);
        wake = () => {
          clearTimeout(timer);
          done();
        };
      }));
  let running: Promise<void> | null = null;
  let again = false;
  let stopped = false;
  let failures = 0;
  let resumeAt = 0;

  const act = () => actOf(options.who(), clock, ids);

  async function askNow({ id, claim }: Pending, cause: 'automatic' | 'gesture') {
    await store.write(async (tx) => ok(await noteAsked(tx, act(), id, cause)));
    const answer = await insi.verify(claim);
    await store.write(async (tx) =>
      ok(
        await (answer.ok
          ? settleVerification(tx, act(), id, answer.value)
          : postponeVerification(tx, act(), id, answer.error)),
      ),
    );
    options.onAnswer();
    return answer;
  }

  async function work(): Promise<void> {
    while (!stopped && ready() && clock.now().getTime() >= resumeAt) {
      const pending = await nextVerification(store);
      if (pending === null) return;
      const answer = await askNow(pending, 'automatic');
      if (answer.ok) failures = 0;
      else {
        resumeAt = clock.now().getTime() + WAITS[Math.min(failures, WAITS.length - 1)]! * MINUTE;
        failures += 1;
      }
      await pause(PACE_MS);
    }
  }

  /** Called while at work, `run` means one more look: nothing may wait for the next occasion because it came a moment too late. */
  async function turns(): Promise<void> {
    try {
      while (again && !stopped) {
        again = false;
        await work();
      }
    } finally {
      running = null;
    }
  }

  return {
    run() {
      again = true;
      running ??= turns();
      return running;
    },
    async ask(pending) {
      const answer = await askNow(pending, 'gesture');
      // It answers: what waited because it did not may go on.
      if (answer.ok) resumeAt = 0;
      return answer;
    },
    stop() {
      stopped = true;
      wake();
    },
  };
}
