import type { WrittenDocument } from '../../../src/main/cda/write/model';
import { insKey, insOids } from '../../../src/shared/identity/ins';
import { type IdentityStatus, type Patient, patientIdSchema } from '../../../src/shared/identity/patient';
import { documentTypes } from '../../../src/shared/nomenclatures/documentTypes';
import { header, patient, recipient } from './example';

/** A PDF by its shape only, that says it is PDF/A-1. */
export const stubPdfA = new TextEncoder().encode(
  '%PDF-1.4\n<x:xmpmeta><pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></x:xmpmeta>\n%%EOF\n',
);

const people: Patient['traits'][] = [
  patient.traits,
  {
    birthName: "D'ARTAGNAN-LE GOFF",
    firstNames: 'JEAN-BAPTISTE MARIE',
    firstGivenName: 'JEAN-BAPTISTE',
    sex: 'M',
    birthDate: '1931-12-31',
    birthPlace: '2A004',
  },
  {
    birthName: `${'LONGUENOM-'.repeat(9)}FIN`,
    firstNames: `ANNE ${'MARIE '.repeat(15)}ROSE`,
    firstGivenName: 'ANNE',
    sex: 'F',
    birthDate: '2024-02-29',
    birthPlace: '99100',
  },
  {
    birthName: 'O',
    firstNames: 'A',
    firstGivenName: 'A',
    sex: 'M',
    birthDate: '2019-01-01',
    birthPlace: '99999',
  },
  {
    birthName: "L'HERMITE--DE VILLENEUVE",
    firstNames: 'ZOE',
    firstGivenName: 'ZOE',
    sex: 'UN',
    birthDate: '1900-01-01',
    birthPlace: '97411',
  },
];
const statuses: IdentityStatus[] = ['provisoire', 'recuperee', 'validee', 'qualifiee'];
const authors = [
  header.author,
  { ...header.author, nationalId: '0351234567', rpps: null, speciality: 'SM54', civility: 'MME' },
  { ...header.author, givenName: '', speciality: null, civility: null },
  {
    ...header.author,
    familyName: 'LE BŒUF & FILS',
    givenName: 'Anne-Françoise',
    speciality: 'SM99',
    civility: 'DR',
  },
];
const phones = [null, '02 99 00 00 00', '+33 6 12 34 56 78', 'liste rouge', ''];
const addresses = [
  null,
  'lieu-dit « Ker <Huel> »',
  Array.from({ length: 9 }, (_, i) => `ligne ${i}`).join('\n'),
];

/** The signature's type and a type without class are refused: see n1.test.ts. */
const writable = documentTypes.filter(([, , , inClass]) => inClass !== '');

/** A document for each number from 0: every optional thing comes and goes, at its own rhythm. */
export function variant(n: number): WrittenDocument {
  const traits = people[n % people.length]!;
  const status = statuses[n % statuses.length]!;
  const thirteen = `${traits.sex === 'M' ? 1 : 2}${traits.birthDate.slice(2, 4)}${traits.birthDate.slice(5, 7)}${traits.birthPlace}${String(n % 1000).padStart(3, '0')}`;
  const matricule = thirteen.slice(0, 13);
  const oid = Object.values(insOids)[n % 4]!;
  const hasIns = status === 'qualifiee' || status === 'recuperee';
  const version = n % 7 === 0 ? 3 : 1;
  const time = new Date(Date.UTC(2026, n % 12, 1 + (n % 28), n % 24, n % 60, n % 60));
  return {
    ...header,
    uniqueId: `2.25.${1000 + n}`,
    setId: `2.25.${900000 + n}`,
    version,
    replaces: version > 1 ? `2.25.${500000 + n}` : null,
    time,
    serviceStart: new Date(time.getTime() - (n % 5) * 600_000),
    serviceStop: n % 6 === 0 ? new Date(time.getTime() + 60_000) : null,
    type: writable[n % writable.length]![0],
    title: ['Ordonnance', 'Lettre à « l’autre » <b>&amp;', 'É'.repeat(250)][n % 3]!,
    act: n % 2 ? null : { code: '57833-6', system: '2.16.840.1.113883.6.1', label: 'Prescription' },
    encounter: (['AMB', 'HH', 'VR'] as const)[n % 3]!,
    author: authors[n % authors.length]!,
    situation: n % 3 ? header.situation : { structureId: null, structureName: null, sector: 'XX99' },
    practice: {
      ...header.practice,
      phone: phones[n % phones.length] ?? '',
      addressLines: n % 4 ? ['3 place des Essais'] : [],
    },
    recipients: [
      [],
      [recipient],
      [
        recipient,
        {
          ...recipient,
          nationalId: null,
          title: null,
          civility: null,
          givenName: null,
          structureId: null,
          structureName: null,
          address: null,
        },
      ],
    ][n % 3]!,
    patient: {
      ...patient,
      id: patientIdSchema.parse(`p-${n}`),
      traits:
        hasIns || n % 2
          ? traits
          : {
              ...traits,
              birthDate: traits.birthDate.slice(0, n % 3 ? 4 : 7),
              birthPlace: '',
              firstNames: '',
            },
      usedName: n % 3 ? null : 'MARTIN',
      usedFirstName: n % 4 ? null : 'Lise',
      status,
      ins: hasIns ? { value: matricule + insKey(matricule), oid } : null,
      birthPlaceLabel: n % 5 ? 'RENNES' : null,
      address: addresses[n % addresses.length]!,
      phone: phones[(n + 1) % phones.length]!,
    },
    pdf: stubPdfA,
  };
}
