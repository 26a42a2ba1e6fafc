import type { Failure } from '../../shared/failure';
import { displayName } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { findPatient, signed } from '../patients/repository';
import type { Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { fresh, type Gesture, type Undoable, undoable } from './file';
import { placeThread } from './place';

/**
 * Keeps a filed document as current although another version claims to replace it: the one way out where a sender
 * replaced by mistake what is somebody else's. Only a line that stands by itself can be kept so: where the newer
 * version speaks of the same person in the same record, there is nothing to refuse.
 */
export function upholdItem(store: Store, act: Act, gesture: Gesture): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await fresh(tx, gesture);
    if (!item.ok) return item;
    const { document_id, patient_id, auto_filed, superseded, folded } = item.value;
    const row = await tx
      .selectFrom('documents')
      .select('superseded_by')
      .where('id', '=', document_id)
      .executeTakeFirstOrThrow();
    const against = row.superseded_by;
    if (patient_id === null || against === null || superseded === 0 || folded === 1)
      return err(inboxFailure('inbox-nothing-to-uphold'));
    const patient = await findPatient(tx, patient_id);
    if (!patient.ok) return patient;
    await tx.insertInto('versions_upheld').values({ document_id: document_id!, against }).execute();
    const target = { state: 'filed', patientId: patient_id, acknowledged: 1, autoFiled: auto_filed } as const;
    const moved = await placeThread(tx, act, item.value, target);
    await append(tx, {
      ...signed(act),
      action: 'document.upheld',
      patientId: patient_id,
      subject: document_id,
    });
    const sentence = `Gardé comme courant dans le dossier de ${displayName(patient.value)}.`;
    return ok(await undoable(tx, act, moved, sentence, { upheldAgainst: against }));
  });
}

/** Takes back {@link upholdItem}: the other version replaces this one again. */
export async function releaseVersion(tx: Tx, documentId: string, against: string): Promise<void> {
  await tx
    .deleteFrom('versions_upheld')
    .where('document_id', '=', documentId)
    .where('against', '=', against)
    .execute();
}
