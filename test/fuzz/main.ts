// `npm run fuzz -- --seconds 60 --target cda --seed 7`: hostile inputs by the thousand. What breaks is kept in out/fuzz.
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { readMessage } from '../../src/main/inbox/readMessage';
import { caseOf } from './cases';
import { floods } from './floods';
import { seeds } from './seeds';
import { targets } from './targets';
import { LONGEST_MS } from './trial';
import type { Finding, Word, Work } from './worker';

/** As the thread of the intake has. */
const HEAP_MB = 1024;
/** Past this without a case ending, the thread hangs. */
const STUCK_MS = 30_000;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '30' },
    seed: { type: 'string' },
    from: { type: 'string', default: '0' },
    target: { type: 'string', multiple: true },
    input: { type: 'string' },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const names = values.target ?? targets.map((t) => t.name);
const until = Date.now() + Number(values.seconds) * 1000;
const folder = join(process.cwd(), 'out', 'fuzz');
const say = (text: string) => process.stdout.write(`${text}\n`);

const known = new Set<string>();
function keep({ target, index, what, bytes }: Finding): void {
  // One input a fault: the same sentence again, numbers aside, is the same fault.
  const fault = `${target} ${what.replace(/\d+/g, 'n')}`;
  if (known.has(fault)) return;
  known.add(fault);
  mkdirSync(folder, { recursive: true });
  const name = `${target}-${createHash('sha1').update(bytes).digest('hex').slice(0, 10)}`;
  writeFileSync(join(folder, name), bytes);
  say(`✗ ${target} : ${what}\n  graine ${seed}, cas ${index}, octets dans out/fuzz/${name}`);
  process.exitCode = 1;
}

/** Runs cases from an index until time is over, or the thread is lost: answers where it stood. */
function run(from: number, totals: Map<string, { cases: number; slowest: number }>): Promise<number | null> {
  const now = new Int32Array(new SharedArrayBuffer(8));
  const work: Work = { seed, from, names, until, now };
  const worker = new Worker(fileURLToPath(new URL('worker.js', import.meta.url)), {
    workerData: work,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  });
  return new Promise((resolve) => {
    let counts: Record<string, { cases: number; slowest: number }> = {};
    let last = '';
    let since = Date.now();
    const end = (lost: string | null) => {
      clearInterval(watch);
      for (const [name, { cases, slowest }] of Object.entries(counts)) {
        const before = totals.get(name);
        totals.set(name, {
          cases: cases + (before?.cases ?? 0),
          slowest: Math.max(slowest, before?.slowest ?? 0),
        });
      }
      if (lost === null) return resolve(null);
      const target = targets[now[0]!]!;
      const index = now[1]!;
      keep({ target: target.name, index, what: lost, bytes: caseOf(target, seeds(true), seed, index) });
      void worker.terminate().then(() => resolve(index + 1));
    };
    const watch = setInterval(() => {
      const here = now.join();
      if (here !== last) {
        last = here;
        since = Date.now();
      } else if (Date.now() - since > STUCK_MS) end('hangs');
    }, 1000);
    worker.on('message', (word: Word) => {
      if ('finding' in word) keep(word.finding);
      else counts = word.done;
    });
    worker.on('error', (error) =>
      end(`ends the thread: ${(error as NodeJS.ErrnoException).code ?? error.message}`),
    );
    worker.on('exit', (code) => code === 0 && end(null));
  });
}

const processorMs = () => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

/** Each flood once through the whole reading of a message; the best of two, for garbage is collected when it pleases. */
async function runFloods(): Promise<void> {
  let slowest = { name: '', ms: 0 };
  for (const [name, make] of floods) {
    const bytes = make();
    let ms = Number.POSITIVE_INFINITY;
    for (let i = 0; i < 2; i++) {
      const start = processorMs();
      await readMessage(bytes);
      ms = Math.min(ms, processorMs() - start);
    }
    if (ms > slowest.ms) slowest = { name, ms };
    if (ms > LONGEST_MS)
      keep({ target: 'floods', index: 0, what: `${name} takes ${ms.toFixed(0)} ms`, bytes });
  }
  say(`floods     ${floods.length} cas, le plus lent ${slowest.ms.toFixed(0)} ms (${slowest.name})`);
}

if (values.input) {
  const bytes = readFileSync(values.input);
  for (const target of targets.filter((t) => names.includes(t.name))) {
    const start = performance.now();
    const what = await Promise.resolve(bytes)
      .then(target.check)
      .catch((error) => `threw ${error.stack}`);
    say(`${target.name} : ${what ?? 'rien'} (${(performance.now() - start).toFixed(0)} ms)`);
  }
} else {
  const totals = new Map<string, { cases: number; slowest: number }>();
  say(`graine ${seed}, ${values.seconds} s, ${names.join(' ')}`);
  await runFloods();
  for (let next: number | null = Number(values.from); next !== null; ) next = await run(next, totals);
  let cases = 0;
  for (const [name, count] of totals) {
    cases += count.cases;
    say(`${name.padEnd(10)} ${count.cases} cas, le plus lent ${count.slowest.toFixed(0)} ms`);
  }
  say(`${cases} cas, ${known.size} défaut${known.size > 1 ? 's' : ''}`);
}
