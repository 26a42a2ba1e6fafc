import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '../../../src/main/journal/journal';
import type { Practice } from '../../../src/main/openPractice';
import { createPatient } from '../../../src/main/patients/create';
import type { Store } from '../../../src/main/store/store';
import { population } from '../../../src/sandbox/population';
import type { Sandbox } from '../../../src/sandbox/start';
import { randomIds } from '../../../src/shared/ids';
import { limits } from '../../../src/shared/limits';
import { type PracticeOnSandbox, patience, practiceOnSandbox } from './onSandbox';

let house: PracticeOnSandbox;
let sandbox: Sandbox;
let store: Store;
let practice: Practice;
let ask: PracticeOnSandbox['ask'];

beforeAll(async () => {
  house = await practiceOnSandbox('end');
  ({ sandbox, store, practice, ask } = house);
  practice.start();
}, 90_000);
afterAll(() => house?.close());

test('the whole job on the sandbox: identity by INSi, report received and filed, ordonnance in the DMP and two mailboxes', {
  timeout: 90_000,
}, async () => {
  const lights = async () =>
    Object.fromEntries((await ask('services.status', {})).map((s) => [s.label, [s.state, s.word]]));
  // The rail has room for an acronym and a word.
  await expect.poll(lights, patience).toEqual({
    CPS: ['ok', 'prête'],
    PSC: ['off', 'non utilisé'],
    MSS: ['ok', 'en ligne'],
    DMP: ['ok', 'prêt'],
    INSi: ['ok', 'prêt'],
  });

  const elise = population[0]!;
  const created = await store.write((tx) =>
    createPatient(
      tx,
      { who: 'test', at: new Date().toISOString(), ids: randomIds },
      { traits: { ...elise.traits, birthPlace: '99999' } },
    ),
  );
  if (!created.ok) throw new Error(created.error.code);
  const patientId = created.value.id;
  expect((await ask('patients.callInsi', { patientId })).patient).toMatchObject({
    status: 'recuperee',
    ins: elise.ins,
  });
  expect((await ask('patients.checkEvidence', { patientId, evidence: 'CNI' })).status).toBe('qualifiee');

  await sandbox.send('lab');
  await expect.poll(async () => (await ask('inbox.list', {})).rows.length, patience).toBe(1);
  const [row] = (await ask('inbox.list', {})).rows;
  const item = await ask('inbox.open', { itemId: row!.id });
  expect(item).toMatchObject({ row: { kind: 'biology', level: 'N3', verdict: 'certain', patientId } });
  expect(item.document!.results.length).toBeGreaterThan(0);
  expect((await ask('patients.open', { patientId })).documents).toMatchObject([
    { origin: 'mss', kind: 'biology' },
  ]);

  const [drug] = await ask('compose.searchDrugs', { query: 'levothyrox' });
  const settings = await ask('settings.get', {});
  await ask('settings.set', {
    ...settings,
    correspondents: [{ name: 'Dr Kervella', address: 'maelle.kervella@cabinet.mssante.fr', speciality: '' }],
  });
  const destinations = await ask('compose.destinations', { patientId });
  const { intent } = await ask('compose.validate', {
    draft: {
      kind: 'ordonnance',
      patientId,
      lines: [
        {
          drug: drug!,
          byDci: false,
          posology: 'un comprimé le matin',
          duration: '6 semaines',
          renewals: 0,
          nonSubstitutable: null,
          ald: false,
        },
      ],
      note: '',
    },
    destinations: destinations.filter((d) => d.blocked === null).map((d) => d.id),
  });
  const legs = async () =>
    (await ask('outbox.list', {}))[0]!.legs.map((l) =>
      `${l.channel} ${l.state} ${l.failure?.code ?? ''} ${l.failure?.detail ?? ''}`.trim(),
    );
  await expect
    .poll(async () => (await legs()).filter((l) => l.endsWith(' sent')).length, patience)
    .toBe(intent.legs.length)
    .catch(async (e) => {
      throw new Error(`${(await legs()).join('\n')}\n${e}`);
    });
  expect((await verify(store.db)).ok).toBe(true);
  // The canary of the log: whole days of work, no trait.
  expect(house.lines.join('\n')).not.toMatch(new RegExp(`${elise.traits.birthName}|${elise.ins.value}`, 'i'));
});

test('E-REC-07 E-BIO-07 a partial report, its final version, its correction and its cancellation: one line, one current document, one value an analyte', {
  timeout: 60_000,
}, async () => {
  const [elise] = await ask('patients.search', { query: 'durand' });
  const patientId = elise!.patient.id;
  const known = (await ask('inbox.list', {})).rows.map((r) => r.id);
  const line = async () => (await ask('inbox.list', {})).rows.filter((r) => !known.includes(r.id));
  for (const [index, scenario] of (['lab-partial', 'lab-final', 'lab-corrected'] as const).entries()) {
    await sandbox.send(scenario);
    await expect
      .poll(async () => (await line()).map((r) => [r.version, r.versions]), patience)
      .toEqual([[index + 1, index + 1]]);
  }
  const [row] = await line();
  expect(row?.correction).toBe('corrected');
  const { documents } = await ask('patients.open', { patientId });
  const biology = documents.filter((d) => d.kind === 'biology');
  // The first test's report is of another set.
  expect(biology.map((d) => d.superseded).sort()).toEqual([false, false, true, true]);
  const item = await ask('inbox.open', { itemId: row!.id });
  expect(item.versions.map((v) => v.standing)).toEqual(['current', 'replaced', 'replaced']);
  const first = await ask('inbox.open', { itemId: item.versions[2]!.itemId! });
  expect(first.warnings.map((w) => w.code)).toContain('superseded');
  await sandbox.send('lab-cancelled');
  await expect
    .poll(async () => (await line()).map((r) => [r.version, r.correction]), patience)
    .toEqual([[4, 'cancelled']]);
  const after = (await ask('patients.open', { patientId })).documents.filter((d) => d.kind === 'biology');
  expect(after.map((d) => [d.superseded, d.cancelled]).sort()).toEqual([
    [false, false],
    [false, true],
    [true, false],
    [true, false],
    [true, false],
  ]);
  const cancelled = await ask('inbox.open', { itemId: (await line())[0]!.id });
  expect(cancelled.difference?.cancelled).toBe(true);
  expect(new Set(cancelled.difference?.results.map((r) => r.change))).toEqual(new Set(['removed']));
});

test('a message above the limit is a line with its sender and its reason, and the next message comes', {
  timeout: 60_000,
}, async () => {
  const known = (await ask('inbox.list', {})).rows.length;
  const head = 'From: Radiologie <radio@imagerie.mssante.fr>\r\nSubject: trop gros\r\n\r\n';
  const { address } = sandbox.configuration.mss;
  await sandbox.operator.deliver(
    address,
    Buffer.concat([Buffer.from(head), Buffer.alloc(limits.messageBytes, 65)]),
  );
  await sandbox.send('lab-partial');
  await expect.poll(async () => (await ask('inbox.list', {})).rows.length, patience).toBe(known + 1);
  const { rows } = await ask('inbox.list', { state: 'unreadable' });
  const large = rows.filter((r) => r.title === 'trop gros');
  expect(large).toHaveLength(1);
  expect(await ask('inbox.open', { itemId: large[0]!.id })).toMatchObject({
    failure: { code: 'mss-received-too-large' },
    source: { from: 'Radiologie', fromAddress: 'radio@imagerie.mssante.fr', subject: 'trop gros' },
  });
});
