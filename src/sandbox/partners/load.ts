import { POPULATION_SIZE, population } from '../population';

/** What `sandbox send` was asked. */
export interface Load {
  /** Rank of the one patient; null: the scenario's own, or different ones when there are several sendings. */
  patient: number | null;
  count: number;
  /** A minute; null: one after another, as fast as they are written. */
  rate: number | null;
}

/** Bounds of a load: a slip of the finger must not fill a disk. */
export const loadLimits = { count: 10_000, rate: 600, patient: POPULATION_SIZE - 1 } as const;

/**
 * The rank of the patient of each sending. Several sendings without a patient go through the crowd, one patient each,
 * so that nothing is sent twice about the same.
 */
export const patientsOf = ({ patient, count }: Load): (number | null)[] =>
  Array.from({ length: count }, (_, n) =>
    count === 1 || patient !== null ? patient : (population.length + n) % POPULATION_SIZE,
  );

/** Milliseconds from the start at which the nth sending is due. */
export const dueAt = (n: number, rate: number | null): number => (rate === null ? 0 : (n * 60_000) / rate);

/**
 * Sends one after another, at the rate asked. `send` answers false to stop; `pause` waits that many milliseconds.
 * Answers how many were sent. Late sendings are not made up for in a burst: each waits for its own hour or goes at once.
 */
export async function sendLoad(
  load: Load,
  send: (patient: number | null) => Promise<boolean>,
  clock: { now(): number; pause(milliseconds: number): Promise<void> },
): Promise<number> {
  const start = clock.now();
  let sent = 0;
  for (const [n, patient] of patientsOf(load).entries()) {
    const wait = start + dueAt(n, load.rate) - clock.now();
    if (wait > 0) await clock.pause(wait);
    if (!(await send(patient))) break;
    sent += 1;
  }
  return sent;
}
