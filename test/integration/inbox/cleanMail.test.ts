import { afterAll, beforeAll, expect, test } from 'vitest';
import { readMessage } from '../../../src/main/inbox/readMessage';
import type { Store } from '../../../src/main/store/store';
import { type Scenario, scenarios } from '../../../src/sandbox/partners/scenarios';
import { type FictivePatient, fictivePatient } from '../../../src/sandbox/population';
import { seededIds } from '../../../src/shared/ids';
import { person } from '../../unit/patients/people';
import { settle, World } from '../practice/world';

/** Every kind of clean document a partner of the bac à sable sends: CDA N3 and N1 in XDM, with the INS and its five traits. */
const CLEAN: readonly Scenario[] = [
  'lab',
  'lab-critical',
  'lab-n1',
  'imaging',
  'discharge',
  'operative-report',
  'discharge-prescription',
  'specialist-letter',
  'vaccination-note',
  'vsm',
];
/** Wrong on purpose: the traits of one under the INS of another, names swapped, an INS of nobody. */
const FALSE: readonly Scenario[] = ['lab-wrong-ins', 'lab-swapped-names', 'lab-unknown-ins'];
const PEOPLE = 80;

const world = new World();
const ids = seededIds('clean mail');
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;
const everybody = Array.from({ length: PEOPLE }, (_, rank) => ({ id: `p${rank}`, is: fictivePatient(rank) }));

const recordOf = (id: string, { traits, ins, usedName, usedFirstName }: FictivePatient) =>
  person(id, { traits, ins, usedName, usedFirstName });

async function arrive(scenario: Scenario, patient: FictivePatient): Promise<string[]> {
  const { raw } = await scenarios[scenario]({ at: world.now, ids, patient });
  const received = await opened.practice.intake.receive({
    bytes: raw,
    receivedAt: world.now.toISOString(),
    channel: 'mss',
  });
  if (!received.ok) throw new Error(received.error.code);
  return received.value.items;
}
const lineOf = (id: string) =>
  store.db.selectFrom('inbox_items').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

beforeAll(async () => {
  opened = await world.open({ read: readMessage });
  store = opened.store;
  // Twins, homonyms, used names and foreign birthplaces are among the first; then the crowd.
  for (const { id, is } of everybody) await settle(store, recordOf(id, is));
});
afterAll(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

test('of clean qualified mail through the real reading and intake, 95 % at least is filed by itself, and none under another', {
  timeout: 180_000,
}, async () => {
  let sent = 0;
  let filed = 0;
  for (const [rank, { id, is }] of everybody.entries()) {
    const scenario = CLEAN[rank % CLEAN.length]!;
    for (const item of await arrive(scenario, is)) {
      sent += 1;
      const line = await lineOf(item);
      if (line.patient_id === null) continue;
      filed += 1;
      expect(line.patient_id, scenario).toBe(id);
      expect(line).toMatchObject({ auto_filed: 1, acknowledged: 0, verdict: 'certain' });
    }
  }
  expect(sent).toBeGreaterThanOrEqual(PEOPLE);
  expect(filed / sent).toBeGreaterThanOrEqual(0.95);
});

test('the same mail with a false identity is never filed by itself', { timeout: 60_000 }, async () => {
  for (const [rank, { is }] of everybody.slice(0, 15).entries()) {
    const scenario = FALSE[rank % FALSE.length]!;
    for (const item of await arrive(scenario, is)) {
      const line = await lineOf(item);
      expect([line.patient_id, line.verdict === 'certain'], `${scenario} ${rank}`).toEqual([null, false]);
    }
  }
});
