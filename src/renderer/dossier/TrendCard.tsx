import { useMemo } from 'react';
import { analyteOf } from '../../shared/biology/analyteUnits';
import type { AnalyteSeries } from '../../shared/biology/measurement';
import { trendOf } from '../../shared/biology/trend';
import { UnitChoice } from '../parts/UnitChoice';
import { usePreferredUnit } from '../state/units';
import { TrendChart } from './TrendChart';
import { type Shape, ShapeKey, shapes } from './TrendMark';
import { TrendTable } from './TrendTable';

/** One analyte across laboratories: its unit to choose, its chart, its table. */
export function TrendCard({ series }: { series: AnalyteSeries }) {
  const [preferred, prefer] = usePreferredUnit(series.analyte);
  const trend = useMemo(() => trendOf(series, preferred), [series, preferred]);
  const laboratories = [...new Set(trend.points.map((p) => p.sent.laboratory ?? ''))];
  const shapeOf = (laboratory: string): Shape => shapes[laboratories.indexOf(laboratory) % shapes.length]!;
  const techniques = new Set(trend.points.filter((p) => p.y !== null).map((p) => p.lane)).size;
  const unplaced = trend.points.filter((p) => p.refusal !== null).length;
  const apart = unplaced > 0 ? analyteOf(series.analyte)?.apart : undefined;
  return (
    <section
      className="trend-card"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: J and K walk from one analyte to the next
      tabIndex={0}
      aria-label={trend.label}
      data-analyte={series.analyte}
    >
      <header>
        <h2>{trend.label}</h2>
        <UnitChoice label={trend.label} units={trend.units} unit={trend.unit} onChoose={prefer} />
        <span className="spring" />
        <ul className="trend-legend" aria-label="Laboratoires">
          {laboratories.map((laboratory) => (
            <li key={laboratory}>
              <ShapeKey shape={shapeOf(laboratory)} /> {laboratory || 'laboratoire non dit'}
            </li>
          ))}
        </ul>
      </header>
      <div className="trend-both">
        <TrendChart trend={trend} shapeOf={shapeOf} />
        <TrendTable trend={trend} shapeOf={shapeOf} />
      </div>
      {(techniques > 1 || unplaced > 0) && (
        <p className="trend-note">
          {techniques > 1 &&
            `${techniques} techniques ou laboratoires non comparables : leurs valeurs ne sont pas reliées. `}
          {unplaced > 0 &&
            `${unplaced} valeur${unplaced > 1 ? 's' : ''} hors du dessin, non convertie${unplaced > 1 ? 's' : ''}${apart ? ` (${apart})` : ''}.`}
        </p>
      )}
    </section>
  );
}
