import type { InboxRow } from '../../shared/contract/inbox';
import type { Tone } from '../parts/Chip';

export interface Mark {
  readonly tone: Tone;
  readonly word: string;
  /** The same, in full, for who listens. */
  readonly spoken: string;
}

/** What one must know of a row before opening it, most urgent first. */
export function marksOf(row: InboxRow): Mark[] {
  const marks: Mark[] = [];
  if (row.state === 'unreadable')
    marks.push({ tone: 'wait', word: 'illisible', spoken: 'document illisible' });
  if (row.critical > 0)
    marks.push({
      tone: 'critical',
      word: 'critique',
      spoken: `${row.critical} résultat${row.critical > 1 ? 's' : ''} critique${row.critical > 1 ? 's' : ''}`,
    });
  const abnormal = row.abnormal - row.critical;
  if (abnormal > 0)
    marks.push({
      tone: 'high',
      word: `↑ ${abnormal}`,
      spoken: `${abnormal} résultat${abnormal > 1 ? 's' : ''} hors de l’intervalle`,
    });
  if (row.correction === 'corrected')
    marks.push({ tone: 'wait', word: 'corrigé', spoken: 'version corrigée' });
  if (row.correction === 'cancelled') marks.push({ tone: 'high', word: 'annulé', spoken: 'document annulé' });
  if (row.correction === 'partial')
    marks.push({ tone: 'plain', word: 'partiel', spoken: 'résultats partiels' });
  if (row.state === 'to-file' && row.verdict !== 'certain')
    marks.push({ tone: 'wait', word: 'à rapprocher', spoken: 'patient à rapprocher' });
  if (row.state === 'filed') marks.push({ tone: 'ok', word: 'classé', spoken: 'déjà classé' });
  return marks;
}
