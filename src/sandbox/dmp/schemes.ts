/** UUIDs of the XDS schemes (dmp.md §6.2, §6.3). */
export const schemes = {
  set: {
    node: 'urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd',
    author: 'urn:uuid:a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d',
    contentType: 'urn:uuid:aa543740-bdda-424e-8c96-df4873be8500',
    patientId: 'urn:uuid:6b5aea1a-874d-4603-a4bc-96a0a7b38446',
    sourceId: 'urn:uuid:554ac39e-e3fe-47fe-b233-965d2a147832',
    uniqueId: 'urn:uuid:96fdda7c-d067-4183-912e-bf5ee74998a8',
  },
  entry: {
    objectType: 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1',
    author: 'urn:uuid:93606bcf-9494-43ec-9b4e-a7748d1a838d',
    classCode: 'urn:uuid:41a5887f-8865-4c09-adf7-e362475b143a',
    typeCode: 'urn:uuid:f0306f51-975f-434e-a61c-c59651d33983',
    formatCode: 'urn:uuid:a09d5840-386c-46f2-b5ad-9c3699a4309d',
    confidentiality: 'urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f',
    facilityType: 'urn:uuid:f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1',
    practiceSetting: 'urn:uuid:cccf5598-8b07-4b77-a05e-ae952c785ead',
    eventCode: 'urn:uuid:2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4',
    patientId: 'urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427',
    uniqueId: 'urn:uuid:2e82c1f6-a085-4c72-9da3-8640a32e42ab',
  },
} as const;

export const associations = {
  hasMember: 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
  replaces: 'urn:ihe:iti:2007:AssociationType:RPLC',
  signs: 'urn:ihe:iti:2007:AssociationType:signs',
} as const;

export const statuses = {
  approved: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved',
  deprecated: 'urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated',
  archived: 'urn:asip:ci-sis:2010:StatusType:Archived',
  deleted: 'urn:asip:ci-sis:2010:StatusType:Deleted',
} as const;

const CLASS_SYSTEM = '1.2.250.1.213.1.1.4.1';
const LOCAL_CONFIDENTIALITY = '1.2.250.1.213.1.1.4.13';

/** `code^system` pairs that the registry takes (dmp.md §6.5–6.7, JDV_J04). Type and facility are checked by shape. */
export const codeLists = {
  classCode: new Set(
    ['10', '11', '31', '42', '43', '44', '45', '52', '60', '90', '95'].map((c) => `${c}^${CLASS_SYSTEM}`),
  ),
  confidentiality: new Set([
    'N^2.16.840.1.113883.5.25',
    ...['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX'].map(
      (c) => `${c}^${LOCAL_CONFIDENTIALITY}`,
    ),
  ]),
  practiceSetting: new Set(
    [
      'AMBULATOIRE',
      'AMO',
      'DEPISTAGE',
      'ESSMS',
      'ETABLISSEMENT',
      'HAD',
      'MAD',
      'PALLIATIF',
      'SAD',
      'SAMU_SMUR',
    ].map((c) => `${c}^1.2.250.1.213.1.1.4.9`),
  ),
} as const;

/** Class of a type (dmp.md §6.5, extract): what is not listed is not judged. */
export const classOfType: Readonly<Record<string, string>> = {
  '11488-4': '10',
  '34112-3': '10',
  '11502-2': '10',
  SYNTH: '11',
  '60591-5': '11',
  '18748-4': '31',
  '57833-6': '42',
  '57828-6': '42',
  '57832-8': '42',
  '60593-1': '43',
  '87273-9': '52',
  '11369-6': '52',
  '96173-0': '52',
  '96874-3': '52',
  '89601-9': '52',
  CERT_DECL: '52',
  REMB: '60',
};

const IHE_FORMATS = '1.3.6.1.4.1.19376.1.2.3';
const ANS_FORMATS = '1.2.250.1.213.1.1.4.2.282';

/** formatCode → its coding scheme. */
export const formatSystem = (code: string): string =>
  code.startsWith('urn:ihe:') ? IHE_FORMATS : ANS_FORMATS;

/** Format wanted for a model template of the CDA, most specific first (dmp.md §6.6). */
export const formatOfTemplate: readonly (readonly [template: string, format: string])[] = [
  ['1.2.250.1.213.1.1.1.13', 'urn:asip:ci-sis:vsm:2012'],
  ['1.2.250.1.213.1.1.1.51', 'urn:ihe:pcc:ips:2020'],
  ['1.2.250.1.213.1.1.1.55', 'urn:ihe:lab:xd-lab:2008'],
  ['1.2.250.1.213.1.1.1.39', 'urn:ihe:pharm:pre:2010'],
  ['1.2.250.1.213.1.1.1.52', 'urn:ans:ci-sis:bio-ep-bio:2022'],
];

export const formatOfMedia: Readonly<Record<string, string>> = {
  'application/pdf': 'urn:ihe:iti:xds-sd:pdf:2008',
  'text/plain': 'urn:ihe:iti:xds-sd:text:2008',
  'image/jpeg': 'urn:ihe:iti-fr:xds-sd:jpeg:2010',
  'text/rtf': 'urn:ihe:iti-fr:xds-sd:rtf:2010',
  'image/tiff': 'urn:ihe:iti-fr:xds-sd:tiff:2010',
};
