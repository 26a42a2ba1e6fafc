import type { PersonOfPractice } from '../../shared/contract/status';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';

/**
 * Whose it is in the practice: the prescriber of the order, else the first recipient who works here, by RPPS alone –
 * a name may be somebody else's. Null: nobody is named, and the whole practice sees it.
 */
export function addresseeOf(
  { prescriber, recipients }: Pick<ClinicalDocument, 'prescriber' | 'recipients'>,
  people: readonly PersonOfPractice[],
): string | null {
  const named = [prescriber, ...recipients].map((actor) => actor?.rpps ?? null);
  return named.find((rpps) => rpps !== null && people.some((p) => p.id === rpps)) ?? null;
}
