import type { Match } from '../../shared/contract/inbox';
import { ok } from '../../shared/result';
import { matchPatient } from '../patients/match';
import { matchCandidates } from '../patients/repository';
import { modelOf } from '../records/record';
import type { Store, Tx } from '../store/store';

/**
 * Judges again what waits for a person, after an identity changed: the worklist must not show yesterday's
 * certainty. Files nothing. What was filed by itself and not acknowledged stays where it is, but is certain
 * no more once its patient is not.
 */
export async function refreshVerdicts(store: Store, insOids: readonly string[]): Promise<void> {
  await store.write(async (tx) => {
    const waiting = await tx
      .selectFrom('inbox_items')
      .innerJoin('documents', 'documents.id', 'inbox_items.document_id')
      .select([
        'inbox_items.id',
        'inbox_items.revision',
        'inbox_items.patient_id',
        'inbox_items.verdict',
        'inbox_items.warnings',
        'documents.model',
      ])
      .where('inbox_items.acknowledged', '=', 0)
      .where('inbox_items.state', 'in', ['to-file', 'filed'])
      .execute();
    for (const item of waiting) {
      const { patient } = modelOf(item);
      const match = matchPatient(patient, await matchCandidates(tx, patient), { insOids });
      const judged = verdictOf(match, item.warnings !== '[]', item.patient_id);
      if (judged !== item.verdict) await changeVerdict(tx, item, judged);
    }
    return ok(null);
  });
}

function verdictOf(match: Match, doubtful: boolean, filedUnder: string | null): Match['verdict'] {
  if (match.verdict !== 'certain') return filedUnder === null ? match.verdict : 'proposed';
  const elsewhere = filedUnder !== null && match.candidates[0]?.patient.id !== filedUnder;
  return doubtful || elsewhere ? 'proposed' : 'certain';
}

/** The revision grows: what a screen shows of this line is no longer true. A gesture made before can still be taken back, for no person touched the line since. */
export async function changeVerdict(
  tx: Tx,
  item: { id: string; revision: number },
  verdict: Match['verdict'],
): Promise<void> {
  const revision = item.revision + 1;
  await tx.updateTable('inbox_items').set({ verdict, revision }).where('id', '=', item.id).execute();
  await tx
    .updateTable('undo_log')
    .set({ revision })
    .where('item_id', '=', item.id)
    .where('revision', '=', item.revision)
    .where('undone_at', 'is', null)
    .execute();
}
