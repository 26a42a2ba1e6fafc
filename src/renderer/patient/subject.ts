import type { InboxItem, InsCheck } from '../../shared/contract/inbox';
import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import { displayName, type Patient } from '../../shared/identity/patient';
import type { Sex } from '../../shared/identity/traits';
import { frenchDate } from '../format/dates';
import {
  attributeWords,
  insText,
  receivedInsWord,
  sexWords,
  statusTone,
  statusWords,
} from '../format/identity';
import { insCheckTone, insCheckWord } from '../format/insCheck';
import type { Tone } from '../parts/Chip';

/** What the banner says of a person: never less than the strict traits. */
export interface Subject {
  readonly name: string;
  /** Said when this is not a record of the practice but what a document claims. */
  readonly caution: string | null;
  readonly traits: readonly { readonly label: string; readonly value: string }[];
  readonly chips: readonly { readonly tone: Tone; readonly word: string }[];
}

const UNKNOWN = 'non renseigné';
const born = (sex: Sex | null) => (sex === 'F' ? 'Née le' : sex === 'M' ? 'Né le' : 'Naissance');
const dated = (date: string, age: string) => [date, age].filter(Boolean).join(' · ');

/** A patient of the practice. */
export function subjectOfPatient(patient: Patient, age: string): Subject {
  const { traits } = patient;
  const place = [traits.birthPlace, patient.birthPlaceLabel].filter(Boolean).join(' ');
  return {
    name: displayName(patient),
    caution: null,
    traits: [
      { label: born(traits.sex), value: dated(frenchDate(traits.birthDate), age) },
      { label: 'Sexe', value: sexWords[traits.sex] },
      { label: 'Nom de naissance', value: traits.birthName },
      { label: 'Prénoms de naissance', value: traits.firstNames },
      { label: 'Lieu de naissance', value: place },
      ...(patient.ins ? [{ label: 'Matricule INS', value: insText(patient.ins) }] : []),
    ],
    chips: [
      {
        tone: statusTone[patient.status],
        word: `${patient.status === 'qualifiee' ? '✓ ' : ''}${statusWords[patient.status]}`,
      },
      ...patient.attributes.map((a) => ({ tone: 'wait' as const, word: attributeWords[a] })),
      ...(patient.uncertainBirthDate
        ? [{ tone: 'wait' as const, word: 'Date de naissance interprétée' }]
        : []),
    ],
  };
}

/** Someone a document names, whom the practice has not recognised yet. */
export function subjectOfDocument(
  p: DocumentPatient,
  fallbackName: string,
  age: string,
  check: InsCheck | null = null,
): Subject {
  const name = [p.usedName ?? p.birthName, p.usedFirstName ?? p.firstGivenName ?? p.firstNames]
    .filter(Boolean)
    .join(' ');
  const place = [p.birthPlace, p.birthPlaceLabel].filter(Boolean).join(' ');
  return {
    name: name || fallbackName || 'Patient non nommé',
    caution: 'Identité reçue',
    traits: [
      { label: born(p.sex), value: dated(frenchDate(p.birthDate), age) || UNKNOWN },
      { label: 'Sexe', value: p.sex ? sexWords[p.sex] : UNKNOWN },
      { label: 'Nom de naissance', value: p.birthName ?? UNKNOWN },
      { label: 'Prénoms de naissance', value: p.firstNames ?? p.firstGivenName ?? UNKNOWN },
      { label: 'Lieu de naissance', value: place || UNKNOWN },
      ...(p.ins ? [{ label: 'Matricule INS', value: insText(p.ins) }] : []),
    ],
    chips: [
      check
        ? { tone: insCheckTone(check), word: insCheckWord(check) }
        : { tone: 'wait', word: receivedInsWord(p) },
    ],
  };
}

/** Whose banner stands over an opened item: the record only where the match is certain or done. */
export function subjectOfItem({ row, match, document }: InboxItem): Subject {
  const sure = row.state === 'filed' || match.verdict === 'certain';
  const known =
    match.candidates.find((c) => c.patient.id === row.patientId) ?? (sure ? match.candidates[0] : undefined);
  if (sure && known) return subjectOfPatient(known.patient, row.patientAge);
  if (document) return subjectOfDocument(document.patient, row.patientName, row.patientAge, row.insCheck);
  return {
    name: row.patientName || 'Patient inconnu',
    caution: 'Identité reçue',
    traits: [],
    chips: [{ tone: 'wait', word: 'Document illisible' }],
  };
}
