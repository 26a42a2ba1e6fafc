import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPractice, type Practice } from '../../../src/main/openPractice';
import { createPatient } from '../../../src/main/patients/create';
import { openStore, type Store } from '../../../src/main/store/store';
import { fictivePatient } from '../../../src/sandbox/population';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start';
import { systemClock } from '../../../src/shared/clock';
import type { Method, Request, Response } from '../../../src/shared/contract/contract';
import { randomIds } from '../../../src/shared/ids';
import { silentLog } from '../../../src/shared/log';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'colloque-dmp-'));
const bundled = join(root, '.runtime', `dmp-worker-${process.pid}`);
const patience = { timeout: 25_000, interval: 200 };
let sandbox: Sandbox;
let store: Store;
let practice: Practice;

beforeAll(async () => {
  buildSync({
    entryPoints: [join(root, 'src/main/inbox/worker.ts')],
    outfile: join(bundled, 'intakeWorker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  sandbox = await startSandbox({ stateDir: join(folder, 'sandbox'), morning: false });
  const opened = await openStore({ path: join(folder, 'p.db'), key: new Uint8Array(32).fill(9) });
  if (!opened.ok) throw new Error(opened.error.code);
  store = opened.value;
  practice = await openPractice({
    configuration: sandbox.configuration,
    store,
    clock: systemClock,
    ids: randomIds,
    log: silentLog,
    programs: { card: '', intake: join(bundled, 'intakeWorker.mjs') },
    pin: { ask: async () => '1234' },
  });
}, 90_000);
afterAll(async () => {
  await practice?.stop();
  await sandbox?.close();
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundled, { recursive: true, force: true });
});

async function ask<M extends Method>(method: M, request: Request<M>): Promise<Response<M>> {
  const answer = await practice.call(method, request);
  if (!answer.ok) throw new Error(`${method}: ${answer.error.code} ${answer.error.detail ?? ''}`);
  return answer.value;
}

test('E-REC-07 what a radiologist put in the DMP is listed, brought into the record, and known again when its mail comes', {
  timeout: 90_000,
}, async () => {
  const person = fictivePatient(0);
  const made = await store.write((tx) =>
    createPatient(
      tx,
      { who: 'test', at: new Date().toISOString(), ids: randomIds },
      { traits: { ...person.traits, birthPlace: '99999' } },
    ),
  );
  if (!made.ok) throw new Error(made.error.code);
  const patientId = made.value.id;
  await expect
    .poll(async () => (await practice.call('patients.callInsi', { patientId })).ok, patience)
    .toBe(true);
  await ask('patients.checkEvidence', { patientId, evidence: 'CNI' });
  // The mailbox is not opened yet: the DMP comes first.
  await sandbox.send('imaging', 0);
  const { documents } = await ask('dmp.list', { patientId });
  expect(documents).toMatchObject([{ standing: 'absent' }]);
  const { uniqueId, title } = documents[0]!;
  expect(title).not.toBe('');
  const brought = await ask('dmp.bring', { patientId, uniqueId });
  expect(brought).toMatchObject({ standing: 'filed' });
  const opened = await ask('documents.open', { documentId: brought.documentId! });
  expect(opened).toMatchObject({ documentId: uniqueId, level: 'N1', patient: { ins: person.ins } });
  expect(opened.attachments.length).toBeGreaterThan(0);

  practice.start();
  const ways = async () =>
    (await ask('documents.life', { documentId: brought.documentId! })).sources.map((s) => s.channel).sort();
  await expect.poll(ways, patience).toEqual(['dmp', 'mss']);
  expect((await ask('patients.open', { patientId })).documents).toHaveLength(1);
  expect((await ask('inbox.list', {})).rows).toEqual([]);
  expect((await ask('dmp.list', { patientId })).documents).toMatchObject([
    { uniqueId, standing: 'in-record' },
  ]);
});
