import type { z } from 'zod';
import type { traitComparisonSchema } from '../../shared/contract/inbox';
import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import type { Patient } from '../../shared/identity/patient';
import { beginsWithGivenName, normaliseName, searchKey } from '../../shared/identity/traits';

export type TraitComparison = z.infer<typeof traitComparisonSchema>;
type Verdict = TraitComparison['verdict'];

/** COG code of a place nobody knows: two unknowns are not an equality. */
const UNKNOWN_PLACE = '99999';

/** The document's traits beside the record's, one line each (and the used name where there is one). `form`: same name written otherwise, or a less precise date. */
export function compareTraits(received: DocumentPatient, known: Patient): TraitComparison[] {
  const { traits, ins } = known;
  const line = (
    trait: TraitComparison['trait'],
    label: string,
    left: string | null,
    right: string | null,
    verdict: (left: string, right: string) => Verdict,
  ): TraitComparison => ({
    trait,
    label,
    received: left,
    known: right,
    verdict:
      left === null || right === null || !left.trim() || !right.trim() ? 'absent' : verdict(left, right),
  });
  const exact = (a: string, b: string): Verdict =>
    a.toUpperCase() === b.toUpperCase() ? 'equal' : 'different';
  return [
    line('matricule', 'Matricule INS', received.ins?.value ?? null, ins?.value ?? null, exact),
    line('oid', 'Nature de l’INS', received.ins?.oid ?? null, ins?.oid ?? null, exact),
    line('birthName', 'Nom de naissance', received.birthName, traits.birthName, names),
    // No strict trait, and it proves nothing: shown because it explains many a different birth name.
    ...(received.usedName || known.usedName
      ? [line('usedName', 'Nom utilisé', received.usedName, known.usedName, names)]
      : []),
    line('firstNames', 'Prénoms de naissance', received.firstNames, traits.firstNames, lists),
    line('firstGivenName', '1er prénom', received.firstGivenName, traits.firstGivenName, names),
    line('sex', 'Sexe', received.sex, traits.sex, exact),
    line('birthDate', 'Date de naissance', received.birthDate, traits.birthDate, dates),
    line('birthPlace', 'Lieu de naissance', received.birthPlace, traits.birthPlace, (a, b) =>
      a === UNKNOWN_PLACE || b === UNKNOWN_PLACE ? 'absent' : exact(a, b),
    ),
  ];
}

function names(a: string, b: string): Verdict {
  if (normaliseName(a) === normaliseName(b)) return 'equal';
  return searchKey(a) !== '' && searchKey(a) === searchKey(b) ? 'form' : 'different';
}

function lists(a: string, b: string): Verdict {
  const verdict = names(a, b);
  if (verdict !== 'different') return verdict;
  return beginsWithGivenName(a, b) || beginsWithGivenName(b, a) ? 'form' : 'different';
}

function dates(a: string, b: string): Verdict {
  if (a === b) return 'equal';
  return a.length < b.length && b.startsWith(a) ? 'form' : 'different';
}
