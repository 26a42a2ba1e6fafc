import type { Match } from '../../shared/contract/inbox';
import { ok } from '../../shared/result';
import type { Act } from '../journal/act';
import { matchPatient } from '../patients/match';
import { matchCandidates } from '../patients/repository';
import { modelOf } from '../records/record';
import type { Store } from '../store/store';
import { changeVerdict } from './changeVerdict';
import { expectVerification } from './verifyQueue';

/**
 * Judges again what waits for a person, after an identity changed: the worklist must not show yesterday's
 * certainty. Files nothing. What was filed by itself and not acknowledged stays where it is, but is certain
 * no more once its patient is not. An INS that we held and hold no more is to be verified.
 */
export async function refreshVerdicts(store: Store, act: Act, insOids: readonly string[]): Promise<void> {
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
        'inbox_items.ins_verification',
        'documents.model',
      ])
      .where('inbox_items.acknowledged', '=', 0)
      .where('inbox_items.state', 'in', ['to-file', 'filed'])
      .execute();
    for (const item of waiting) {
      const { patient } = modelOf(item);
      const verification = await expectVerification(tx, act, patient, insOids);
      const ins_verification = verification?.id ?? null;
      if (ins_verification !== item.ins_verification)
        await tx.updateTable('inbox_items').set({ ins_verification }).where('id', '=', item.id).execute();
      const match = matchPatient(patient, await matchCandidates(tx, patient), { insOids });
      const doubtful = item.warnings !== '[]' || verification?.state === 'ko';
      const judged = verdictOf(match, doubtful, item.patient_id);
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
