import { critical, flagDirection, outOfInterval } from '../../shared/biology/result';
import type { Trend } from '../../shared/biology/trend';
import { frenchDecimal } from '../format/numbers';
import { drawChart } from '../format/trendChart';
import { type Shape, TrendMark } from './TrendMark';

const frame = { width: 560, height: 210, left: 46, bottom: 20, margin: 14 };
/** Past this many values, marks are drawn small. */
const CROWD = 60;
const dashes = ['', '6 3', '2 3', '8 3 2 3', '1 2'];

/**
 * Values in time, each laboratory with its shape and, over its dates, its own interval. The table beside says the same:
 * the drawing is silent.
 */
export function TrendChart({ trend, shapeOf }: { trend: Trend; shapeOf: (laboratory: string) => Shape }) {
  const chart = drawChart(trend.points, frame);
  if (!chart) return <p className="muted trend-none">Moins de deux valeurs à placer : pas de courbe.</p>;
  const laboratories = [...new Set(trend.points.map((p) => p.sent.laboratory ?? ''))];
  return (
    <svg className="trend-chart" viewBox={`0 0 ${frame.width} ${frame.height}`} aria-hidden="true">
      {chart.steps.map((s) => (
        <g key={`${s.laboratory}${s.x}${s.top}`} className="trend-interval">
          <rect x={s.x} width={s.width} y={s.top} height={Math.max(1, s.bottom - s.top)} />
          {[s.high === null ? null : s.top, s.low === null ? null : s.bottom].map(
            (y) =>
              y !== null && (
                <line
                  key={y}
                  x1={s.x}
                  x2={s.x + s.width}
                  y1={y}
                  y2={y}
                  strokeDasharray={dashes[laboratories.indexOf(s.laboratory) % dashes.length]}
                />
              ),
          )}
        </g>
      ))}
      {chart.values.map((v) => (
        <g key={v.label} className="trend-tick">
          <line x1={frame.left - 4} x2={frame.width - frame.margin} y1={v.y} y2={v.y} />
          <text x={frame.left - 7} y={v.y + 3.5} textAnchor="end">
            {frenchDecimal(v.label)}
          </text>
        </g>
      ))}
      {chart.dates.map((d) => (
        <g key={d.label} className="trend-tick">
          <line x1={d.x} x2={d.x} y1={frame.height - frame.bottom} y2={frame.height - frame.bottom + 4} />
          <text x={d.x} y={frame.height - 5} textAnchor="middle">
            {d.label}
          </text>
        </g>
      ))}
      {chart.lines.map((line) => (
        <polyline
          key={line[0]?.index}
          className="trend-line"
          points={line.map((m) => `${m.x},${m.y}`).join(' ')}
        />
      ))}
      {chart.marks.map((m) => {
        const { sent } = trend.points[m.index]!;
        return (
          <TrendMark
            key={m.index}
            x={m.x}
            y={m.y}
            shape={shapeOf(sent.laboratory ?? '')}
            tone={critical(sent.flag) ? 'critical' : outOfInterval(sent.flag) ? 'out' : 'plain'}
            bound={sent.comparator === null ? null : sent.comparator.startsWith('<') ? 'below' : 'above'}
            way={flagDirection(sent.flag)}
            dense={chart.marks.length > CROWD}
          />
        );
      })}
    </svg>
  );
}
