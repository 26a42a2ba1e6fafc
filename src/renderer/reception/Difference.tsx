import type { LabResult } from '../../shared/biology/result';
import type {
  Difference as Changed,
  ResultDifference,
  SectionDifference,
} from '../../shared/contract/thread';
import { frenchDate } from '../format/dates';
import { counted } from '../format/numbers';
import { flagOf, rangeText, statusWord, valueText } from '../format/results';
import { frenchUnit } from '../format/units';
import { Chip, type Tone } from '../parts/Chip';

/** What a version changes since the one that was read: old value struck beside the new one, before anything else. */
export function Difference({ difference }: { difference: Changed }) {
  const { since, results, sections, unchanged, cancelled } = difference;
  const which = `${since.version === null ? 'la version' : `la version ${since.version}`} du ${frenchDate(since.date) || 'date inconnue'}`;
  const read = since.acknowledged ? ', que le cabinet a acquittée' : '';
  return (
    <section
      className={`difference ${cancelled ? 'cancelled' : ''}`}
      aria-label="Ce que cette version change"
    >
      <h3>
        {cancelled
          ? 'Compte rendu annulé par le laboratoire : ses résultats ne valent plus'
          : `Ce qui change depuis ${which}${read}`}
      </h3>
      {cancelled && (
        <p className="tiny">
          Il remplace {which}
          {read}.
        </p>
      )}
      {results.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Analyse</th>
              <th scope="col">Changement</th>
              <th scope="col" className="right">
                Avant
              </th>
              <th scope="col" className="right">
                Maintenant
              </th>
            </tr>
          </thead>
          <tbody>
            {results.map((r) => (
              <ChangedResult key={r.key} change={r} />
            ))}
          </tbody>
        </table>
      )}
      {sections.length > 0 && (
        <ul>
          {sections.map((s) => (
            <li key={`${s.change}${s.title}`}>
              <Chip tone={s.change === 'removed' ? 'high' : 'act'}>{sectionWords[s.change]}</Chip> {s.title}
            </li>
          ))}
        </ul>
      )}
      {results.length + sections.length === 0 && (
        <p>Ni résultat ni paragraphe n’a changé : comparez les documents d’origine.</p>
      )}
      {unchanged > 0 && (
        <p className="tiny">{counted(unchanged, 'résultat inchangé', 'résultats inchangés')}.</p>
      )}
    </section>
  );
}

const sectionWords: Record<SectionDifference['change'], string> = {
  added: 'paragraphe ajouté',
  changed: 'paragraphe modifié',
  removed: 'paragraphe retiré',
};

/** The word, and how grave: what was taken away was perhaps acted upon. */
function wordOf({ change, before, after }: ResultDifference): [string, Tone] {
  if (change === 'removed') return after === null ? ['retiré', 'high'] : ['annulé', 'high'];
  if (change === 'added') return before === null ? ['ajouté', 'act'] : ['rétabli', 'act'];
  if (change === 'status') return ['statut modifié', 'wait'];
  return change === 'value' ? ['valeur modifiée', 'high'] : ['lecture modifiée', 'wait'];
}

function ChangedResult({ change }: { change: ResultDifference }) {
  const { label, before, after } = change;
  const [word, tone] = wordOf(change);
  const gone = change.change === 'removed';
  const detailed = change.change === 'reading' || change.change === 'status';
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>
        <Chip tone={tone}>{word}</Chip>
      </td>
      <td className="right">{before ? <Value result={before} old detailed={detailed} /> : '—'}</td>
      <td className="right">{after && !gone ? <Value result={after} detailed={detailed} /> : '—'}</td>
    </tr>
  );
}

function Value({ result, old = false, detailed }: { result: LabResult; old?: boolean; detailed: boolean }) {
  const flag = flagOf(result);
  const text = (
    <>
      {flag && (
        <span className={`flag ${flag.tone}`}>
          <span aria-hidden="true">{flag.arrow}</span> {flag.word}{' '}
        </span>
      )}
      <span className="figure">{valueText(result.value)}</span> {frenchUnit(result.value.unit)}
    </>
  );
  const more = [rangeText(result.range, result.value.unit), statusWord(result.status), ...result.comments]
    .filter(Boolean)
    .join(' · ');
  return (
    <>
      {old ? <del>{text}</del> : <ins>{text}</ins>}
      {detailed && more && <span className="tiny"> {more}</span>}
    </>
  );
}
