import type { ReactNode } from 'react';
import { analyteKey } from '../../shared/biology/analyteUnits';
import type { HistoryPoint } from '../../shared/biology/earlier';
import type { LabResult } from '../../shared/biology/result';
import type { ResultLine } from '../../shared/biology/twins';
import { frenchDate } from '../format/dates';
import { frenchDecimal } from '../format/numbers';
import { flagOf, isFigure, rangeText, statusWord, valueText } from '../format/results';
import { frenchUnit } from '../format/units';
import { UnitChoice } from '../parts/UnitChoice';
import { usePreferredUnit } from '../state/units';
import { previousOf, seriesOf } from './resultGroups';
import { Sparkline } from './Sparkline';

/** Earlier values by the key of a result. */
export type History = Readonly<Record<string, readonly HistoryPoint[]>>;
/** Bounds stay on one line; an interval in words wraps. */
const SHORT = 24;

interface RowProps {
  result: LabResult;
  history: readonly HistoryPoint[];
  date: string | null;
  common: string | null;
  /** Who the report says at its head: only others are named on a line. */
  house: ReadonlySet<string>;
  /** Stands where the unit is said. */
  units?: ReactNode;
  /** The other unit in which the laboratory gave it. */
  also?: string | null;
}

/** One result in the two units the laboratory sent: the practice's own is shown, the other stays in sight (E-BIO-05). */
export function TwoUnitsRow(props: {
  line: ResultLine;
  history: History;
  date: string | null;
  common: string | null;
  house: ReadonlySet<string>;
}) {
  const { result, twin } = props.line;
  const [preferred, prefer] = usePreferredUnit(analyteKey(result.loinc ?? result.key));
  const both = twin ? [result, twin] : [result];
  const shown = both.find((r) => r.value.unit === preferred) ?? result;
  const other = both.find((r) => r !== shown);
  const units = both.flatMap((r) => (r.value.unit === null ? [] : [r.value.unit]));
  return (
    <ResultRow
      result={shown}
      history={props.history[shown.key] ?? []}
      date={props.date}
      common={props.common}
      house={props.house}
      units={<UnitChoice label={shown.label} units={units} unit={shown.value.unit} onChoose={prefer} />}
      also={other ? `${valueText(other.value)} ${frenchUnit(other.value.unit)}` : null}
    />
  );
}

/** One printed line: what, how much, against which interval of whom, and what it was before. */
export function ResultRow({ result: r, history, date, common, house, units, also }: RowProps) {
  const flag = flagOf(r);
  const previous = previousOf(r, history);
  const range = rangeText(r.range, r.value.unit);
  const figure = isFigure(r.value);
  /** Words without unit nor interval take the room of both. */
  const alone = !figure && !r.value.unit && !range;
  const word = statusWord(r.status);
  const { translation } = r.value;
  const otherUnit =
    also ?? (translation ? `${frenchDecimal(translation.value)} ${frenchUnit(translation.unit)}` : null);
  const elsewhere = r.laboratory !== null && !house.has(r.laboratory) ? r.laboratory : null;
  const validator = r.validator !== null && !house.has(r.validator) ? `validé par ${r.validator}` : null;
  const details = [r.method, r.specimen, elsewhere, validator].filter(Boolean).join(' · ');
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
        {otherUnit && <span className="tiny also">{otherUnit}</span>}
      </td>
      {!alone && (
        <>
          <td className="short">{units ?? frenchUnit(r.value.unit)}</td>
          <td className={range.length < SHORT ? 'muted short' : 'muted'}>{range}</td>
        </>
      )}
      <td className="right muted">
        {previous?.text}
        {previous?.note && <span className="tiny previous-date">{previous.note}</span>}
        {previous && !common && <span className="tiny previous-date">{frenchDate(previous.date)}</span>}
      </td>
      <td className="trend">
        <Sparkline points={seriesOf(r, history, date)} tone={flag?.tone ?? ''} />
      </td>
    </tr>
  );
}
