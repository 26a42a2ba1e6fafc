import { spawnSync } from 'node:child_process';

/** Median of what a function takes, in milliseconds, after a warm-up as long as the measure. */
export function median(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** Times `runs` calls one by one, warm; answers the median in milliseconds. */
export function timed(runs: number, work: () => unknown): number {
  for (let i = 0; i < runs; i++) work();
  return median(
    Array.from({ length: runs }, () => {
      const start = performance.now();
      work();
      return performance.now() - start;
    }),
  );
}

/** What a libxml2 tool says one of its own repetitions took, in milliseconds, its start-up left out. */
export function libxmlRepeat(program: 'xmllint' | 'xsltproc', args: string[], what: RegExp): number | null {
  const rounds = Array.from({ length: 3 }, () => {
    const done = spawnSync(program, ['--timing', '--repeat', ...args], {
      encoding: 'utf8',
      maxBuffer: 256 << 20,
    });
    const line = (done.stderr ?? '').split('\n').find((l) => what.test(l));
    const match = line?.match(/(\d+) (?:iterations|times) took (\d+)/);
    return match ? Number(match[2]) / Number(match[1]) : Number.NaN;
  });
  const value = median(rounds);
  return Number.isNaN(value) ? null : value;
}

export interface Line {
  name: string;
  ours: number;
  peer: string;
  theirs: number | null;
  /** ours against peer: above 1 we are faster. */
  note: string;
}
