import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Practice } from '../../../src/main/openPractice';
import { createPatient } from '../../../src/main/patients/create';
import type { Store } from '../../../src/main/store/store';
import { fictivePatient } from '../../../src/sandbox/population';
import type { Sandbox } from '../../../src/sandbox/start';
import { randomIds } from '../../../src/shared/ids';
import { type PracticeOnSandbox, patience, practiceOnSandbox } from './onSandbox';

let house: PracticeOnSandbox;
let sandbox: Sandbox;
let store: Store;
let practice: Practice;
let ask: PracticeOnSandbox['ask'];

beforeAll(async () => {
  house = await practiceOnSandbox('dmp');
  ({ sandbox, store, practice, ask } = house);
}, 90_000);
afterAll(() => house?.close());

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
