import type { IdentityAttribute, Patient, PatientId } from '../../shared/identity/patient';
import { searchKey } from '../../shared/identity/traits';
import type { Row } from '../store/store';

/** A patient as the base keeps one, made a {@link Patient}. */
export function patientOf(row: Row<'patients'>): Patient {
  return {
    id: row.id as PatientId,
    traits: {
      birthName: row.birth_name,
      firstNames: row.first_names,
      firstGivenName: row.first_given_name,
      sex: row.sex,
      birthDate: row.birth_date,
      birthPlace: row.birth_place,
    },
    usedName: row.used_name,
    usedFirstName: row.used_first_name,
    ins: row.ins_value !== null && row.ins_oid !== null ? { value: row.ins_value, oid: row.ins_oid } : null,
    status: row.status,
    attributes: JSON.parse(row.attributes) as IdentityAttribute[],
    evidence: row.evidence,
    uncertainBirthDate: row.uncertain_birth_date === 1,
    birthPlaceLabel: row.birth_place_label,
    address: row.address,
    phone: row.phone,
  };
}

/** The columns that say a patient; keys of comparison are derived here and nowhere else. */
export function columnsOf(patient: Patient) {
  const { traits } = patient;
  return {
    birth_name: traits.birthName,
    first_names: traits.firstNames,
    first_given_name: traits.firstGivenName,
    sex: traits.sex,
    birth_date: traits.birthDate,
    birth_place: traits.birthPlace,
    used_name: patient.usedName,
    used_first_name: patient.usedFirstName,
    ins_value: patient.ins?.value ?? null,
    ins_oid: patient.ins?.oid ?? null,
    evidence: patient.evidence,
    status: patient.status,
    attributes: JSON.stringify(patient.attributes),
    uncertain_birth_date: patient.uncertainBirthDate ? 1 : 0,
    birth_place_label: patient.birthPlaceLabel,
    address: patient.address,
    phone: patient.phone,
    birth_name_key: searchKey(traits.birthName),
    used_name_key: searchKey(patient.usedName ?? ''),
    search_words: searchWords([
      traits.birthName,
      patient.usedName,
      traits.firstNames,
      traits.firstGivenName,
      patient.usedFirstName,
    ]),
  };
}

/** Every name from each of its parts on, so that « LE GALL », « LEGALL » and « GALL » all find LE GALL by their beginning. Each starts after a space. */
function searchWords(names: readonly (string | null)[]): string {
  const words = new Set<string>();
  for (const name of names) {
    const parts = (name ?? '')
      .split(/[ '’-]/)
      .map(searchKey)
      .filter(Boolean);
    for (const index of parts.keys()) words.add(parts.slice(index).join(''));
  }
  return ` ${[...words].join(' ')}`;
}
