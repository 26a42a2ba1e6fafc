import type { DocumentPatient, Warning } from '../../shared/documents/clinicalDocument';
import { displayName } from '../../shared/identity/patient';
import { compareTraits } from '../patients/compare';
import { findPatient } from '../patients/repository';
import type { Tx } from '../store/store';

const TELLING = ['matricule', 'birthName', 'firstGivenName', 'sex', 'birthDate'];

/** A document found in somebody's DMP whose header names another person, or the same one otherwise: said, and never filed by itself. */
export async function dmpDoubts(tx: Tx, messageId: string, document: DocumentPatient): Promise<Warning[]> {
  const retrievals = await tx
    .selectFrom('dmp_retrievals')
    .select('patient_id')
    .where('message_id', '=', messageId)
    .execute();
  const warnings: Warning[] = [];
  for (const { patient_id } of retrievals) {
    const patient = await findPatient(tx, patient_id);
    if (!patient.ok) continue;
    const different = compareTraits(document, patient.value).filter(
      (c) => TELLING.includes(c.trait) && c.verdict === 'different',
    );
    if (different.length === 0) continue;
    const name = [document.birthName, document.firstGivenName ?? document.firstNames]
      .filter(Boolean)
      .join(' ');
    warnings.push({
      code: 'dmp-of-another',
      message: `Rapporté du DMP de ${displayName(patient.value)}, ce document est au nom de ${name || 'personne'}\u202f: à comparer, ${different.map((c) => c.label.toLowerCase()).join(', ')}.`,
    });
  }
  return warnings;
}
