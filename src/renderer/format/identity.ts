import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import { evidenceDocuments } from '../../shared/identity/evidence';
import { formatMatricule, insNature, insOids, isInsOid } from '../../shared/identity/ins';
import type { IdentityAttribute, IdentityStatus } from '../../shared/identity/patient';

export const statusWords: Record<IdentityStatus, string> = {
  provisoire: 'Identité provisoire',
  recuperee: 'INS récupérée',
  validee: 'Identité validée',
  qualifiee: 'INS qualifiée',
};

export const statusTone: Record<IdentityStatus, 'ok' | 'wait' | 'plain'> = {
  provisoire: 'wait',
  recuperee: 'plain',
  validee: 'plain',
  qualifiee: 'ok',
};

export const attributeWords: Record<IdentityAttribute, string> = {
  homonyme: 'Homonyme',
  douteuse: 'Identité douteuse',
  fictive: 'Identité fictive',
};

export const sexWords = { M: 'M', F: 'F', UN: 'Indéterminé' } as const;

/** `2 86 03 … (NIR)`: nature and, outside production, that it is a test one. */
export const insText = (ins: { value: string; oid: string }): string =>
  `${formatMatricule(ins.value)} (${insNatureWords(ins.oid)})`;

/** « NIR », « NIA », « NIR de test »; an authority that is none of ours as it came. */
export function insNatureWords(oid: string): string {
  if (!isInsOid(oid)) return oid;
  const test = oid === insOids.nirTest ? ' de test' : oid === insOids.nirDemonstration ? ' fictif' : '';
  return `${insNature(oid)}${test}`;
}

/** What can be said of the INS a document carries, before any matching. */
export const receivedInsWord = (p: DocumentPatient): string =>
  p.insDoubtful ? 'INS douteuse' : p.ins ? 'INS reçue, non rapprochée' : 'Sans INS';

/** Strong evidence documents (RNIV, ins.md §2.5): only they raise the status. */
export const evidences: readonly { readonly id: string; readonly label: string }[] = evidenceDocuments.filter(
  (e) => e.degree === 'fort',
);
