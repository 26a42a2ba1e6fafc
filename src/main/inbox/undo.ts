import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { settleThread } from '../records/versions';
import type { Row, Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { settleLines } from './lines';
import { findItem } from './open';
import { type Before, type Moved, place, placeOf } from './place';
import { releaseVersion } from './uphold';
import { bringBack, withdraw } from './withdraw';

/** Takes a gesture back: every line it touched, documents, results and versions stand as before; both gestures stay in the journal. */
export function undoGesture(
  store: Store,
  act: Act,
  undo: string,
): Promise<Result<{ sentence: string; identities: boolean }, Failure>> {
  return store.write(async (tx) => {
    const gesture = await tx.selectFrom('undo_log').selectAll().where('id', '=', undo).executeTakeFirst();
    if (!gesture || gesture.undone_at !== null) return err(inboxFailure('inbox-undo-unknown'));
    const item = await findItem(tx, gesture.item_id);
    if (!item.ok) return item;
    if (item.value.revision !== gesture.revision) return err(inboxFailure('inbox-undo-stale'));
    const {
      others = [],
      withdrawn = null,
      upheldAgainst = null,
      ...before
    } = JSON.parse(gesture.before) as Before;
    const lines = await untouchedSince(tx, others);
    if (lines === null) return err(inboxFailure('inbox-undo-stale'));
    if (withdrawn !== null) await bringBack(tx, act, withdrawn);
    await place(tx, item.value, before);
    for (const [line, target] of lines) await place(tx, line, target);
    const { document_id } = item.value;
    if (document_id !== null) {
      if (upheldAgainst !== null) await releaseVersion(tx, document_id, upheldAgainst);
      await settleLines(tx, act, await settleThread(tx, document_id));
    }
    await tx.updateTable('undo_log').set({ undone_at: act.at }).where('id', '=', undo).execute();
    if (gesture.created_patient !== null) await withdraw(tx, act, gesture.created_patient);
    await append(tx, {
      ...signed(act),
      action: 'inbox.undone',
      patientId: before.patientId ?? item.value.patient_id,
      subject: item.value.id,
    });
    return ok({
      sentence: 'Geste annulé\u202f: le document est revenu où il était.',
      identities: withdrawn !== null || gesture.created_patient !== null,
    });
  });
}

/** The other lines of the gesture with where they go back; null when one of them is not as the gesture left it. */
async function untouchedSince(
  tx: Tx,
  moved: readonly Moved[],
): Promise<[Row<'inbox_items'>, Moved['before']][] | null> {
  const lines: [Row<'inbox_items'>, Moved['before']][] = [];
  for (const { itemId, before, after } of moved) {
    const line = await findItem(tx, itemId);
    if (!line.ok || JSON.stringify(placeOf(line.value)) !== JSON.stringify(after)) return null;
    lines.push([line.value, before]);
  }
  return lines;
}
