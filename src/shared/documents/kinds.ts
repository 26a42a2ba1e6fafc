import { z } from 'zod';

/** What a document is for the person who sorts it. The type code decides; the template only when the code does not. */
export const documentKindSchema = z.enum([
  'biology',
  'imaging',
  'discharge-letter',
  'hospital-report',
  'operative-report',
  'emergency-report',
  'prescription',
  'imaging-request',
  'medical-summary',
  'letter',
  'pathology',
  'vaccination',
  'child-examination',
  'certificate',
  'dispensation',
  'care-plan',
  'patient-document',
  'other',
]);
export type DocumentKind = z.infer<typeof documentKindSchema>;

/** French name of a kind, as lists and filters show it. */
export const kindLabels: Record<DocumentKind, string> = {
  biology: 'Biologie',
  imaging: 'Imagerie',
  'discharge-letter': 'Lettre de liaison',
  'hospital-report': 'CR d’hospitalisation',
  'operative-report': 'CR opératoire',
  'emergency-report': 'CR d’urgences',
  prescription: 'Ordonnance',
  'imaging-request': 'Demande d’imagerie',
  'medical-summary': 'Synthèse médicale',
  letter: 'Lettre',
  pathology: 'Anatomopathologie',
  vaccination: 'Vaccination',
  'child-examination': 'Examen de l’enfant',
  certificate: 'Certificat',
  dispensation: 'Dispensation',
  'care-plan': 'Plan de soins',
  'patient-document': 'Document du patient',
  other: 'Autre document',
};

const byType: Record<string, DocumentKind> = {
  '11502-2': 'biology',
  '96173-0': 'biology',
  '51969-4': 'biology',
  '18748-4': 'imaging',
  'IMG-KOS': 'imaging',
  '11490-0': 'discharge-letter',
  '18761-7': 'discharge-letter',
  '34112-3': 'hospital-report',
  '34874-8': 'operative-report',
  '15507-7': 'emergency-report',
  '60280-5': 'emergency-report',
  '57833-6': 'prescription',
  '57832-8': 'prescription',
  '57828-6': 'prescription',
  '55115-0': 'imaging-request',
  SYNTH: 'medical-summary',
  '60591-5': 'medical-summary',
  '11488-4': 'letter',
  '96349-6': 'letter',
  '85208-7': 'letter',
  '34749-2': 'letter',
  '34794-8': 'letter',
  '75496-0': 'letter',
  '78341-5': 'letter',
  '78513-9': 'letter',
  '60568-3': 'pathology',
  '11369-6': 'vaccination',
  '87273-9': 'vaccination',
  '96874-3': 'vaccination',
  '59283-2': 'child-examination',
  '89601-9': 'certificate',
  CERT_DECL: 'certificate',
  '60593-1': 'dispensation',
  PROT_ALD: 'care-plan',
  '18776-5': 'care-plan',
};

/** cda-document-types.md §2, rule 1: type code first; families of codes next; « other » loses nothing. */
export function kindOfType(code: string | null | undefined): DocumentKind {
  if (!code) return 'other';
  if (byType[code]) return byType[code];
  if (code.startsWith('PRESC-')) return 'prescription';
  if (/^(EXPPAT_|DOCPAT)/.test(code)) return 'patient-document';
  return 'other';
}
