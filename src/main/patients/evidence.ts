import type { Failure } from '../../shared/failure';
import { evidenceDocuments } from '../../shared/identity/evidence';
import { identityStatus, type Patient } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import type { Store } from '../store/store';
import { patientFailure } from './failure';
import { findPatient, savePatient } from './repository';

export const isStrongEvidence = (id: string | null): boolean =>
  evidenceDocuments.some((d) => d.id === id && d.degree === 'fort');

/** Records that a person looked at an evidence document (INS.18, INS.20). A weak one is kept in the history and changes no status. */
export function checkEvidence(
  store: Store,
  act: Act,
  patientId: string,
  nature: string,
): Promise<Result<Patient, Failure>> {
  return store.write(async (tx) => {
    const document = evidenceDocuments.find((d) => d.id === nature);
    if (!document) return err(patientFailure('evidence-unknown'));
    const found = await findPatient(tx, patientId);
    if (!found.ok) return found;
    const before = found.value;
    await tx
      .insertInto('evidence')
      .values({
        id: act.ids.uuid(),
        patient_id: patientId,
        nature,
        degree: document.degree,
        checked_at: act.at,
        author: act.who,
      })
      .execute();
    // A weak document never hides a strong one that was checked before.
    const evidence =
      document.degree === 'fort' || !isStrongEvidence(before.evidence) ? nature : before.evidence;
    const status = identityStatus(before.ins !== null, isStrongEvidence(evidence), before.attributes);
    const after: Patient = { ...before, evidence, status };
    await savePatient(tx, act, 'evidence', after, before);
    return ok(after);
  });
}
