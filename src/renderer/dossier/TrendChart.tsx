import type { AnalyteSeries } from '../../shared/contract/record';
import { frenchDate } from '../format/dates';
import { frenchDecimal } from '../format/numbers';
import { drawTrend } from '../format/trend';

const frame = { width: 420, height: 130, margin: 12 };

/** Values in time against the last laboratory's interval. The table beside says the same: the drawing is silent. */
export function TrendChart({ series }: { series: AnalyteSeries }) {
  const points = series.points.filter((p) => p.value !== null);
  const last = points.at(-1);
  if (points.length < 2 || !last)
    return <p className="muted trend-none">Une seule valeur : pas de courbe.</p>;
  const drawing = drawTrend(
    points.map((p) => ({ at: Date.parse(p.date), value: p.value ?? 0 })),
    { low: last.low, high: last.high },
    frame,
  );
  return (
    <svg className="trend-chart" viewBox={`0 0 ${frame.width} ${frame.height + 16}`} aria-hidden="true">
      {drawing.band && (
        <rect
          className="spark-band"
          x="0"
          width={frame.width}
          y={drawing.band.y}
          height={drawing.band.height}
        />
      )}
      {[last.low, last.high].map(
        (bound) =>
          bound !== null && (
            <text key={bound} className="trend-bound" x="2" y={drawing.y(bound) - 2}>
              {frenchDecimal(String(bound))}
            </text>
          ),
      )}
      <polyline className="spark-line" points={drawing.dots.map((d) => `${d.x},${d.y}`).join(' ')} />
      {points.map((p, i) => (
        <circle
          key={p.date}
          className={p.flag && p.flag !== 'N' ? 'trend-dot out' : 'trend-dot'}
          cx={drawing.dots[i]?.x}
          cy={drawing.dots[i]?.y}
          r="3.2"
        />
      ))}
      <text className="trend-date" x={frame.margin} y={frame.height + 12}>
        {frenchDate(points[0]?.date)}
      </text>
      <text className="trend-date end" x={frame.width - frame.margin} y={frame.height + 12}>
        {frenchDate(last.date)}
      </text>
    </svg>
  );
}
