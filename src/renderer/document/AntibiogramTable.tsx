import type { LabResult } from '../../shared/biology/result';
import { valueText } from '../format/results';
import { frenchUnit } from '../format/units';
import { type Antibiogram, susceptibility } from './antibiogram';

/** Germs across, antibiotics down: what treats all of them is read along one line. */
export function AntibiogramTable({ antibiogram: { germs, rows } }: { antibiogram: Antibiogram }) {
  return (
    <table className="antibiogram">
      <caption>Antibiogramme</caption>
      <thead>
        <tr>
          <th scope="col">Antibiotique</th>
          {germs.map((germ) => (
            <th scope="col" key={germ}>
              {germ}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ antibiotic, cells }) => (
          <tr key={antibiotic}>
            <th scope="row">{antibiotic}</th>
            {cells.map((cell, n) => (
              <td key={germs[n]}>
                {cell.length === 0 ? (
                  <span className="muted">non testé</span>
                ) : (
                  cell.map((r) => <Reading key={r.key} of={r} />)
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reading({ of }: { of: LabResult }) {
  const { word, tone } = susceptibility[of.interpretation ?? '']!;
  const concentration = of.value.kind === 'none' ? '' : `${valueText(of.value)} ${frenchUnit(of.value.unit)}`;
  return (
    <span className={`reading ${tone}`}>
      <b>{of.interpretation}</b> {word}
      {concentration.trim() && <span className="tiny"> {concentration}</span>}
    </span>
  );
}
