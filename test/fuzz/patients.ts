import { type Patient, patientIdSchema } from '../../src/shared/identity/patient';

/** The patient of the seed `report.xml`, qualified here. */
export const patte: Patient = {
  id: patientIdSchema.parse('patte'),
  traits: {
    birthName: 'PATTEESSAI',
    firstNames: 'RUTH ISABELLE',
    firstGivenName: 'RUTH',
    sex: 'F',
    birthDate: '1986-03-14',
    birthPlace: '35238',
  },
  usedName: null,
  usedFirstName: null,
  ins: { value: '286033523801253', oid: '1.2.250.1.213.1.4.10' },
  status: 'qualifiee',
  attributes: [],
  evidence: 'CNI',
  uncertainBirthDate: false,
  birthPlaceLabel: null,
  address: null,
  phone: null,
};

/** Her twin in everything but the matricule. */
export const impostor: Patient = {
  ...patte,
  id: patientIdSchema.parse('impostor'),
  ins: { value: '286033523801352', oid: '1.2.250.1.213.1.4.10' },
};
