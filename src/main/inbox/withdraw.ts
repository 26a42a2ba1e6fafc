import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Tx } from '../store/store';

/** A patient created by a gesture goes out of sight, unless something else was filed there meanwhile. The row stays: the history of identities is never lost. Answers whether it went. */
export async function withdraw(tx: Tx, act: Act, patientId: string): Promise<boolean> {
  const documents = await tx
    .selectFrom('documents')
    .select('id')
    .where('patient_id', '=', patientId)
    .execute();
  const intents = await tx
    .selectFrom('outbox_intents')
    .select('id')
    .where('patient_id', '=', patientId)
    .execute();
  if (documents.length + intents.length > 0) return false;
  await tx.updateTable('patients').set({ withdrawn_at: act.at }).where('id', '=', patientId).execute();
  await append(tx, { ...signed(act), action: 'identity.withdrawn', patientId });
  return true;
}

/** The same for a record that a document leaves: one that was created from a document, and on whose identity nobody has worked since. */
export async function withdrawIfLeft(tx: Tx, act: Act, patientId: string): Promise<boolean> {
  const made = await tx
    .selectFrom('undo_log')
    .select('id')
    .where('created_patient', '=', patientId)
    .where('undone_at', 'is', null)
    .executeTakeFirst();
  const worked = await tx
    .selectFrom('identity_history')
    .select('id')
    .where('patient_id', '=', patientId)
    .where('cause', '!=', 'created')
    .executeTakeFirst();
  return made !== undefined && worked === undefined && withdraw(tx, act, patientId);
}

/** Back in sight: the gesture that emptied the record is taken back. */
export async function bringBack(tx: Tx, act: Act, patientId: string): Promise<void> {
  await tx.updateTable('patients').set({ withdrawn_at: null }).where('id', '=', patientId).execute();
  await append(tx, { ...signed(act), action: 'identity.brought-back', patientId });
}
