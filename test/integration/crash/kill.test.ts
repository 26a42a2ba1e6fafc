import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { patientAddress, population } from '../../../src/sandbox/population';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start';
import type { Leg } from '../../../src/shared/exchange/outbox';
import type { Fact, Job } from './child';

/** How many processes are killed in all; `COLLOQUE_KILLS=1000` goes on as long as wanted. */
const KILLS = Number(process.env.COLLOQUE_KILLS ?? 14);
/** The instants of the kills from outside are drawn from this: a failure is played again with the seed it printed. */
const SEED = Number(process.env.COLLOQUE_SEED ?? Math.floor(Math.random() * 2 ** 31));
/** More durable steps than one ordonnance on three legs can have. */
const MOST_STEPS = 40;
const COLLEAGUE = 'maelle.kervella@cabinet.mssante.fr';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'colloque-crash-'));
const bundled = join(root, '.runtime', `crash-${process.pid}`);
const template = join(folder, 'template.db');
const elise = population[0]!;
const boxes = [COLLEAGUE, patientAddress(elise)];
const random = generator(SEED);
let sandbox: Sandbox;
let patientId = '';
let count = 0;

beforeAll(async () => {
  const common = { bundle: true, platform: 'node', format: 'esm', packages: 'external' } as const;
  buildSync({
    ...common,
    entryPoints: {
      child: join(import.meta.dirname, 'child.ts'),
      intakeWorker: join(root, 'src/main/inbox/worker.ts'),
    },
    outdir: bundled,
    outExtension: { '.js': '.mjs' },
    logLevel: 'error',
  });
  sandbox = await startSandbox({ stateDir: join(folder, 'sandbox'), morning: false });
  const { facts } = await launch({
    store: template,
    prepare: { traits: { ...elise.traits, birthPlace: '99999' }, correspondent: COLLEAGUE },
  });
  patientId = facts.find((f) => f.fact === 'prepared')?.patientId ?? '';
  if (!patientId || existsSync(`${template}-wal`)) throw new Error(JSON.stringify(facts.slice(-5)));
}, 90_000);
afterAll(async () => {
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundled, { recursive: true, force: true });
});

interface Run {
  killed: boolean;
  facts: Fact[];
  /** From ready to its end, ms. */
  lasted: number;
}

/** Runs the child to its end, or kills it `killAfter` ms after it was ready (at once for a restart). */
function launch(what: Partial<Job> & { store: string }, killAfter?: number): Promise<Run> {
  const file = join(folder, `job-${++count}.json`);
  const { configuration } = sandbox;
  const job: Job = { configuration, intakeWorker: join(bundled, 'intakeWorker.mjs'), ...what };
  writeFileSync(file, JSON.stringify(job));
  const child = spawn(process.execPath, [join(bundled, 'child.mjs'), file], {
    // Some thirty launches of the same program: compiled once.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_COMPILE_CACHE: join(folder, 'compiled') },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const facts: Fact[] = [];
  let errors = '';
  let readyAt = 0;
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const fact = JSON.parse(line) as Fact;
    facts.push(fact);
    if (fact.fact !== 'ready') return;
    readyAt = performance.now();
    if (killAfter !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfter);
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code, signal) => {
      const killed = signal === 'SIGKILL';
      if (killed || code === 0) resolve({ killed, facts, lasted: performance.now() - readyAt });
      else
        reject(
          new Error(`child ended with ${code ?? signal}: ${errors}\n${JSON.stringify(facts.slice(-8))}`),
        );
    }),
  );
}

const stepsOf = (run: Run) => run.facts.flatMap((f) => (f.fact === 'step' ? [f.name] : []));
const told = (run: Run) => run.facts.some((f) => f.fact === 'told');
const mails = async () => Promise.all(boxes.map((box) => sandbox.operator.messagesOf(box)));

