import { caseOf } from './cases';
import type { Seeds } from './seeds';
import type { Target } from './targets';

/** No message may take the reader longer; counted in processor time, so that a busy machine accuses nobody. */
export const LONGEST_MS = 1000;

export interface Complaint {
  what: string;
  ms: number;
}

const processorMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Runs one input once; answers what broke, or null, and what it took. */
async function once(target: Target, bytes: Buffer): Promise<{ what: string | null; ms: number }> {
  const start = processorMs();
  let what: string | null;
  try {
    what = await target.check(bytes);
  } catch (error) {
    what = `threw ${error instanceof Error ? `${error.name}: ${error.message} ${error.stack?.split('\n')[1] ?? ''}` : String(error)}`;
  }
  return { what, ms: processorMs() - start };
}

/**
 * One case. A slow one is tried twice more: a collection of garbage is not its fault. `readings`: how many
 * times a check reads its input, so that the limit bears on one reading.
 */
export async function trial(
  target: Target,
  seeds: Seeds,
  seed: number,
  index: number,
): Promise<{ complaint: Complaint | null; ms: number; bytes: Buffer }> {
  const bytes = caseOf(target, seeds, seed, index);
  let { what, ms } = await once(target, bytes);
  const allowed = LONGEST_MS * target.readings;
  for (let tries = 0; tries < 2 && what === null && ms > allowed; tries++)
    ms = Math.min(ms, (await once(target, bytes)).ms);
  if (what === null && ms > allowed)
    what = `took ${Math.round(ms)} ms of processor for ${target.readings} readings`;
  return { complaint: what === null ? null : { what, ms }, ms, bytes };
}
