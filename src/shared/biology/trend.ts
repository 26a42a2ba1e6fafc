import {
  analyteKey,
  analyteOf,
  type Conversion,
  conversion,
  convert,
  loincMethod,
  type Refusal,
} from './analyteUnits';
import type { AnalyteSeries, Measurement } from './measurement';
import {
  compare,
  fromDecimal,
  multiply,
  power,
  type Rational,
  rational,
  significantDigits,
  subtract,
  toDecimal,
  toNumber,
} from './rational';

/** A value put beside the others of its analyte, in one unit. */
export interface TrendPoint {
  readonly sent: Measurement;
  /** In the unit of the trend, rounded for the eye; null when it is words or was refused. */
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  /** For drawing only. */
  readonly at: number | null;
  readonly y: number | null;
  readonly conversion: Conversion['by'] | null;
  readonly refusal: Refusal | null;
  /** Points of one lane are one curve; `lane` is its method, and its laboratory where techniques do not compare. */
  readonly lane: string;
  /** The same result said by the laboratory in another unit. */
  readonly twin: Measurement | null;
}

export interface Trend {
  readonly analyte: string;
  readonly label: string;
  readonly unit: string | null;
  /** Units that can be asked for: those sent, then those in French use. */
  readonly units: readonly string[];
  /** Oldest first. */
  readonly points: readonly TrendPoint[];
}

/** The values of one analyte in one unit: the one asked for where it can be had, else the one the latest report used. */
export function trendOf(series: AnalyteSeries, wanted: string | null): Trend {
  const units = unitsOf(series);
  const latest = series.measurements.findLast((m) => m.value !== null)?.unit ?? null;
  const unit = wanted !== null && units.includes(wanted) ? wanted : latest;
  return {
    analyte: series.analyte,
    label: series.label,
    unit,
    units,
    points: pointsIn(series.measurements, unit),
  };
}

/** Measurements of one analyte, oldest first, each result once, said in `unit` where that can be. */
export const pointsIn = (measurements: readonly Measurement[], unit: string | null): TrendPoint[] =>
  withoutTwins(measurements, unit).map(([sent, twin]) => placed(sent, twin, unit));

/** Those the laboratories used and those offered for the analyte, as far as the latest value can be said in them; each written once. */
function unitsOf(series: AnalyteSeries): string[] {
  const written = series.measurements.filter((m) => m.value !== null);
  const kinds = [...new Map(written.map((m) => [`${m.loinc} ${m.unit ?? ''}`, m])).values()];
  const sent = written.flatMap((m) => (m.unit === null ? [] : [m.unit]));
  const offered = [...new Set([...sent.toReversed(), ...(analyteOf(series.analyte)?.units ?? [])])];
  const reached = offered.filter((unit) => kinds.some((m) => conversion(m.loinc, m.unit, unit).ok));
  return reached.filter((unit, i) => !reached.slice(0, i).some((before) => sameWriting(kinds, before, unit)));
}

const sameWriting = (kinds: readonly Measurement[], a: string, b: string): boolean =>
  kinds.some((m) => {
    const read = conversion(m.loinc, a, b);
    return read.ok && read.conversion.by === 'none';
  });

/**
 * A laboratory that gives the same result in two units sends it twice: one point, from the writing nearest to the unit asked for.
 * Two results of one report that do not say the same are two points.
 */
function withoutTwins(
  measurements: readonly Measurement[],
  unit: string | null,
): (readonly [Measurement, Measurement | null])[] {
  const paired = new Set<Measurement>();
  const out: (readonly [Measurement, Measurement | null])[] = [];
  measurements.forEach((own, i) => {
    if (paired.has(own)) return;
    // Oldest first: a twin has the very same date, so it stands close by.
    let twin: Measurement | null = null;
    for (let j = i + 1; twin === null && measurements[j]?.date === own.date; j++)
      if (!paired.has(measurements[j]!) && areTwins(own, measurements[j]!)) twin = measurements[j]!;
    if (twin !== null) paired.add(twin);
    out.push(twin !== null && nearness(twin, unit) < nearness(own, unit) ? [twin, own] : [own, twin]);
  });
  return out;
}

