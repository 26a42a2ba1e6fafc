import type { InboxRow } from '../../shared/contract/inbox';
import type { Tone } from '../parts/Chip';

export interface Mark {
  readonly tone: Tone;
  readonly word: string;
  /** The same, in full, for who listens. */
  readonly spoken: string;
}

/** Chips that stand beside the name: more would push it out of sight. */
const BESIDE = 2;

/** « , v3 »: nothing for a first version, or where the sender does not count. */
const versionOf = ({ version }: InboxRow) => (version !== null && version > 1 ? `, v${version}` : '');

const results = (n: number, what: string) => `${n} résultat${n > 1 ? 's' : ''} ${what}`;

/** What one must know of a row before opening it, most urgent first (E-BIO-02, E-BIO-03). */
export function marksOf(row: InboxRow): Mark[] {
  const marks: Mark[] = [];
  if (row.state === 'unreadable')
    marks.push({ tone: 'wait', word: 'illisible', spoken: 'document illisible' });
  if (row.correction === 'cancelled') marks.push({ tone: 'high', word: 'annulé', spoken: 'document annulé' });
  if (row.critical > 0)
    marks.push({
      tone: 'critical',
      word: '‼ critique',
      spoken: results(row.critical, row.critical > 1 ? 'critiques' : 'critique'),
    });
  const refused = row.insCheck?.state === 'ko';
  if (refused) marks.push({ tone: 'high', word: 'INS refusée', spoken: 'INS refusée par INSi' });
  const abnormal = row.abnormal - row.critical;
  if (abnormal > 0)
    marks.push({
      tone: 'high',
      word: row.critical > 0 ? `↕ ${abnormal}` : `↕ ${abnormal} ${abnormal > 1 ? 'anormaux' : 'anormal'}`,
      spoken: results(abnormal, 'hors de l’intervalle'),
    });
  if (row.state === 'to-file' && row.verdict !== 'certain' && !refused)
    marks.push({ tone: 'wait', word: 'à rapprocher', spoken: 'patient à rapprocher' });
  if (row.correction === 'corrected')
    marks.push({
      tone: 'wait',
      word: `corrigé${versionOf(row)}`,
      spoken: `version corrigée${versionOf(row)}`,
    });
  if (row.correction === 'completed')
    marks.push({
      tone: 'plain',
      word: `complété${versionOf(row)}`,
      spoken: `compte rendu complété${versionOf(row)}`,
    });
  if (row.superseded)
    marks.push({ tone: 'wait', word: 'remplacé', spoken: 'remplacé par une autre version' });
  if (row.state === 'filed') marks.push({ tone: 'ok', word: 'classé', spoken: 'déjà classé' });
  return marks.slice(0, BESIDE);
}

/** What else is said of it, in plain words under the marks. */
export function remarksOf(row: InboxRow): string[] {
  const shown = marksOf(row);
  return [
    ...(row.commented ? ['commentaire'] : []),
    ...(row.correction === 'partial' ? ['partiel'] : []),
    ...(row.correction === 'corrected' && !shown.some((m) => m.word.startsWith('corrigé'))
      ? [`corrigé${versionOf(row)}`]
      : []),
  ];
}