/** A store of its own; the launches one after the other, each killed as told; then a quiet one, and the truth counted on the other side. */
async function round(name: string, launches: ((store: string) => Promise<Run>)[]) {
  const store = join(folder, `${++count}.db`);
  copyFileSync(template, store);
  const before = { documents: sandbox.dmp.registry.all().length, mails: await mails() };
  const runs: Run[] = [];
  for (const start of launches) runs.push(await start(store));
  const quiet = await launch({ store });
  expect(quiet.killed, name).toBe(false);
  const end = quiet.facts.find((f) => f.fact === 'end');
  if (!end) throw new Error(`${name}: no end`);
  const fed = sandbox.dmp.registry.all().slice(before.documents);
  const received = (await mails()).map((box, i) => box.slice(before.mails[i]!.length));

  // Whoever was told that it was validated finds it; and what was not committed has not left.
  if (runs.some(told)) expect(end.intents, name).toHaveLength(1);
  expect(end.documents, name).toBe(end.intents.length);
  const [intent] = end.intents;
  if (!intent) expect([fed.length, ...received.map((r) => r.length)], name).toEqual([0, 0, 0]);
  else {
    expect(intent.legs.map((l) => l.channel).sort(), name).toEqual([
      'dmp',
      'mss-patient',
      'mss-professional',
    ]);
    for (const leg of intent.legs) check(name, leg, received[boxes.indexOf(leg.address ?? '')]?.length ?? 0);
    // The lot: the document once, and its signature once.
    const once = fed.filter((d) => !d.signature).map((d) => d.uniqueId);
    expect([once, fed.length], name).toEqual([[intent.uniqueId], 2]);
  }
  for (const { messageId } of received.flat()) expect(sandbox.operator.submissions(messageId!), name).toBe(1);
  rmSync(store, { force: true });
  return { runs, intent };
}

function check(name: string, leg: Leg, delivered: number): void {
  const where = `${name}, ${leg.channel}: ${leg.state} ${leg.failure?.code ?? ''} ${leg.failure?.detail ?? ''}`;
  if (leg.channel === 'dmp') expect(leg.state, where).toBe('sent');
  else if (leg.state === 'sent') expect(delivered, where).toBe(1);
  else {
    expect(leg, where).toMatchObject({ state: 'parked', failure: { code: 'outbox-check-mail' } });
    expect(delivered, where).toBeLessThanOrEqual(1);
  }
}

test(`E-DMP-08 the process killed by SIGKILL ${KILLS} times, at each durable step then at any instant: nothing lost, nothing twice`, {
  timeout: 120_000 + KILLS * 15_000,
}, async () => {
  const killedAt: string[] = [];
  let kills = 0;
  let parked = 0;
  let swept = false;
  let whole = 1000;
  const legs = (intent: { legs: Leg[] } | undefined) => intent?.legs ?? [];
  for (let n = 1; n <= MOST_STEPS && kills < KILLS; n++) {
    const { runs, intent } = await round(`step ${n}`, [
      (store) => launch({ store, validate: { patientId }, killAt: n }),
    ]);
    const run = runs[0]!;
    parked += legs(intent).filter((l) => l.state === 'parked').length;
    if (!run.killed) {
      swept = true;
      whole = run.lasted;
      break;
    }
    expect(stepsOf(run)).toHaveLength(n);
    expect(intent, 'an intent is lost').toBeDefined();
    killedAt.push(stepsOf(run).at(-1)!);
    kills += 1;
  }
  const atSteps = kills;
  expect(swept || kills === KILLS, 'more steps than thought').toBe(true);
  while (kills < KILLS) {
    // At any instant of a whole gesture; one time in two, the restart is killed too.
    const waits = [random() * whole, ...(random() < 0.5 ? [random() * 0.4 * whole] : [])];
    const { runs, intent } = await round(
      `instants ${waits.map(Math.round)}, seed ${SEED}`,
      waits.map(
        (wait, i) => (store: string) => launch({ store, ...(i ? {} : { validate: { patientId } }) }, wait),
      ),
    );
    parked += legs(intent).filter((l) => l.state === 'parked').length;
    kills += Math.max(1, runs.filter((r) => r.killed).length);
  }
  console.log(
    `${kills} kills (${atSteps} at steps, gesture of ${Math.round(whole)} ms, seed ${SEED}), ${parked} mails left to a human`,
  );
  if (KILLS >= 12)
    expect([...new Set(killedAt)].sort()).toEqual([
      'existence-asked',
      'intent-committed',
      'leg-settled',
      'leg-taken',
      'registry-asked',
      'submitted',
    ]);
  // A second submission of the same document would have been refused, and seen here.
  expect(sandbox.journal.lines.filter((l) => /Duplicate/i.test(l.outcome))).toEqual([]);
});

/** Mulberry32: the same seed, the same instants. */
function generator(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
