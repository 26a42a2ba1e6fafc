import type { TrendPoint } from '../../shared/biology/trend';

export interface ChartFrame {
  readonly width: number;
  readonly height: number;
  /** Left of the values' axis, and below for the dates. */
  readonly left: number;
  readonly bottom: number;
  readonly margin: number;
}

/** Where a value stands. `index` is that of its point. */
export interface Mark {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

/** One interval of one laboratory, over the dates it was in force there. An open side reaches the frame. */
export interface IntervalStep {
  readonly laboratory: string;
  readonly x: number;
  readonly width: number;
  readonly top: number;
  readonly bottom: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface Chart {
  readonly marks: readonly Mark[];
  /** Curves: only points of one technique, never through a bound (`< 1,0`). */
  readonly lines: readonly (readonly Mark[])[];
  readonly steps: readonly IntervalStep[];
  readonly dates: readonly { readonly x: number; readonly label: string }[];
  readonly values: readonly { readonly y: number; readonly label: string }[];
}

const DAY = 86_400_000;
/** Between the axes and the first value. */
const AIR = 10;
const round = (n: number) => Math.round(n * 10) / 10;
const numeric = (text: string | null): number | null => (text === null ? null : Number(text));

type Drawn = TrendPoint & { readonly at: number; readonly y: number };
const isDrawn = (p: TrendPoint): p is Drawn => p.at !== null && p.y !== null;

/** Places the points of a trend: time to scale, each laboratory's interval over its own dates. Null when fewer than two can be placed. */
export function drawChart(points: readonly TrendPoint[], frame: ChartFrame): Chart | null {
  const placed = points
    .map((p, index) => ({ p, index }))
    .filter((m): m is { p: Drawn; index: number } => isDrawn(m.p));
  if (placed.length < 2) return null;
  const times = placed.map(({ p }) => p.at);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const bounds = placed.flatMap(({ p }) => [numeric(p.low), numeric(p.high)]).filter((n) => n !== null);
  const [from, to] = domain([...placed.map(({ p }) => p.y), ...bounds]);
  const { width, height, left, bottom, margin } = frame;
  const right = width - margin;
  const floor = height - bottom;
  const x = (at: number) =>
    round(end > start ? left + AIR + ((at - start) / (end - start)) * (right - left - 2 * AIR) : right - AIR);
  // Room below for the side of a bound.
  const y = (value: number) => round(floor - AIR - ((value - from) / (to - from)) * (floor - AIR - margin));
  const marks = placed.map(({ p, index }): Mark => ({ index, x: x(p.at), y: y(p.y) }));
  return {
    marks,
    lines: curves(placed, marks),
    steps: intervals(
      placed.map(({ p }) => p),
      { x, y, top: margin, floor },
    ),
    dates: dateTicks(start, end).map((t) => ({ x: x(t.at), label: t.label })),
    values: valueTicks(from, to).map((t) => ({ y: y(t.value), label: t.label })),
  };
}

/** A little air above and below; zero is not forced: a potassium between 3 and 5 must be readable. */
function domain(values: readonly number[]): [number, number] {
  const [min, max] = [Math.min(...values), Math.max(...values)];
  const slack = max > min ? (max - min) * 0.06 : Math.abs(max) * 0.1 || 1;
  return [min >= 0 ? Math.max(0, min - slack) : min - slack, max + slack];
}

function curves(placed: readonly { p: Drawn }[], marks: readonly Mark[]): Mark[][] {
  const lanes = new Map<string, Mark[]>();
  const done: Mark[][] = [];
  placed.forEach(({ p }, i) => {
    const open = lanes.get(p.lane) ?? [];
    if (p.sent.comparator === null) lanes.set(p.lane, [...open, marks[i]!]);
    else {
      // What lies under a threshold is not known: the curve stops there.
      done.push(open);
      lanes.set(p.lane, []);
    }
  });
  return [...done, ...lanes.values()].filter((line) => line.length > 1);
}

interface Scale {
  x(at: number): number;
  y(value: number): number;
  top: number;
  floor: number;
}

/** Half the width of an interval that stands at a single date. */
const ALONE = 9;

function intervals(points: readonly Drawn[], scale: Scale): IntervalStep[] {
  const byLaboratory = Map.groupBy(points, (p) => p.sent.laboratory ?? '');
  return [...byLaboratory].flatMap(([laboratory, own]) => {
    const steps: { from: Drawn; to: number }[] = [];
    for (const p of own) {
      const last = steps.at(-1);
      if (last) last.to = p.at;
      if (!last || last.from.low !== p.low || last.from.high !== p.high) steps.push({ from: p, to: p.at });
    }
    return steps.flatMap(({ from, to }): IntervalStep[] => {
      const [low, high] = [numeric(from.low), numeric(from.high)];
      if (low === null && high === null) return [];
      const [x0, x1] = [scale.x(from.at), scale.x(to)];
      const alone = x1 - x0 < ALONE;
      return [
        {
          laboratory,
          x: alone ? x0 - ALONE : x0,
          width: round(alone ? 2 * ALONE : x1 - x0),
          top: high === null ? scale.top : scale.y(high),
          bottom: low === null ? scale.floor : scale.y(low),
          low,
          high,
        },
      ];
    });
  });
}

/** Years, or months where the whole lasts less than two years, never more than eight. */
function dateTicks(start: number, end: number): { at: number; label: string }[] {
  const monthly = end - start < 730 * DAY;
  const months = Math.max(1, Math.round((end - start) / (30.44 * DAY)));
  const every = monthly ? Math.ceil(months / 6) : 12 * Math.ceil(months / 12 / 8);
  const first = new Date(start);
  const ticks: { at: number; label: string }[] = [];
  for (let i = 0; ticks.length < 12; i++) {
    const date = monthly
      ? Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + i * every, 1)
      : Date.UTC(first.getUTCFullYear() + (i * every) / 12, 0, 1);
    if (date > end) break;
    const month = String(new Date(date).getUTCMonth() + 1).padStart(2, '0');
    const year = new Date(date).getUTCFullYear();
    if (date >= start) ticks.push({ at: date, label: monthly ? `${month}/${year}` : String(year) });
  }
  return ticks;
}

/** Round values: 1, 2 or 5 times a power of ten apart, about four of them, written alike. */
function valueTicks(from: number, to: number): { value: number; label: string }[] {
  const rough = (to - from) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((n) => n * power).find((s) => s >= rough) ?? rough;
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  const ticks: { value: number; label: string }[] = [];
  for (let n = Math.ceil(from / step); n * step <= to; n++)
    ticks.push({ value: n * step, label: (n * step).toFixed(decimals) });
  return ticks;
}
