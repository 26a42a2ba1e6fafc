import type { Intent, Leg } from '../../shared/exchange/outbox';
import type { Failure } from '../../shared/failure';
import { displayName } from '../../shared/identity/patient';
import { patientOf } from '../patients/row';
import type { Db, Row } from '../store/store';

const MOST = 500;

/** What was sent or waits, the latest gesture first. */
export async function listIntents(db: Db, only?: string): Promise<Intent[]> {
  let query = db.selectFrom('outbox_intents').selectAll().orderBy('created_at', 'desc').limit(MOST);
  if (only !== undefined) query = query.where('id', '=', only);
  const intents = await query.execute();
  if (intents.length === 0) return [];
  const legs = await db
    .selectFrom('outbox_legs')
    .selectAll()
    .where(
      'intent_id',
      'in',
      intents.map((i) => i.id),
    )
    .orderBy('position')
    .execute();
  const patients = await db
    .selectFrom('patients')
    .selectAll()
    .where(
      'id',
      'in',
      intents.map((i) => i.patient_id),
    )
    .execute();
  const names = new Map(patients.map((p) => [p.id, displayName(patientOf(p))]));
  return intents.map((intent) => ({
    id: intent.id,
    patientId: intent.patient_id,
    patientName: names.get(intent.patient_id) ?? '',
    title: intent.title,
    documentId: intent.document_id,
    uniqueId: intent.unique_id,
    createdAt: intent.created_at,
    author: intent.author,
    legs: legs.filter((l) => l.intent_id === intent.id).map(legOf),
  }));
}

const legOf = (row: Row<'outbox_legs'>): Leg => ({
  id: row.id,
  channel: row.channel,
  label: row.label,
  address: row.address,
  state: row.state,
  attempts: row.attempts,
  lastAttemptAt: row.last_attempt_at,
  nextAttemptAt: row.next_attempt_at,
  sentAt: row.sent_at,
  receipt: row.receipt,
  failure: row.failure === null ? null : (JSON.parse(row.failure) as Failure),
});
