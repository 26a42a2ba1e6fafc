import { Fragment, useMemo } from 'react';
import type { HistoryPoint } from '../../shared/biology/earlier';
import type { LabResult } from '../../shared/biology/result';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { frenchDate } from '../format/dates';
import { flagOf, isFigure, rangeText, statusWord, valueText } from '../format/results';
import { frenchUnit } from '../format/units';
import { groupResults, previousOf, seriesOf } from './resultGroups';
import { Sparkline } from './Sparkline';

type History = Readonly<Record<string, readonly HistoryPoint[]>>;
const COLUMNS = 6;
/** Bounds stay on one line; an interval in words wraps. */
const SHORT = 24;

/** Results grouped as in the report; numbers read down, the previous value beside the new one. */
export function ResultsTable({ document, history }: { document: ClinicalDocument; history: History }) {
  const groups = useMemo(() => groupResults(document.results), [document]);
  const common = useMemo(() => commonPreviousDate(document.results, history), [document, history]);
  return (
    <table className="results">
      <thead>
        <tr>
          <th scope="col">Analyse</th>
          <th scope="col" className="right">
            Résultat
          </th>
          <th scope="col">Unité</th>
          <th scope="col">
            Intervalle <span className="unseen">du laboratoire</span>
          </th>
          <th scope="col" className="right">
            {common ? frenchDate(common) : 'Antérieur'}
          </th>
          <th scope="col">Évolution</th>
        </tr>
      </thead>
      {groups.map((group, g) => (
        <tbody key={`${group.title}${String(g)}`}>
          <tr className="group">
            <th scope="colgroup" colSpan={COLUMNS}>
              {group.title}
            </th>
          </tr>
          {group.results.map((r) => (
            <Fragment key={r.key}>
              <ResultRow result={r} history={history[r.key] ?? []} date={document.date} common={common} />
              {r.comments.length > 0 && (
                <tr className="result-comment">
                  <td colSpan={COLUMNS}>
                    <span className="unseen">Commentaire : </span>
                    {r.comments.join(' ')}
                  </td>
                </tr>
              )}
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface RowProps {
  result: LabResult;
  history: readonly HistoryPoint[];
  date: string | null;
  common: string | null;
}

function ResultRow({ result: r, history, date, common }: RowProps) {
  const flag = flagOf(r);
  const previous = previousOf(r, history);
  const range = rangeText(r.range, r.value.unit);
  const figure = isFigure(r.value);
  /** Words without unit nor interval take the room of both. */
  const alone = !figure && !r.value.unit && !range;
  const word = statusWord(r.status);
  const details = [r.method, r.specimen].filter(Boolean).join(' · ');
  return (
    <tr className={`result ${flag?.tone ?? ''} ${word ? 'not-final' : ''}`}>
      <th scope="row">
        {r.label} {details && <span className="tiny">{details}</span>}
        {word && <span className="tiny not-final-word"> — {word}</span>}
        {r.narrativeDiffers && (
          <span className="differs">Le texte du compte rendu dit : « {r.narrativeDiffers} »</span>
        )}
      </th>
      <td className={figure ? 'right value' : 'value words'} colSpan={alone ? 3 : 1}>
        {flag && (
          <span className="flag">
            <span aria-hidden="true">{flag.arrow}</span> <span className="flag-word">{flag.word}</span>
          </span>
        )}{' '}
        <span className="figure">{valueText(r.value)}</span>
      </td>
      {!alone && (
        <>
          <td className="short">{frenchUnit(r.value.unit)}</td>
          <td className={range.length < SHORT ? 'muted short' : 'muted'}>{range}</td>
        </>
      )}
      <td className="right muted">
        {previous?.text}
        {previous && !common && <span className="tiny previous-date">{frenchDate(previous.date)}</span>}
      </td>
      <td className="trend">
        <Sparkline points={seriesOf(r, history, date)} tone={flag?.tone ?? ''} />
      </td>
    </tr>
  );
}

/** When every previous value is of the same day, the day is said once, in the heading. */
function commonPreviousDate(results: readonly LabResult[], history: History): string | null {
  const dates = results
    .map((r) => previousOf(r, history[r.key] ?? []))
    .filter((p) => p !== null)
    .map((p) => p.date?.slice(0, 10) ?? null);
  const first = dates[0] ?? null;
  return dates.every((d) => d === first) ? first : null;
}
