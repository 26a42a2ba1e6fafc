import { type DocumentKind, kindOfType } from '../../../shared/documents/kinds';
import { documentTypes } from '../../../shared/nomenclatures/documentTypes';

/** Models by template root, for a type code that nobody knows (cda-document-types.md §2, rule 1). */
const byTemplate: Record<string, DocumentKind> = {
  '1.3.6.1.4.1.19376.1.3.3': 'biology',
  '1.2.250.1.213.1.1.1.55': 'biology',
  '1.2.250.1.213.1.1.1.59': 'biology',
  '1.2.250.1.213.1.1.1.45': 'imaging',
  '1.2.250.1.213.1.1.1.47': 'imaging-request',
  '1.2.250.1.213.1.1.1.13': 'medical-summary',
  '1.2.250.1.213.1.1.1.51': 'medical-summary',
  '1.2.250.1.213.1.1.1.29': 'discharge-letter',
  '1.2.250.1.213.1.1.1.21': 'discharge-letter',
  '1.2.250.1.213.1.1.1.39': 'prescription',
  '1.2.250.1.213.1.1.1.54': 'dispensation',
  '1.2.250.1.213.1.1.1.57': 'pathology',
  '1.2.250.1.213.1.1.1.37': 'vaccination',
  '1.2.250.1.213.1.1.1.46': 'vaccination',
  '1.2.250.1.213.1.1.1.10': 'vaccination',
};

/** Compulsory certificates of the child and its vital signs (CSE): their type codes say « certificate », or nothing. */
const CHILD = /^1\.2\.250\.1\.213\.1\.1\.1\.5(\.|$)/;

/** What the class of a type says when nobody named the type itself (cda-document-types.md §2, rule 1). */
const byClass: Record<string, DocumentKind> = {
  '11': 'medical-summary',
  '31': 'imaging',
  '42': 'prescription',
  '43': 'dispensation',
  '44': 'care-plan',
  '52': 'certificate',
  '90': 'patient-document',
};

/** Type code first, template second, class of the type last; « other » loses nothing. */
export function kindOf(type: string | null, templateRoots: readonly string[]): DocumentKind {
  const byCode = kindOfType(type);
  if ((byCode === 'other' || byCode === 'certificate') && templateRoots.some((root) => CHILD.test(root)))
    return 'child-examination';
  if (byCode !== 'other') return byCode;
  for (const root of templateRoots) if (byTemplate[root]) return byTemplate[root];
  const [, , , inClass = ''] = documentTypes.find(([code]) => code === type) ?? [];
  return byClass[inClass] ?? 'other';
}
