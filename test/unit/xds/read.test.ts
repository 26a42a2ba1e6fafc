import { describe, expect, test } from 'vitest';
import type { DocumentEntry, XdsSubmission } from '../../../src/main/xds/model';
import { readEntries, readSubmission } from '../../../src/main/xds/read';
import { writeSubmission } from '../../../src/main/xds/write';
import { parseXmlText } from '../../../src/main/xml/parse';

const code = (c: string, system: string, label: string) => ({ code: c, system, label });
const entry: DocumentEntry = {
  entryUuid: 'Document01',
  uniqueId: '1.2.3^a',
  mimeType: 'text/xml',
  creationTime: '20261123084100',
  languageCode: 'fr-FR',
  serviceStartTime: '20261123',
  serviceStopTime: null,
  title: 'Ordonnance « été » <&>',
  comments: 'Commentaire',
  authors: [
    {
      person: '899700000120^DOCTEUR-FICTIF^CAMILLE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
      institution: 'CABINET^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000012001',
      role: 'Médecin',
      speciality: 'G15_10/SM26^Médecin^1.2.250.1.213.1.1.4.5',
    },
  ],
  classCode: code('42', '1.2.250.1.213.1.1.4.1', 'Prescription'),
  typeCode: code('57833-6', '2.16.840.1.113883.6.1', 'Prescription de produits de santé'),
  formatCode: code('urn:ihe:iti:xds-sd:pdf:2008', '1.3.6.1.4.1.19376.1.2.3', 'PDF'),
  confidentialityCodes: [
    code('N', '2.16.840.1.113883.5.25', 'Normal'),
    code('INVISIBLE_PATIENT', '1.2.250.1.213.1.1.4.13', 'Invisible'),
  ],
  facilityType: code('SA07', '1.2.250.1.71.4.2.4', 'Cabinet individuel'),
  practiceSetting: code('AMBULATOIRE', '1.2.250.1.213.1.1.4.9', 'Ambulatoire'),
  eventCodes: [code('57833-6', '2.16.840.1.113883.6.1', 'Prescription')],
  legalAuthenticator: '899700000120^DOCTEUR-FICTIF^CAMILLE^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
  patientId: '286033523801240^^^&1.2.250.1.213.1.4.10&ISO^NH',
  sourcePatientId: 'IPP^^^&1.2.3&ISO^PI',
  sourcePatientInfo: ['PID-5|DURAND^ELISE^^^^^L', 'PID-7|19860314', 'PID-8|F'],
  hash: 'da39a3ee5e6b4b0d3255bfef95601890afd80709',
  size: 12,
  uri: 'DOC0001.XML',
  repositoryUniqueId: null,
  logicalId: null,
  status: null,
  version: null,
};
const submission: XdsSubmission = {
  set: {
    uniqueId: '1.2.250.1.999.9',
    sourceId: '1.2.250.1.999.1',
    submissionTime: '20261123084200',
    title: null,
    comments: null,
    authors: entry.authors,
    contentTypeCode: code('07', '1.2.250.1.213.2.2', 'Consultation'),
    patientId: entry.patientId,
  },
  entries: [entry],
  replaces: { Document01: 'urn:uuid:4d0b3f5e-0000-4000-8000-000000000001' },
};

const tree = (xml: string) => {
  const root = parseXmlText(xml);
  if (!root.ok) throw new Error(root.error.code);
  return root.value;
};

describe('metadata', () => {
  test('what is written is read back equal, in both forms', () => {
    const back = (form: 'xdm' | 'dmp') => readSubmission(tree(writeSubmission(submission, { form })));
    expect(back('xdm')).toEqual({ ok: true, value: { ...submission, replaces: {} } });
    expect(back('dmp')).toEqual({
      ok: true,
      value: { ...submission, entries: [{ ...entry, hash: null, size: null, uri: null }] },
    });
  });

  test('a registry answer: identifiers of the registry, wherever the entries stand', () => {
    const [found, ...more] = readEntries(
      tree(
        `<q:AdhocQueryResponse xmlns:q="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:RegistryObjectList>
           <r:ExtrinsicObject id="urn:uuid:1" lid="urn:uuid:0" status="urn:oasis:names:tc:ebxml-regrep:StatusType:Approved" mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
             <r:Slot name="repositoryUniqueId"><r:ValueList><r:Value>1.9</r:Value></r:ValueList></r:Slot><r:VersionInfo versionName="2"/>
           </r:ExtrinsicObject>
           <r:ExtrinsicObject id="urn:uuid:2" objectType="urn:uuid:of-another-kind"/>
           <e:ExtrinsicObject xmlns:e="urn:evil" id="urn:uuid:3"/>
         </r:RegistryObjectList></q:AdhocQueryResponse>`,
      ),
    );
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      entryUuid: 'urn:uuid:1',
      logicalId: 'urn:uuid:0',
      status: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
      version: '2',
      repositoryUniqueId: '1.9',
      uniqueId: '',
      hash: null,
      size: null,
    });
  });

  test('a URI cut in numbered pieces is joined in their order', () => {
    const [found] = readEntries(
      tree(
        '<r:ExtrinsicObject xmlns:r="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><r:Slot name="URI"><r:ValueList><r:Value>2|1.XML</r:Value><r:Value>1|DOC000</r:Value></r:ValueList></r:Slot></r:ExtrinsicObject>',
      ),
    );
    expect(found!.uri).toBe('DOC0001.XML');
  });

  test('no entry is a typed failure', () => {
    const read = readSubmission(tree('<a/>'));
    expect(!read.ok && read.error.code).toBe('xds-unreadable');
  });
});
