import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { Patient } from '../../shared/identity/patient';
import { searchKey } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import type { Db, Tx } from '../store/store';
import { patientFailure } from './failure';
import { columnsOf, patientOf } from './row';

/** One patient, or `patient-unknown`. */
export async function findPatient(db: Db, id: string): Promise<Result<Patient, Failure>> {
  const row = await db
    .selectFrom('patients')
    .selectAll()
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row ? ok(patientOf(row)) : err(patientFailure('patient-unknown'));
}

/** Writes a new identity, or a changed one, with its history and its line in the journal. */
export async function savePatient(
  tx: Tx,
  act: Act,
  cause: string,
  after: Patient,
  before: Patient | null,
): Promise<void> {
  const columns = columnsOf(after);
  if (before === null)
    await tx
      .insertInto('patients')
      .values({ id: after.id, ...columns, created_at: act.at, last_activity_at: act.at, withdrawn_at: null })
      .execute();
  else await tx.updateTable('patients').set(columns).where('id', '=', after.id).execute();
  await tx
    .insertInto('identity_history')
    .values({
      id: act.ids.uuid(),
      patient_id: after.id,
      at: act.at,
      author: act.who,
      cause,
      before: before && JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute();
  await append(tx, {
    ...signed(act),
    action: `identity.${cause}`,
    patientId: after.id,
    outcome:
      before === null || before.status === after.status ? after.status : `${before.status}>${after.status}`,
  });
}

/** Who bears this matricule, other than `but`; a second one would be a duplicate to treat. */
export async function insHolder(db: Db, ins: Ins, but: string | null = null): Promise<string | null> {
  const row = await db
    .selectFrom('patients')
    .select('id')
    .where('ins_value', '=', ins.value)
    .where('id', '!=', but ?? '')
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return row?.id ?? null;
}

export const signed = (act: Act) => ({ at: act.at, who: act.who });

/** Who could be meant by these received traits: same matricule (now or before), same birth date, or same names. */
export async function matchCandidates(db: Db, received: DocumentPatient): Promise<Patient[]> {
  const names = [received.birthName, received.usedName].flatMap((n) =>
    n && searchKey(n) ? [searchKey(n)] : [],
  );
  const matricule = received.ins?.value.toUpperCase() ?? null;
  const living = db.selectFrom('patients').selectAll().where('withdrawn_at', 'is', null);
  // Never cut short: a second record with the same matricule forbids certainty.
  const sameIns =
    matricule === null
      ? []
      : await living
          .where((e) =>
            e.or([
              e('ins_value', '=', matricule),
              e('id', 'in', e.selectFrom('ins_history').select('patient_id').where('value', '=', matricule)),
            ]),
          )
          .execute();
  const alike =
    names.length === 0 && received.birthDate === null
      ? []
      : await living
          .where((e) =>
            e.or([
              ...(names.length === 0
                ? []
                : [e('birth_name_key', 'in', names), e('used_name_key', 'in', names)]),
              ...(received.birthDate === null ? [] : [e('birth_date', '=', received.birthDate)]),
            ]),
          )
          .limit(500)
          .execute();
  const byId = new Map([...sameIns, ...alike].map((row) => [row.id, row]));
  return [...byId.values()].map(patientOf);
}
