import type { DmpSubmission } from '../../../src/main/dmp/port';
import type { DocumentEntry } from '../../../src/main/xds/model';
import { fixedClock } from '../../../src/shared/clock';
import type { Configuration } from '../../../src/shared/configuration';
import { seededIds } from '../../../src/shared/ids';
import { silentLog } from '../../../src/shared/log';

export const patient = { value: '286033523801240', oid: '1.2.250.1.213.1.4.10' };
export const ports = () => ({
  clock: fixedClock('2026-11-23T09:30:00Z'),
  ids: seededIds('dmp'),
  log: silentLog,
});

export const software: Configuration['software'] = {
  name: 'Colloque',
  version: '0.1.0',
  dmpHomologation: 'HOMOLOGATION-TEST',
  insiAuthorisation: 'AUTORISATION-TEST',
  nil: 'NIL-TEST',
  installation: '6f0f3f0a-0000-4000-8000-000000000001',
};
export const dmp: Configuration['dmp'] = {
  base: 'https://localhost:1/services',
  repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2',
  mode: 'DIRECTE',
  vihfVersion: '3.0',
  modeAttribute: 'Authentification_mode',
};
export const practice = { structureId: '499700000012001', sector: 'SA07', oid: '1.2.250.1.999.1' };

const code = (value: string, system: string) => ({ code: value, system, label: value });
const person = '899700000120^DOCTEUR-FICTIF^Camille^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS';
const author = {
  person,
  institution: 'CABINET FICTIF^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000012001',
  role: null,
  speciality: 'G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5',
};
export const entry: DocumentEntry = {
  entryUuid: 'Document01',
  uniqueId: '1.2.250.1.999.1.7.1',
  mimeType: 'text/xml',
  creationTime: '20261123093000',
  languageCode: 'fr-FR',
  serviceStartTime: '20261123',
  serviceStopTime: null,
  title: 'Ordonnance',
  comments: null,
  authors: [author],
  classCode: code('42', '1.2.250.1.213.1.1.4.1'),
  typeCode: code('57833-6', '2.16.840.1.113883.6.1'),
  formatCode: code('urn:ihe:iti:xds-sd:pdf:2008', '1.3.6.1.4.1.19376.1.2.3'),
  confidentialityCodes: [code('N', '2.16.840.1.113883.5.25')],
  facilityType: code('SA07', '1.2.250.1.71.4.2.4'),
  practiceSetting: code('AMBULATOIRE', '1.2.250.1.213.1.1.4.9'),
  eventCodes: [],
  legalAuthenticator: person,
  patientId: '286033523801240^^^&1.2.250.1.213.1.4.10&ISO^NH',
  sourcePatientId: '286033523801240^^^&1.2.250.1.213.1.4.10&ISO^NH',
  sourcePatientInfo: ['PID-5|DURAND^ELISE^^^^^L', 'PID-7|19860314', 'PID-8|F'],
  hash: null,
  size: null,
  uri: null,
  repositoryUniqueId: null,
  logicalId: null,
  status: null,
  version: null,
};

/** A document whose canonical form differs from its bytes, with bytes a transport must not touch. */
export const cda = new TextEncoder().encode(
  `<?xml version="1.0" encoding="UTF-8"?>\r\n<?xml-stylesheet href='x'?>\n<ClinicalDocument xmlns='urn:hl7-org:v3' a = "1"><!-- é --><id root="1.2.250.1.999.1.7.1"/><text/>\r\n--mime\r\n</ClinicalDocument>\n`,
);

export const submission: DmpSubmission = {
  patient,
  metadata: {
    set: {
      uniqueId: '1.2.250.1.999.1.8.1',
      sourceId: '1.2.250.1.999.1',
      submissionTime: '20261123093000',
      title: 'Ordonnance',
      comments: null,
      authors: [author],
      contentTypeCode: code('07', '1.2.250.1.213.2.2'),
      patientId: entry.patientId,
    },
    entries: [entry],
    replaces: {},
  },
  documents: { Document01: cda },
  lotSignature: new TextEncoder().encode('<Signature/>'),
};
