import type { Failure } from '../../shared/failure';
import { isValidMatricule } from '../../shared/identity/ins';
import { identityStatus, type Patient } from '../../shared/identity/patient';
import { beginsWithGivenName, searchKey } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import type { InsiAnswer } from '../ins/port';
import { isStrongEvidence } from './evidence';
import { patientFailure } from './failure';

type Found = Extract<InsiAnswer, { code: '00' }>;
const MATRICULE_SHAPE = /^[1-9]\d{4}(?:\d{2}|2[AB])\d{6}\d{2}$/;

/**
 * What a `00` of INSi does to an identity (ins.md §5.8), or why nothing is taken over: traits overwritten,
 * matricule and OID set, status by the two axes. A wrong key is only a warning: INSi has such answers.
 */
export function takeOver(
  patient: Patient,
  answer: Found,
  insOids: readonly string[],
): Result<{ patient: Patient; warnings: string[] }, Failure> {
  const { traits } = answer;
  if (!traits.birthName.trim() || !traits.firstNames.trim() || !(traits.sex === 'M' || traits.sex === 'F'))
    return err(patientFailure('insi-empty'));
  if (!/^\d{4}-\d{2}-\d{2}$/.test(traits.birthDate) || /-00(?:-|$)/.test(traits.birthDate))
    return err(patientFailure('insi-date'));
  if (!insOids.includes(answer.ins.oid)) return err(patientFailure('insi-oid', answer.ins.oid));
  const matricule = answer.ins.value.toUpperCase();
  if (!MATRICULE_SHAPE.test(matricule)) return err(patientFailure('insi-matricule'));
  if (!beginsWithGivenName(traits.firstNames, patient.traits.firstGivenName))
    return err(patientFailure('insi-incoherent'));
  if (
    searchKey(traits.birthName) !== searchKey(patient.traits.birthName) ||
    (traits.birthDate !== patient.traits.birthDate && !patient.uncertainBirthDate) ||
    traits.sex !== patient.traits.sex
  )
    return err(patientFailure('insi-differs'));
  const warnings = isValidMatricule(matricule)
    ? []
    : ['La clé du matricule renvoyé par INSi n’est pas celle attendue\u202f: il est repris tel quel.'];
  return ok({
    patient: {
      ...patient,
      traits: {
        ...traits,
        // INSi does not isolate it reliably: the one we hold stays (INS.14).
        firstGivenName: patient.traits.firstGivenName,
        birthPlace: traits.birthPlace.trim() || patient.traits.birthPlace,
      },
      ins: { value: matricule, oid: answer.ins.oid },
      status: identityStatus(true, isStrongEvidence(patient.evidence), patient.attributes),
      uncertainBirthDate: false,
    },
    warnings,
  });
}
