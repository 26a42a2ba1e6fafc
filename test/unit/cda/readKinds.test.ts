import { expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';

const CHILD = '<templateId root="1.2.250.1.213.1.1.1.5"/><templateId root="1.2.250.1.213.1.1.1.5.1"/>';
const kindOf = (code: string, templates = ''): string => {
  const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3">${templates}<code code="${code}"/></ClinicalDocument>`;
  const read = readCda(new TextEncoder().encode(xml));
  return read.ok ? read.value.kind : read.error.code;
};

test.each([
  ['11502-2', 'biology', 'CR de biologie'],
  ['51969-4', 'biology', 'CR de génétique moléculaire'],
  ['18748-4', 'imaging', 'CR d’imagerie'],
  ['11490-0', 'discharge-letter', 'lettre de liaison à la sortie'],
  ['18761-7', 'discharge-letter', 'lettre de liaison à l’entrée'],
  ['34112-3', 'hospital-report', 'CRH'],
  ['34874-8', 'operative-report', 'CRO'],
  ['15507-7', 'emergency-report', 'passage aux urgences'],
  ['60280-5', 'emergency-report', 'fiche de retour des urgences'],
  ['57833-6', 'prescription', 'ordonnance de sortie'],
  ['PRESC-BIO', 'prescription', 'prescription de biologie'],
  ['SYNTH', 'medical-summary', 'VSM'],
  ['60591-5', 'medical-summary', 'IPS'],
  ['74207-2', 'medical-summary', 'document de liaison d’urgence, par sa classe'],
  ['34133-9', 'medical-summary', 'synthèse d’épisode, par sa classe'],
  ['11488-4', 'letter', 'CR de consultation'],
  ['96349-6', 'letter', 'lettre d’adressage'],
  ['87273-9', 'vaccination', 'note de vaccination'],
  ['CERT_DECL', 'certificate', 'certificat'],
  ['77436-4', 'other', 'CR d’anesthésie : pas de nom plus juste'],
  ['REMB', 'other', 'données de remboursement'],
])('%s is sorted as %s (%s)', (code, kind) => expect(kindOf(code)).toBe(kind));

test('a compulsory certificate of the child is an examination of the child, whatever its general type says', () => {
  expect(kindOf('CERT_DECL', CHILD)).toBe('child-examination');
  expect(kindOf('29274-8', CHILD)).toBe('child-examination');
  // Another model whose OID only begins alike stays what it is.
  expect(kindOf('CERT_DECL', '<templateId root="1.2.250.1.213.1.1.1.55"/>')).toBe('certificate');
});
