import { Fragment, useMemo } from 'react';
import type { LabResult } from '../../shared/biology/result';
import type { ResultLine } from '../../shared/biology/twins';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { frenchDate } from '../format/dates';
import { type History, ResultRow, TwoUnitsRow } from './ResultRow';
import { groupResults, previousOf } from './resultGroups';

const COLUMNS = 6;

/** Results grouped as in the report; numbers read down, the previous value beside the new one. */
export function ResultsTable({ document, history }: { document: ClinicalDocument; history: History }) {
  const groups = useMemo(() => groupResults(document.results), [document]);
  const house = useMemo(() => houseOf(document), [document]);
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
          {group.lines.map((line) => (
            <Fragment key={line.result.key}>
              {line.twin ? (
                <TwoUnitsRow
                  line={line}
                  history={history}
                  date={document.date}
                  common={common}
                  house={house}
                />
              ) : (
                <ResultRow
                  result={line.result}
                  history={history[line.result.key] ?? []}
                  date={document.date}
                  common={common}
                  house={house}
                />
              )}
              <Comments of={line} />
            </Fragment>
          ))}
        </tbody>
      ))}
    </table>
  );
}

function Comments({ of: { result, twin } }: { of: ResultLine }) {
  const comments = [...new Set([...result.comments, ...(twin?.comments ?? [])])];
  if (comments.length === 0) return null;
  return (
    <tr className="result-comment">
      <td colSpan={COLUMNS}>
        <span className="unseen">Commentaire : </span>
        {comments.join(' ')}
      </td>
    </tr>
  );
}

/** Names and organisations said once for the whole report. */
const houseOf = (d: ClinicalDocument): ReadonlySet<string> =>
  new Set(
    [d.author, d.legalAuthenticator, d.performer, d.custodian].flatMap((a) =>
      [a?.name, a?.organisation].filter((n): n is string => Boolean(n)),
    ),
  );

/** When every previous value is of the same day, the day is said once, in the heading. */
function commonPreviousDate(results: readonly LabResult[], history: History): string | null {
  const dates = results
    .map((r) => previousOf(r, history[r.key] ?? []))
    .filter((p) => p !== null)
    .map((p) => p.date?.slice(0, 10) ?? null);
  const first = dates[0] ?? null;
  return dates.every((d) => d === first) ? first : null;
}