/** Of two writings the one in the unit asked for, else the one that needs no molar mass to reach it. */
const nearness = (m: Measurement, unit: string | null): number => {
  const read = conversion(m.loinc, m.unit, unit);
  return read.ok ? ['none', 'unit', 'molar', 'linear'].indexOf(read.conversion.by) : 9;
};

/** Rounding of two printed values apart: they must agree within it. */
const AGREEMENT = rational(2n, 100n);

/** Same report, same instant, two units, one quantity. */
export function areTwins(a: Measurement, b: Measurement): boolean {
  if (a.documentId !== b.documentId || a.date !== b.date || a.unit === b.unit) return false;
  if (a.comparator !== b.comparator) return false;
  const [x, y] = [a.value && fromDecimal(a.value), b.value && fromDecimal(b.value)];
  if (!x || !y) return false;
  const read = conversion(a.loinc, a.unit, b.unit);
  if (!read.ok) return false;
  const difference = subtract(convert(x, read.conversion), y);
  const size = difference.n < 0n ? { ...difference, n: -difference.n } : difference;
  return compare(size, multiply(y.n < 0n ? { ...y, n: -y.n } : y, AGREEMENT)) <= 0;
}

function placed(sent: Measurement, twin: Measurement | null, unit: string | null): TrendPoint {
  // A month or a year alone has no place on an axis of days: it stands in the table only.
  const at = sent.date.length < 10 ? Number.NaN : Date.parse(sent.date);
  const base = { sent, twin, lane: laneOf(sent), at: Number.isNaN(at) ? null : at };
  const nothing = { value: null, low: null, high: null, y: null, conversion: null };
  const exact = sent.value === null ? null : fromDecimal(sent.value);
  if (sent.value === null || exact === null) return { ...base, ...nothing, refusal: null };
  const read = conversion(sent.loinc, sent.unit, unit);
  if (!read.ok) return { ...base, ...nothing, refusal: read.refusal };
  const value = convert(exact, read.conversion);
  const range = conversion(sent.loinc, sent.rangeUnit ?? sent.unit, unit);
  const bound = (text: string | null) => (text === null || !range.ok ? null : shown(text, range.conversion));
  return {
    ...base,
    value: shown(sent.value, read.conversion),
    low: bound(sent.low),
    high: bound(sent.high),
    y: toNumber(value),
    conversion: read.conversion.by,
    refusal: null,
  };
}

/** A decimal as written when nothing was converted; else rounded so that it is never coarser than what was sent. */
export function shown(text: string, read: Conversion): string | null {
  const exact = fromDecimal(text);
  if (exact === null) return null;
  if (read.by === 'none') return text;
  const converted = convert(exact, read);
  const finer = compare(significand(converted), significand(exact)) < 0 ? 1 : 0;
  return toDecimal(converted, significantDigits(text) + finer);
}

/** The value brought between 1 and 10. */
function significand(value: Rational): Rational {
  if (value.n === 0n) return value;
  const size = value.n < 0n ? { ...value, n: -value.n } : value;
  const exponent = Number(toNumber(size).toExponential().split('e')[1]);
  return multiply(size, power(rational(10n), -exponent));
}

const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/**
 * What makes two values one curve: the method the LOINC names and the one the report names. Where techniques do not compare
 * (immunoassays), or nothing is known of the analyte, a report that names none is comparable only with its own laboratory.
 */
export function laneOf(m: Pick<Measurement, 'loinc' | 'method' | 'laboratory'>): string {
  return laneParts(m).filter(Boolean).join(' | ');
}

function laneParts(m: Pick<Measurement, 'loinc' | 'method' | 'laboratory'>): string[] {
  const analyte = analyteOf(analyteKey(m.loinc));
  const named = [loincMethod(m.loinc) ?? '', m.method ? folded(m.method) : ''];
  const apart = analyte === null || analyte.byMethod === true;
  return apart && !m.method ? [...named, `@${folded(m.laboratory ?? '')}`] : named;
}
