import type { DocumentPatient } from '../../../src/shared/documents/clinicalDocument';
import { insKey, insOids } from '../../../src/shared/identity/ins';
import type { Patient, PatientId } from '../../../src/shared/identity/patient';

/** A qualified, clean identity; overrides make it somebody else. */
export function person(id: string, over: Partial<Patient> & { traits?: Patient['traits'] } = {}): Patient {
  return {
    id: id as PatientId,
    traits: {
      birthName: 'DURAND',
      firstNames: 'ELISE MARIE',
      firstGivenName: 'ELISE',
      sex: 'F',
      birthDate: '1986-03-14',
      birthPlace: '35238',
    },
    usedName: null,
    usedFirstName: null,
    ins: matricule('2860335238012'),
    status: 'qualifiee',
    attributes: [],
    evidence: 'CNI',
    uncertainBirthDate: false,
    birthPlaceLabel: null,
    address: null,
    phone: null,
    ...over,
  };
}

export const matricule = (thirteen: string) => ({
  value: thirteen + insKey(thirteen),
  oid: insOids.nirTest as string,
});

/** What an honest sender writes about that person. */
export function documentOf(p: Patient, over: Partial<DocumentPatient> = {}): DocumentPatient {
  return {
    ins: p.ins,
    insDoubtful: false,
    localIds: [],
    birthName: p.traits.birthName,
    firstNames: p.traits.firstNames,
    firstGivenName: p.traits.firstGivenName,
    usedName: p.usedName,
    usedFirstName: p.usedFirstName,
    sex: p.traits.sex,
    birthDate: p.traits.birthDate,
    birthPlace: p.traits.birthPlace,
    birthPlaceLabel: null,
    ...over,
  };
}
