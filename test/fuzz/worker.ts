// Runs cases one after the other in a thread, so that one that hangs or dies is told by its number.
import { parentPort, workerData } from 'node:worker_threads';
import { seeds } from './seeds';
import { targets } from './targets';
import { trial } from './trial';

/** What the thread is asked: `now` is shared, [target, index] of the case being run. */
export interface Work {
  seed: number;
  from: number;
  names: string[];
  until: number;
  now: Int32Array;
}

export interface Finding {
  target: string;
  index: number;
  what: string;
  bytes: Uint8Array;
}

export type Word = { finding: Finding } | { done: Record<string, { cases: number; slowest: number }> };

if (parentPort) {
  const { seed, from, names, until, now } = workerData as Work;
  const given = seeds(true);
  const chosen = targets.filter((t) => names.includes(t.name));
  const counts = Object.fromEntries(chosen.map((t) => [t.name, { cases: 0, slowest: 0 }]));
  const say = (word: Word) => parentPort?.postMessage(word);
  for (let index = from; Date.now() < until; index++) {
    for (const target of chosen) {
      now[0] = targets.indexOf(target);
      now[1] = index;
      const { complaint, ms, bytes } = await trial(target, given, seed, index);
      const count = counts[target.name]!;
      count.cases += 1;
      count.slowest = Math.max(count.slowest, ms / target.readings);
      if (complaint) say({ finding: { target: target.name, index, what: complaint.what, bytes } });
    }
    if (index % 50 === 0) say({ done: counts });
  }
  say({ done: counts });
}
