import type { DocumentHeader, Recipient, WrittenDocument } from '../../../src/main/cda/write/model';
import { insOids } from '../../../src/shared/identity/ins';
import { type Patient, patientIdSchema } from '../../../src/shared/identity/patient';

/** Patient of the bac à sable, with a qualified identity. */
export const patient: Patient = {
  id: patientIdSchema.parse('p-0001'),
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
  ins: { value: '286033523801253', oid: insOids.nirTest },
  status: 'qualifiee',
  attributes: [],
  evidence: 'CNI',
  uncertainBirthDate: false,
  birthPlaceLabel: 'RENNES',
  address: '12 rue de la Soif\n35000 RENNES',
  phone: '02 99 00 00 00',
};

export const recipient: Recipient = {
  nationalId: '899700000138',
  familyName: 'KERVELLA-FICTIF',
  givenName: 'Yann',
  civility: 'M',
  title: 'DR',
  structureId: '499700000138001',
  structureName: 'CABINET DE CARDIOLOGIE FICTIF',
  address: 'yann.kervella@medecin.test.mssante.fr',
};

export const header: DocumentHeader = {
  uniqueId: '2.25.220138512345678901234567890123456789',
  setId: '2.25.118138512345678901234567890123456780',
  version: 1,
  replaces: null,
  time: new Date('2026-11-23T09:30:00Z'),
  type: '57833-6',
  title: 'Ordonnance',
  patient,
  author: {
    nationalId: '899700000120',
    rpps: '99700000120',
    familyName: 'DOCTEUR-FICTIF',
    givenName: 'CAMILLE',
    civility: 'M',
    profession: '10',
    speciality: 'SM26',
    situations: [],
    cardSerial: '26001234',
  },
  situation: { structureId: '499700000012001', structureName: 'CABINET FICTIF', sector: 'SA07' },
  practice: {
    name: 'CABINET FICTIF',
    structureId: '499700000012001',
    addressLines: ['3 place des Essais'],
    postalCode: '35000',
    city: 'RENNES',
    phone: '02 99 11 11 11',
    oid: '1.2.250.1.999.1.1.8121',
    facilityType: 'SA07',
    practiceSetting: 'AMBULATOIRE',
  },
  recipients: [],
  act: null,
  serviceStart: new Date('2026-11-23T09:10:00Z'),
  serviceStop: null,
  encounter: 'AMB',
};

/** The shape of a PDF: enough for what does not look inside. */
export const stubPdf = new TextEncoder().encode('%PDF-1.4\n%%EOF\n');

export const written = (change: Partial<WrittenDocument> = {}): WrittenDocument => ({
  ...header,
  pdf: stubPdf,
  ...change,
});

export const withPatient = (change: Partial<Patient>): WrittenDocument =>
  written({ patient: { ...patient, ...change } });
