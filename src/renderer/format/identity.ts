import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import { evidenceDocuments } from '../../shared/identity/evidence';
import { formatMatricule, insNature, insOids } from '../../shared/identity/ins';
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
export function insText(ins: { value: string; oid: string }): string {
  const test =
    ins.oid === insOids.nirTest ? ' de test' : ins.oid === insOids.nirDemonstration ? ' fictif' : '';
  return `${formatMatricule(ins.value)} (${insNature(ins.oid)}${test})`;
}

/** What can be said of the INS a document carries, before any matching. */
export const receivedInsWord = (p: DocumentPatient): string =>
  p.insDoubtful ? 'INS douteuse' : p.ins ? 'INS reçue, non rapprochée' : 'Sans INS';

/** Strong evidence documents (RNIV, ins.md §2.5): only they raise the status. */
export const evidences: readonly { readonly id: string; readonly label: string }[] = evidenceDocuments.filter(
  (e) => e.degree === 'fort',
);
