import { normaliseName, type StrictTraits } from '../../shared/identity/traits';
import { conceptOf } from '../../shared/nomenclatures/concept';
import { documentTypes } from '../../shared/nomenclatures/documentTypes';
import { parisDay } from '../../shared/parisTime';
import type { ProfessionalIdentity } from '../../shared/professional/professional';
import { specialityConcept, titleOf } from '../cda/write/people';

const LABEL = 40;

/** « CAMILLE-ANNE » as a card says it → « Camille-Anne ». */
const capitalised = (name: string): string =>
  name
    .toLowerCase()
    .replace(/(^|[ '-])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());

/** « Dr Camille DOCTEUR-FICTIF ». */
export const professionalName = (p: ProfessionalIdentity): string =>
  [titleOf(p) ? 'Dr' : null, capitalised(p.givenName), p.familyName].filter(Boolean).join(' ');

/** Speciality as printed: « Qualifié en Médecine Générale », from the label of JDV_J01. */
export const specialityName = (p: ProfessionalIdentity): string => {
  const label = specialityConcept(p)?.label ?? '';
  return label.replace(/^[^-]+ - /, '').replace(/\s*\([A-Z]+\)$/, '');
};

/** Label of a type as JDV_J07 has it, cut at 40 characters (ECO.2.1.3, ECO.2.1.6). */
export const typeLabel = (type: string): string =>
  (conceptOf(documentTypes, type)?.[2] ?? type).slice(0, LABEL).trim();

/** Letters, digits and hyphens: a name that every system accepts. */
const safe = (s: string): string =>
  s
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');

/** `AAAAMMJJ_type_NOM_prenom.pdf`: day of the act, type cut at 40, birth name in capitals (ECO.2.1.6). */
export function pdfFileName(type: string, traits: StrictTraits, actDate: Date): string {
  const name = safe(normaliseName(traits.birthName)).slice(0, 60);
  const first = safe(capitalised(normaliseName(traits.firstGivenName))).slice(0, 60);
  return `${parisDay(actDate)}_${safe(typeLabel(type))}_${name}_${first}.pdf`;
}
