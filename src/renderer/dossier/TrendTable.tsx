import { refusals } from '../../shared/biology/analyteUnits';
import type { Trend, TrendPoint } from '../../shared/biology/trend';
import { frenchDate } from '../format/dates';
import { frenchDecimal } from '../format/numbers';
import { comparators, flagWord } from '../format/results';
import { frenchUnit } from '../format/units';
import { type Shape, ShapeKey } from './TrendMark';

const how = { none: '', unit: 'converti', molar: 'converti, masse molaire', linear: 'converti NGSP – IFCC' };

/** The chart's twin: every value, what its laboratory sent, its own interval, who measured it and how. Newest first. */
export function TrendTable({ trend, shapeOf }: { trend: Trend; shapeOf: (laboratory: string) => Shape }) {
  const unit = frenchUnit(trend.unit);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="trend-scroll" tabIndex={0} aria-label={`Valeurs : ${trend.label}`}>
      <table className="trend-table">
        <caption className="unseen">{trend.label}, valeurs de la plus récente à la plus ancienne</caption>
        <thead>
          <tr>
            <th scope="col">Date</th>
            <th scope="col" className="right">
              Valeur{unit && <span className="tiny"> {unit}</span>}
            </th>
            <th scope="col">Lecture</th>
            <th scope="col">Intervalle</th>
            <th scope="col">Reçu</th>
            <th scope="col">Laboratoire</th>
          </tr>
        </thead>
        <tbody>
          {trend.points.toReversed().map((p) => (
            <Row
              key={`${p.sent.documentId}${p.sent.key}`}
              point={p}
              shape={shapeOf(p.sent.laboratory ?? '')}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ point: p, shape }: { point: TrendPoint; shape: Shape }) {
  const { sent } = p;
  const flag = flagWord(sent.flag);
  return (
    <tr>
      <th scope="row">{frenchDate(sent.date)}</th>
      <td className="right">
        <b>
          {p.value !== null && sent.comparator && `${comparators[sent.comparator]} `}
          {p.value === null ? '—' : frenchDecimal(p.value)}
        </b>
      </td>
      <td className={flag?.tone ?? ''}>{flag && `${flag.arrow} ${flag.word}`}</td>
      <td className="muted short">{intervalText(p)}</td>
      <td>
        <span className="short">
          {[sentText(sent), p.twin && sentText(p.twin)].filter(Boolean).join(' ; ')}
        </span>
        {p.conversion && how[p.conversion] && <span className="tiny"> {how[p.conversion]}</span>}
        {p.refusal && <span className="tiny not-converted"> non converti : {refusals[p.refusal]}</span>}
      </td>
      <td>
        <ShapeKey shape={shape} /> {sent.laboratory ?? 'laboratoire non dit'}
        {sent.method && <span className="tiny"> {sent.method}</span>}
      </td>
    </tr>
  );
}

/** The value as its laboratory sent it. */
const sentText = (sent: TrendPoint['sent']): string =>
  sent.value === null
    ? sent.text
    : [sent.comparator && comparators[sent.comparator], frenchDecimal(sent.value), frenchUnit(sent.unit)]
        .filter(Boolean)
        .join(' ');

function intervalText({ low, high }: TrendPoint): string {
  if (low !== null && high !== null) return `${frenchDecimal(low)} – ${frenchDecimal(high)}`;
  if (high !== null) return `≤ ${frenchDecimal(high)}`;
  return low === null ? '' : `≥ ${frenchDecimal(low)}`;
}
