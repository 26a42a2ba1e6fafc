import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../../src/main/store/store';
import type { ClinicalDocument, DocumentActor } from '../../../src/shared/documents/clinicalDocument';
import { person } from '../../unit/patients/people';
import { labReport, messageOf, settle, World } from './world';

const CAMILLE = '99700000120';
const INES = '99700000138';
const elise = person('elise');
let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;

beforeEach(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
  await settle(store, elise);
});
afterEach(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const actor = (rpps: string | null, name = 'Dr Fictif'): DocumentActor => ({
  name,
  nationalId: rpps && `8${rpps}`,
  rpps,
  speciality: null,
  organisation: null,
  organisationId: null,
  time: null,
});
async function arrive(over: Partial<ClinicalDocument> = {}): Promise<string> {
  const bytes = messageOf([labReport(elise, over)]);
  const received = await opened.practice.intake.receive({
    bytes,
    receivedAt: '2026-11-23T08:30:00Z',
    channel: 'mss',
  });
  if (!received.ok) throw new Error(received.error.code);
  return received.value.items[0]!;
}
const row = async (itemId: string) => (await opened.ask('inbox.open', { itemId })).row;
const journal = () =>
  store.db.selectFrom('journal').select(['action', 'who', 'subject', 'outcome']).execute();

describe('whom a document is for', () => {
  test.each([
    ['its prescriber', { prescriber: actor(INES), recipients: [actor(CAMILLE)] }, INES],
    ['its first recipient who works here', { recipients: [actor('99700009999'), actor(CAMILLE)] }, CAMILLE],
    ['the practice, when a name alone is given', { prescriber: actor(null, 'Dr Inès MOREAU-FICTIF') }, null],
    ['the practice, when nobody here is named', { prescriber: actor('99700009999') }, null],
  ] as const)('is %s', async (_, over, expected) => {
    expect((await row(await arrive(over as Partial<ClinicalDocument>))).addressee).toBe(expected);
  });

  test('stands in the filing that is proposed', async () => {
    const itemId = await arrive({ prescriber: actor(INES) });
    expect((await opened.ask('inbox.open', { itemId })).proposed.addressee).toBe('Dr Inès MOREAU-FICTIF');
  });
});

describe('giving a document to somebody', () => {
  test('shows it in their list, is written down, and is taken back', async () => {
    const itemId = await arrive({ prescriber: actor(INES) });
    const { revision } = await row(itemId);
    const given = await opened.ask('inbox.assign', { itemId, revision, personId: 'secretariat' });
    expect(given.sentence).toBe('Confié à Secrétariat.');
    const listOf = async (addressee: string) => (await opened.ask('inbox.list', { addressee })).total;
    expect([await listOf('secretariat'), await listOf(INES)]).toEqual([1, 0]);
    expect(await journal()).toContainEqual({
      action: 'inbox.assigned',
      who: CAMILLE,
      subject: itemId,
      outcome: 'secretariat',
    });
    await opened.ask('inbox.undo', { undo: given.undo });
    expect([await listOf('secretariat'), await listOf(INES)]).toEqual([0, 1]);
    expect((await journal()).at(-1)?.action).toBe('inbox.undone');
  });

  test('leaves it filed where it is, and filing leaves it theirs', async () => {
    const itemId = await arrive({ prescriber: actor(INES) });
    const before = await row(itemId);
    await opened.ask('inbox.assign', { itemId, revision: before.revision, personId: CAMILLE });
    const given = await row(itemId);
    expect(given).toMatchObject({ patientId: 'elise', addressee: CAMILLE, state: 'to-file' });
    await opened.ask('inbox.file', { itemId, patientId: 'elise', revision: given.revision });
    expect(await row(itemId)).toMatchObject({ state: 'filed', addressee: CAMILLE });
  });

  test('a stale screen, or somebody unknown, gives nothing', async () => {
    const itemId = await arrive();
    const { revision } = await row(itemId);
    const give = (personId: string | null, at: number) =>
      opened.ask.refused('inbox.assign', { itemId, revision: at, personId });
    expect(await give('99700009999', revision)).toBe('inbox-person-unknown');
    expect(await give('secretariat', revision - 1)).toBe('inbox-stale');
    expect(await give(null, revision)).toBe('accepted');
  });
});

describe('what cannot be read', () => {
  test('is put aside once dealt with, kept with its bytes, and comes back by Z', async () => {
    const bytes = new TextEncoder().encode('not a message');
    await opened.practice.intake.receive({ bytes, receivedAt: '2026-11-23T08:30:00Z', channel: 'mss' });
    const waiting = () => opened.ask('inbox.list', { state: 'unreadable' });
    const [line] = (await waiting()).rows;
    const done = await opened.ask('inbox.setAside', { itemId: line!.id, revision: line!.revision });
    expect((await waiting()).rows).toEqual([]);
    expect((await opened.ask('inbox.list', { state: 'filed' })).rows).toMatchObject([
      { state: 'unreadable' },
    ]);
    expect((await opened.ask('inbox.original', { itemId: line!.id })).bytes).toEqual(bytes);
    await opened.ask('inbox.undo', { undo: done.undo });
    expect((await waiting()).total).toBe(1);
  });

  test('is the only thing that can be: a document is filed', async () => {
    const itemId = await arrive();
    const { revision } = await row(itemId);
    expect(await opened.ask.refused('inbox.setAside', { itemId, revision })).toBe('inbox-readable');
  });
});

test('each person finds the worklist as they left it', async () => {
  const kept = { sort: 'patient' as const, descending: false, addressee: 'secretariat' };
  expect(await opened.ask('view.get', {})).toEqual({ sort: 'date', descending: true, addressee: null });
  await opened.ask('view.set', kept);
  expect(await opened.ask('view.get', {})).toEqual(kept);
  const rows = await store.db.selectFrom('settings').select('name').execute();
  expect(rows.map((r) => r.name)).toContain(`view:${CAMILLE}`);
});
