/** One shape a laboratory, in the order they appear: known without its colour. */
export const shapes = ['disc', 'square', 'triangle', 'diamond', 'cross'] as const;
export type Shape = (typeof shapes)[number];

const R = 4;
const paths: Record<Shape, string> = {
  disc: `M ${R} 0 A ${R} ${R} 0 1 1 ${-R} 0 A ${R} ${R} 0 1 1 ${R} 0 Z`,
  square: `M ${-R} ${-R} H ${R} V ${R} H ${-R} Z`,
  triangle: `M 0 ${-R - 1} L ${R + 1} ${R} H ${-R - 1} Z`,
  diamond: `M 0 ${-R - 1.5} L ${R + 1.5} 0 L 0 ${R + 1.5} L ${-R - 1.5} 0 Z`,
  cross: `M -1.5 ${-R} H 1.5 V -1.5 H ${R} V 1.5 H 1.5 V ${R} H -1.5 V 1.5 H ${-R} V -1.5 H -1.5 Z`,
};

interface Props {
  shape: Shape;
  x: number;
  y: number;
  tone: 'plain' | 'out' | 'critical';
  /** A bound is an open mark, with the side it may lie on. */
  bound: 'below' | 'above' | null;
  /** -1 below its interval, +1 above. */
  way: -1 | 0 | 1;
  /** Among many: small and without its arrow, its height against the interval says as much. */
  dense: boolean;
}

/** A value on a chart. Out of its interval: filled and under an arrow; critical: ringed too. */
export function TrendMark({ shape, x, y, tone, bound, way, dense }: Props) {
  return (
    <g
      className={`trend-mark ${tone} ${bound ? 'bound' : ''}`}
      transform={`translate(${x} ${y})${dense && tone !== 'critical' ? ' scale(0.55)' : ''}`}
    >
      {tone === 'critical' && <circle className="trend-ring" r={R + 4} />}
      <path d={paths[shape]} />
      {bound && (
        <path
          className="trend-bound-side"
          d={bound === 'below' ? 'M 0 5 V 13 M -3 10 L 0 13 L 3 10' : 'M 0 -5 V -13 M -3 -10 L 0 -13 L 3 -10'}
        />
      )}
      {tone !== 'plain' && !bound && (!dense || tone === 'critical') && (
        <text className="trend-arrow" y={way < 0 ? 16 : -8}>
          {way < 0 ? '↓' : way > 0 ? '↑' : '!'}
        </text>
      )}
    </g>
  );
}

/** The shape in a legend or a row. */
export const ShapeKey = ({ shape }: { shape: Shape }) => (
  <svg className="trend-key" viewBox="-7 -7 14 14" aria-hidden="true">
    <path d={paths[shape]} />
  </svg>
);
