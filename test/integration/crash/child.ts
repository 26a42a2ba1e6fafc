// A practice in a process of its own, to be killed. What it has to do comes in a file, what it did goes out a line of JSON a fact.
import { readFileSync, writeSync } from 'node:fs';
import { openPractice } from '../../../src/main/openPractice';
import { createPatient } from '../../../src/main/patients/create';
import { openStore } from '../../../src/main/store/store';
import { systemClock } from '../../../src/shared/clock';
import type { Configuration } from '../../../src/shared/configuration';
import type { Method, Request, Response } from '../../../src/shared/contract/contract';
import type { Intent } from '../../../src/shared/exchange/outbox';
import type { StrictTraits } from '../../../src/shared/identity/traits';
import { randomIds } from '../../../src/shared/ids';
import { jsonLog } from '../../../src/shared/log';

export interface Job {
  configuration: Configuration;
  store: string;
  intakeWorker: string;
  /** Makes the patient and the correspondent, calls INSi, and sends nothing. */
  prepare?: { traits: StrictTraits; correspondent: string };
  /** Validates one ordonnance for the patient, everywhere it may go. */
  validate?: { patientId: string };
  /** Dies at that durable step, counted from 1. */
  killAt?: number;
}

export type Fact =
  | { fact: 'prepared'; patientId: string }
  | { fact: 'ready' }
  | { fact: 'step'; name: string }
  | { fact: 'told'; intentId: string }
  | { fact: 'end'; intents: Intent[]; documents: number }
  | { fact: 'log'; line: string };

const tell = (fact: Fact) => void writeSync(1, `${JSON.stringify(fact)}\n`);
const job = JSON.parse(readFileSync(process.argv[2]!, 'utf8')) as Job;

const opened = await openStore({ path: job.store, key: new Uint8Array(32).fill(9) });
if (!opened.ok) throw new Error(opened.error.code);
const store = opened.value;
let steps = 0;
const practice = await openPractice({
  configuration: job.configuration,
  store,
  clock: systemClock,
  ids: randomIds,
  log: jsonLog(
    (line) => tell({ fact: 'log', line }),
    () => new Date(),
  ),
  programs: { card: '', intake: job.intakeWorker },
  pin: { ask: async () => '1234' },
  stepHook(name) {
    steps += 1;
    tell({ fact: 'step', name });
    if (steps === job.killAt) process.kill(process.pid, 'SIGKILL');
  },
});
practice.start();

async function ask<M extends Method>(method: M, request: Request<M>): Promise<Response<M>> {
  const answer = await practice.call(method, request);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value;
}

async function until(what: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + 40_000;
  while (!(await what()) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 25));
}

await until(async () => (await ask('app.state', {})).professional !== null);
if (job.prepare) await prepare(job.prepare);
tell({ fact: 'ready' });
if (job.validate) await validate(job.validate.patientId);
/** Nothing more will happen without a human; a want of card passes by itself. */
const settled = (intent: Intent) =>
  intent.legs.every(
    (l) => l.state === 'sent' || (l.state === 'parked' && !/^(card|reader)-/.test(l.failure?.code ?? '')),
  );
await until(async () => (await ask('outbox.list', {})).every(settled));
const documents = await store.db
  .selectFrom('documents')
  .select('id')
  .where('origin', '=', 'written')
  .execute();
tell({ fact: 'end', intents: await ask('outbox.list', {}), documents: documents.length });
await practice.stop();
process.exit(0);

async function prepare({ traits, correspondent }: NonNullable<Job['prepare']>): Promise<void> {
  const act = { who: 'test', at: new Date().toISOString(), ids: randomIds };
  const created = await store.write((tx) => createPatient(tx, act, { traits }));
  if (!created.ok) throw new Error(created.error.code);
  const patientId = created.value.id;
  await ask('patients.callInsi', { patientId });
  await ask('patients.checkEvidence', { patientId, evidence: 'CNI' });
  const settings = await ask('settings.get', {});
  await ask('settings.set', {
    ...settings,
    correspondents: [{ name: 'Dr Kervella', address: correspondent, speciality: '' }],
  });
  tell({ fact: 'prepared', patientId });
}

async function validate(patientId: string): Promise<void> {
  const [drug] = await ask('compose.searchDrugs', { query: 'levothyrox' });
  const destinations = await ask('compose.destinations', { patientId });
  const line = {
    drug: drug!,
    byDci: false,
    posology: 'un comprimé le matin',
    duration: '6 semaines',
    renewals: 0,
    nonSubstitutable: null,
    ald: false,
  };
  const { intent } = await ask('compose.validate', {
    draft: { kind: 'ordonnance', patientId, lines: [line], note: '' },
    destinations: destinations.map((d) => d.id),
  });
  tell({ fact: 'told', intentId: intent.id });
}
