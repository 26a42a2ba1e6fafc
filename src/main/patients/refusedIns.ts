import type { PatientSummary } from '../../shared/contract/record';
import { ageAt } from '../../shared/identity/age';
import { identityStatus, type Patient } from '../../shared/identity/patient';
import type { Act } from '../journal/act';
import type { Db, Tx } from '../store/store';
import { isStrongEvidence } from './evidence';
import { savePatient } from './repository';
import { patientOf } from './row';

const REFUSED = 'insi-refused';

/** ins.md §2.2: an INS that INSi refuses is invalid. QUALIFIEE → VALIDEE, RECUPEREE → PROVISOIRE; the traits stay, and no evidence is lost. */
export const withoutIns = (patient: Patient): Patient => ({
  ...patient,
  ins: null,
  status: identityStatus(false, isStrongEvidence(patient.evidence), patient.attributes),
});

/** Takes the INS of a record away and keeps it in the record's history, with its reason (INS.43). */
export async function invalidateIns(tx: Tx, act: Act, patient: Patient): Promise<Patient> {
  const after = withoutIns(patient);
  await savePatient(tx, act, REFUSED, after, patient);
  if (patient.ins !== null) {
    const why = { reason: REFUSED, at: act.at };
    await tx
      .insertInto('ins_history')
      .values({ patient_id: patient.id, ...patient.ins, ...why })
      .onConflict((c) => c.doUpdateSet(why))
      .execute();
  }
  return after;
}

/** Records to take up again: their INS was refused, and no other has taken its place. The latest refusal first. */
export async function listRefusedIns(db: Db, today: Date): Promise<PatientSummary[]> {
  const rows = await db
    .selectFrom('patients')
    .selectAll('patients')
    .innerJoin('ins_history', 'ins_history.patient_id', 'patients.id')
    .where('ins_history.reason', '=', REFUSED)
    .where('patients.ins_value', 'is', null)
    .where('patients.withdrawn_at', 'is', null)
    .orderBy('ins_history.at', 'desc')
    .execute();
  const patients = new Map(rows.map((row) => [row.id, row]));
  return [...patients.values()].map((row) => ({
    patient: patientOf(row),
    age: ageAt(row.birth_date, today),
    lastActivity: row.last_activity_at,
  }));
}
