import type { HistoryPoint } from '../../shared/biology/earlier';
import { frenchDate } from '../format/dates';
import { frenchDecimal } from '../format/numbers';
import { drawTrend } from '../format/trend';
import { frenchUnit } from '../format/units';

const frame = { width: 140, height: 24, margin: 4 };

/** A small line against that laboratory's own interval. Its twin in words is read by who cannot see it. */
export function Sparkline({ points, tone }: { points: readonly HistoryPoint[]; tone: string }) {
  const last = points.at(-1);
  if (points.length < 2 || !last) return null;
  const drawing = drawTrend(
    points.map((p) => ({ at: Date.parse(p.date), value: p.value ?? 0 })),
    { low: last.low, high: last.high },
    frame,
  );
  const end = drawing.dots.at(-1);
  return (
    <>
      <svg className={`spark ${tone}`} viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
        {drawing.band && (
          <rect
            className="spark-band"
            x="0"
            y={drawing.band.y}
            width={frame.width}
            height={drawing.band.height}
          />
        )}
        <polyline className="spark-line" points={drawing.dots.map((d) => `${d.x},${d.y}`).join(' ')} />
        {end && <circle className="spark-end" cx={end.x} cy={end.y} r="2.6" />}
      </svg>
      <span className="unseen">
        {points
          .map((p) => `${frenchDate(p.date)} : ${frenchDecimal(p.text)} ${frenchUnit(p.unit)}`)
          .join(' ; ')}
      </span>
    </>
  );
}
