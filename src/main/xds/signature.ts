import type { Coded } from '../../shared/codes';
import { type Ids, uuidOid } from '../../shared/ids';
import { conceptOf } from '../../shared/nomenclatures/concept';
import { confidentialities } from '../../shared/nomenclatures/confidentialities';
import { dtm } from './datatypes';
import type { DocumentEntry, SubmissionSet } from './model';

const confidentiality = (code: string): Coded => {
  const [value, system, label] = conceptOf(confidentialities, code)!;
  return { code: value, system, label };
};

/**
 * The entry of the « signature du lot » in a DMP submission (dmp.md §5.4): `Signature01`, hidden from
 * everyone, with the author, the setting and the patient of the lot. `like` is a clinical entry of the lot.
 */
export function signatureEntryOf(
  set: SubmissionSet,
  like: DocumentEntry,
  ids: Ids,
  now: Date,
): DocumentEntry {
  const time = dtm(now);
  return {
    entryUuid: 'Signature01',
    uniqueId: uuidOid(ids.uuid()),
    mimeType: 'text/xml',
    creationTime: time,
    languageCode: 'art',
    serviceStartTime: time,
    serviceStopTime: time,
    title: 'Source',
    comments: null,
    authors: set.authors,
    classCode: { code: 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1', system: 'URN', label: 'Digital Signature' },
    typeCode: { code: 'E1762', system: 'ASTM', label: 'Full Document' },
    formatCode: {
      code: 'http://www.w3.org/2000/09/xmldsig#',
      system: 'URN',
      label: 'Default Signature Style',
    },
    confidentialityCodes: ['N', 'MASQUE_PS', 'INVISIBLE_PATIENT'].map(confidentiality),
    facilityType: like.facilityType,
    practiceSetting: like.practiceSetting,
    eventCodes: [{ code: '1.2.840.10065.1.12.1.14', system: '1.2.840.10065.1.12', label: 'Source' }],
    legalAuthenticator: like.legalAuthenticator,
    patientId: set.patientId,
    sourcePatientId: set.patientId,
    sourcePatientInfo: like.sourcePatientInfo,
    hash: null,
    size: null,
    uri: null,
    repositoryUniqueId: null,
    logicalId: null,
    status: null,
    version: null,
  };
}
