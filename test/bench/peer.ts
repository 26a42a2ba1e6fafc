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

const processorMs = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Mean processor time of a call, warm, all threads together: a busy machine changes it little. */
export function processorTime(runs: number, work: () => unknown): number {
  for (let i = 0; i < runs; i++) work();
  const start = processorMs();
  for (let i = 0; i < runs; i++) work();
  return (processorMs() - start) / runs;
}

/** Processor time of a whole process, in milliseconds, as the shell counts it. */
function processTime(program: string, args: readonly string[]): number {
  const done = spawnSync(
    'bash',
    ['-c', 'TIMEFORMAT="%3U %3S"; time "$0" "$@" >/dev/null 2>&1', program, ...args],
    {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
    },
  );
  const [user = Number.NaN, system = 0] = (done.stderr ?? '').trim().split(' ').map(Number);
  return (user + system) * 1000;
}

/** Repetitions that `--repeat` makes. */
const REPEATS = { xmllint: 100, xsltproc: 20 } as const;

/** Processor time of one repetition of a libxml2 tool, its start-up left out. */
export function libxmlRepeat(program: keyof typeof REPEATS, args: readonly string[]): number | null {
  const once = processTime(program, args);
  const time = (processTime(program, ['--repeat', ...args]) - once) / (REPEATS[program] - 1);
  return Number.isFinite(time) && time > 0 ? time : null;
}
