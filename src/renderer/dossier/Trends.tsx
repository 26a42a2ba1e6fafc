import type { AnalyteSeries } from '../../shared/contract/record';
import { frenchDate } from '../format/dates';
import { frenchDecimal } from '../format/numbers';
import { frenchUnit } from '../format/units';
import { EmptyState } from '../parts/states';
import { TrendChart } from './TrendChart';

const flagWords: Record<string, string> = {
  H: '↑ haut',
  HH: '↑↑ critique',
  L: '↓ bas',
  LL: '↓↓ critique',
  A: '! anormal',
  AA: '! critique',
};

/** Every analyte with its chart and, always, its table. */
export function Trends({ series }: { series: readonly AnalyteSeries[] }) {
  if (series.length === 0)
    return (
      <EmptyState icon="flask" title="Aucun résultat chiffré dans ce dossier.">
        Les analyses reçues en biologie structurée seront suivies ici.
      </EmptyState>
    );
  return (
    <div className="trends">
      {series.map((s) => (
        <section key={`${s.loinc}${s.unit ?? ''}`} className="trend-card" aria-label={s.label}>
          <header>
            <h2>{s.label}</h2>
            <span className="muted">{frenchUnit(s.unit)}</span>
          </header>
          <div className="trend-both">
            <TrendChart series={s} />
            <TrendTable series={s} />
          </div>
        </section>
      ))}
    </div>
  );
}

function TrendTable({ series }: { series: AnalyteSeries }) {
  const text = (n: number | null) => (n === null ? '' : frenchDecimal(String(n)));
  return (
    <table className="trend-table">
      <caption className="unseen">{series.label}, valeurs de la plus récente à la plus ancienne</caption>
      <thead>
        <tr>
          <th scope="col">Date</th>
          <th scope="col" className="right">
            Valeur
          </th>
          <th scope="col">Intervalle</th>
          <th scope="col">Lecture</th>
        </tr>
      </thead>
      <tbody>
        {series.points.toReversed().map((p) => (
          <tr key={`${p.date}${p.text}`}>
            <th scope="row">{frenchDate(p.date)}</th>
            <td className="right">
              <b>{/^[\d.]+$/.test(p.text) ? frenchDecimal(p.text) : p.text}</b>
            </td>
            <td className="muted">
              {p.low !== null && p.high !== null
                ? `${text(p.low)} – ${text(p.high)}`
                : p.high !== null
                  ? `≤ ${text(p.high)}`
                  : p.low !== null
                    ? `≥ ${text(p.low)}`
                    : ''}
            </td>
            <td className={p.flag?.startsWith('L') ? 'low' : 'high'}>{flagWords[p.flag ?? ''] ?? ''}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
