import { randomBytes, scryptSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf } from '../../src/main/patients/row';
import { openStore, type Store } from '../../src/main/store/store';
import type { FictivePatient } from '../../src/sandbox/population';
import type { Patient, PatientId } from '../../src/shared/identity/patient';
import { PASSPHRASE } from './app';

/** A second of work for whoever guesses is not wanted here. */
const COST = 2 ** 14;

/** Fills the base of a practice before its window is opened on the same folder, with the passphrase that {@link openApp} types. */
export async function prepareStore(data: string, work: (store: Store) => Promise<void>): Promise<void> {
  mkdirSync(data, { recursive: true });
  const salt = randomBytes(16);
  const file = { kind: 'passphrase', salt: salt.toString('base64'), cost: COST };
  writeFileSync(join(data, 'key.json'), JSON.stringify(file));
  const key = scryptSync(PASSPHRASE, salt, 32, { N: COST, r: 8, p: 1 });
  const opened = await openStore({ path: join(data, 'colloque.db'), key });
  if (!opened.ok) throw new Error(opened.error.code);
  await work(opened.value);
  await opened.value.close();
}

/** Somebody of the bac à sable as a patient of the practice, INS called and papers checked. */
export const qualified = (id: string, p: FictivePatient): Patient => ({
  id: id as PatientId,
  traits: p.traits,
  usedName: p.usedName,
  usedFirstName: p.usedFirstName,
  ins: p.ins,
  status: 'qualifiee',
  attributes: [],
  evidence: 'CNI',
  uncertainBirthDate: false,
  birthPlaceLabel: p.birthPlaceLabel,
  address: null,
  phone: null,
});

export async function addPatients(store: Store, patients: readonly Patient[]): Promise<void> {
  for (const patient of patients)
    await store.db
      .insertInto('patients')
      .values({
        id: patient.id,
        ...columnsOf(patient),
        created_at: '2026-01-01T00:00:00Z',
        last_activity_at: null,
        withdrawn_at: null,
      })
      .execute();
}
