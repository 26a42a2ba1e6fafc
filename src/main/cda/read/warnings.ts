import type { Warning } from '../../../shared/documents/clinicalDocument';

const N = '\u202f';

/** What a reader should know although the document opened. Sentences for the screen, in French. */
const sentences = {
  'ins-c': 'Le document porte un ancien identifiant INS-C, sans valeur aujourd’hui.',
  'ins-several': 'Le document porte plusieurs matricules INS différents.',
  'ins-key': 'Le matricule INS du document est mal formé ou sa clé est fausse.',
  'several-patients': 'Le document désigne plusieurs patients.',
  'no-patient': 'Le document ne désigne aucun patient.',
  'bad-date': 'Une date du document n’existe pas au calendrier et n’est pas reprise.',
  'dangling-reference': 'Le document renvoie à un texte qui n’y figure pas.',
  'narrative-differs': `Le texte du document et sa donnée structurée diffèrent${N}: les deux sont montrés.`,
  'flag-disagrees': 'Une interprétation du laboratoire ne suit pas l’intervalle qu’il donne.',
  'active-content': 'Le texte du document contenait un élément actif (script, lien exécutable), retiré.',
  'attachment-damaged': 'Une pièce contenue dans le document est abîmée.',
  'external-file': 'Le document renvoie à un fichier extérieur, qui n’est pas ouvert.',
  'too-many-results':
    'Le document contient plus de résultats que Colloque n’en lit\u202f: consultez son texte.',
  'too-many-attachments':
    'Le document contient plus de pièces jointes que Colloque n’en lit\u202f: consultez le message d’origine.',
  'no-body': 'Le document n’a pas de contenu.',
} as const;
export type CdaWarning = keyof typeof sentences;

/** Warnings gathered while reading: one sentence a kind, whose count follows when it is more than one. */
export class Warnings {
  private readonly found = new Map<CdaWarning, { count: number; precisions: Set<string> }>();

  add(code: CdaWarning, precision?: string): void {
    const entry = this.found.get(code) ?? { count: 0, precisions: new Set<string>() };
    entry.count += 1;
    if (precision && entry.precisions.size < 5) entry.precisions.add(precision.slice(0, 80));
    this.found.set(code, entry);
  }

  list(): Warning[] {
    return [...this.found].map(([code, { count, precisions }]) => {
      const detail = [...precisions].join(', ');
      const extra = [count > 1 ? `${count} fois` : '', detail].filter(Boolean).join(`${N}: `);
      return { code, message: extra ? `${sentences[code]} (${extra})` : sentences[code] };
    });
  }
}
