import type { Match } from '../../shared/contract/inbox';
import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import { isValidMatricule } from '../../shared/identity/ins';
import type { Patient } from '../../shared/identity/patient';
import { beginsWithGivenName, searchKey } from '../../shared/identity/traits';
import { compareTraits, type TraitComparison } from './compare';

const STRICT = ['birthName', 'firstNames', 'sex', 'birthDate', 'birthPlace'] as const;
/** A screen shows two or three; beyond that a search is better. */
const MOST = 5;
const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;

/**
 * Whom a received document is about (docs/matching.md). `certain` only when one record, and one only, has
 * the same matricule and OID, is qualified by us, and its five strict traits are all equal after RNIV
 * normalisation. Everything else is proposed side by side, or nothing. `insOids`: authorities accepted here.
 */
export function matchPatient(
  received: DocumentPatient,
  candidates: readonly Patient[],
  options: { insOids: readonly string[] },
): Match {
  const compared = candidates
    .map((patient) => ({ patient, comparison: compareTraits(received, patient) }))
    .filter((c) => resembles(received, c.patient, c.comparison));
  const sameIns = compared.filter((c) => equal(c.comparison, ['matricule', 'oid']));
  const only = sameIns.length === 1 ? sameIns[0]! : null;
  if (only && isCertain(received, only.patient, only.comparison, options.insOids))
    return {
      verdict: 'certain',
      sentence: 'Même identité\u202f: matricule et cinq traits égaux.',
      candidates: [{ ...only, reason: 'Identité qualifiée, matricule et cinq traits égaux.' }],
    };
  if (compared.length === 0) return { verdict: 'none', sentence: noneSentence(received), candidates: [] };
  const ranked = compared
    .map((c) => ({
      ...c,
      reason: reasonOf(received, c.patient, c.comparison, sameIns.length, options.insOids),
    }))
    .sort((a, b) => rank(b.comparison) - rank(a.comparison))
    .slice(0, MOST);
  const sentence =
    ranked.length === 1
      ? 'Un dossier ressemble\u202f: comparez les traits avant de classer.'
      : `${ranked.length} dossiers ressemblent\u202f: comparez les traits avant de classer.`;
  return { verdict: 'proposed', sentence, candidates: ranked };
}

function isCertain(
  received: DocumentPatient,
  patient: Patient,
  comparison: TraitComparison[],
  insOids: readonly string[],
): boolean {
  return (
    received.ins !== null &&
    !received.insDoubtful &&
    insOids.includes(received.ins.oid) &&
    isValidMatricule(received.ins.value) &&
    patient.status === 'qualifiee' &&
    !patient.uncertainBirthDate &&
    FULL_DATE.test(patient.traits.birthDate) &&
    patient.traits.sex !== 'UN' &&
    equal(comparison, ['matricule', 'oid', ...STRICT]) &&
    (received.firstGivenName === null ||
      beginsWithGivenName(patient.traits.firstNames, received.firstGivenName))
  );
}

const verdictOf = (comparison: TraitComparison[], trait: TraitComparison['trait']) =>
  comparison.find((c) => c.trait === trait)?.verdict ?? 'absent';

const equal = (comparison: TraitComparison[], traits: readonly TraitComparison['trait'][]) =>
  traits.every((t) => verdictOf(comparison, t) === 'equal');

const close = (comparison: TraitComparison[], trait: TraitComparison['trait']) =>
  ['equal', 'form'].includes(verdictOf(comparison, trait));

/** Worth showing: same matricule; or the birth date with a name; or both names where the date is unknown or near. */
function resembles(received: DocumentPatient, patient: Patient, comparison: TraitComparison[]): boolean {
  if (verdictOf(comparison, 'matricule') === 'equal') return true;
  const family = close(comparison, 'birthName') || crossed(received, patient);
  const given =
    close(comparison, 'firstGivenName') ||
    close(comparison, 'firstNames') ||
    (received.firstGivenName !== null &&
      beginsWithGivenName(patient.traits.firstNames, received.firstGivenName)) ||
    (patient.usedFirstName !== null &&
      [received.firstGivenName, received.usedFirstName].some(
        (n) => n && searchKey(n) === searchKey(patient.usedFirstName!),
      ));
  if (close(comparison, 'birthDate')) return family || given;
  return family && given;
}

/** A used name stands where a birth name is expected, on one side or the other. */
function crossed(received: DocumentPatient, patient: Patient): boolean {
  const theirs = [received.birthName, received.usedName].flatMap((n) => (n ? [searchKey(n)] : []));
  const ours = [patient.traits.birthName, patient.usedName].flatMap((n) => (n ? [searchKey(n)] : []));
  return theirs.some((n) => n !== '' && ours.includes(n));
}

const rank = (comparison: TraitComparison[]) =>
  comparison.reduce(
    (sum, c) =>
      sum + (c.verdict === 'equal' ? 2 : c.verdict === 'form' ? 1 : 0) * (c.trait === 'matricule' ? 5 : 1),
    0,
  );

function reasonOf(
  received: DocumentPatient,
  patient: Patient,
  comparison: TraitComparison[],
  sameIns: number,
  insOids: readonly string[],
): string {
  const differing = comparison
    .filter((c) => !['matricule', 'oid', 'usedName'].includes(c.trait) && c.verdict !== 'equal')
    .map((c) => c.label.toLowerCase());
  const renamed =
    verdictOf(comparison, 'birthName') === 'different' && crossed(received, patient)
      ? ' Le nom de naissance de l’un est le nom utilisé de l’autre.'
      : '';
  if (verdictOf(comparison, 'matricule') === 'equal') {
    if (received.insDoubtful)
      return 'Même matricule, mais l’INS du document est douteuse\u202f: comparez les traits.';
    if (verdictOf(comparison, 'oid') !== 'equal')
      return 'Même matricule, mais d’une autre autorité d’affectation.';
    if (received.ins && !insOids.includes(received.ins.oid))
      return 'L’INS du document vient d’un environnement de test\u202f: elle n’est pas acceptée ici.';
    if (sameIns > 1) return 'Plusieurs dossiers portent ce matricule\u202f: il y a sans doute un doublon.';
    if (differing.length > 0)
      return `Même matricule, mais à comparer\u202f: ${differing.join(', ')}.${renamed}`;
    if (patient.status !== 'qualifiee')
      return 'Mêmes matricule et traits, mais l’identité du dossier n’est pas qualifiée.';
    return 'Mêmes matricule et traits, à confirmer.';
  }
  if (verdictOf(comparison, 'matricule') === 'different')
    return 'Les traits ressemblent, mais le matricule est différent\u202f: sans doute une autre personne.';
  const missing = received.ins === null ? 'Le document ne porte pas d’INS' : 'Le dossier n’a pas d’INS';
  return differing.length === 0
    ? `${missing}\u202f; les traits sont égaux.`
    : `${missing}\u202f; à comparer\u202f: ${differing.join(', ')}.${renamed}`;
}

function noneSentence(received: DocumentPatient): string {
  if (received.birthName === null && received.ins === null) return 'Le document ne nomme pas de patient.';
  return 'Aucun dossier ne ressemble à ce patient.';
}
