/** A drawn point: a date in milliseconds and a value. */
export interface Point {
  readonly at: number;
  readonly value: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
}

export interface Band {
  readonly low: number | null;
  readonly high: number | null;
}

export interface Drawing {
  readonly dots: readonly { readonly x: number; readonly y: number }[];
  /** The interval as a rectangle: open sides reach the frame. Null without an interval. */
  readonly band: { readonly y: number; readonly height: number } | null;
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly domain: readonly [number, number];
}

/** Places points and the laboratory's interval in a frame. Time runs to scale; the domain holds the points and the interval. */
export function drawTrend(points: readonly Point[], band: Band, { width, height, margin }: Frame): Drawing {
  const bounds = [band.low, band.high].filter((n): n is number => n !== null);
  const values = [...points.map((p) => p.value), ...bounds];
  const min = Math.min(...values);
  const max = Math.max(...values);
  const slack = max > min ? 0 : Math.abs(max) * 0.1 || 1;
  const [from, to] = [min - slack, max + slack];
  const times = points.map((p) => p.at);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const round = (n: number) => Math.round(n * 10) / 10;
  const x = (at: number) =>
    round(end > start ? margin + ((at - start) / (end - start)) * (width - 2 * margin) : width - margin);
  const y = (value: number) =>
    round(height - margin - ((value - from) / (to - from)) * (height - 2 * margin));
  const top = band.high === null ? 0 : y(band.high);
  const bottom = band.low === null ? height : y(band.low);
  return {
    dots: points.map((p) => ({ x: x(p.at), y: y(p.value) })),
    band: bounds.length ? { y: top, height: Math.max(1, round(bottom - top)) } : null,
    x,
    y,
    domain: [from, to],
  };
}
