import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { type Before, place } from './file';
import { findItem } from './open';

/** Takes a gesture back: item, document, results and versions stand as before; both gestures stay in the journal. */
export function undoGesture(
  store: Store,
  act: Act,
  undo: string,
): Promise<Result<{ sentence: string }, Failure>> {
  return store.write(async (tx) => {
    const gesture = await tx.selectFrom('undo_log').selectAll().where('id', '=', undo).executeTakeFirst();
    if (!gesture || gesture.undone_at !== null) return err(inboxFailure('inbox-undo-unknown'));
    const item = await findItem(tx, gesture.item_id);
    if (!item.ok) return item;
    if (item.value.revision !== gesture.revision) return err(inboxFailure('inbox-undo-stale'));
    const before = JSON.parse(gesture.before) as Before;
    await place(tx, item.value, before);
    await tx.updateTable('undo_log').set({ undone_at: act.at }).where('id', '=', undo).execute();
    if (gesture.created_patient !== null) await withdraw(tx, act, gesture.created_patient);
    await append(tx, {
      ...signed(act),
      action: 'inbox.undone',
      patientId: before.patientId ?? item.value.patient_id,
      subject: item.value.id,
    });
    return ok({ sentence: 'Geste annulé\u202f: le document est revenu où il était.' });
  });
}

/** A patient created by the gesture goes out of sight, unless something else was filed there meanwhile. The row stays: the history of identities is never lost. */
async function withdraw(tx: Tx, act: Act, patientId: string): Promise<void> {
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
  if (documents.length + intents.length > 0) return;
  await tx.updateTable('patients').set({ withdrawn_at: act.at }).where('id', '=', patientId).execute();
  await append(tx, { ...signed(act), action: 'identity.withdrawn', patientId });
}
