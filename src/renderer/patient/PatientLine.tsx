import type { PatientSummary } from '../../shared/contract/record';
import { displayName } from '../../shared/identity/patient';
import { frenchDate } from '../format/dates';
import { sexWords, statusTone, statusWords } from '../format/identity';
import { Chip } from '../parts/Chip';

/** One patient in a list of answers: enough strict traits to tell two homonyms apart. */
export function PatientLine({ summary }: { summary: PatientSummary }) {
  const { patient, age } = summary;
  const { traits } = patient;
  return (
    <span className="patient-line">
      <b>{displayName(patient)}</b>
      <span className="muted">
        {patient.usedName && `nom de naissance ${traits.birthName} · `}
        {frenchDate(traits.birthDate)} · {age} · {sexWords[traits.sex]} · {traits.birthPlace}
      </span>
      <Chip tone={statusTone[patient.status]}>{statusWords[patient.status]}</Chip>
    </span>
  );
}
