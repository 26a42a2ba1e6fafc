import { ok } from '../../shared/result';
import { matchPatient } from '../patients/match';
import { matchCandidates } from '../patients/repository';
import { modelOf } from '../records/record';
import type { Store } from '../store/store';

/** Judges again what waits, after an identity changed: the worklist must not show yesterday's certainty. Files nothing. */
export async function refreshVerdicts(store: Store, insOids: readonly string[]): Promise<void> {
  await store.write(async (tx) => {
    const waiting = await tx
      .selectFrom('inbox_items')
      .innerJoin('documents', 'documents.id', 'inbox_items.document_id')
      .select(['inbox_items.id', 'inbox_items.verdict', 'inbox_items.warnings', 'documents.model'])
      .where('inbox_items.state', '=', 'to-file')
      .execute();
    for (const item of waiting) {
      const { patient } = modelOf(item);
      const { verdict } = matchPatient(patient, await matchCandidates(tx, patient), { insOids });
      const judged = verdict === 'certain' && item.warnings !== '[]' ? 'proposed' : verdict;
      if (judged !== item.verdict)
        await tx.updateTable('inbox_items').set({ verdict: judged }).where('id', '=', item.id).execute();
    }
    return ok(null);
  });
}
