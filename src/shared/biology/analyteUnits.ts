import { type Analyte, analytes, type Property, properties } from './analytes';
import { add, divide, fromDecimal, multiply, ONE, power, type Rational, subtract, ZERO } from './rational';
import { parseUnit, sameDimension, type Unit } from './ucum';
import { unitSpelling } from './unitSpelling';

/** value in the target unit = slope × value + intercept. The slope is positive: order, bounds and comparators hold. */
export interface Conversion {
  readonly slope: Rational;
  readonly intercept: Rational;
  /** `none`: the unit as sent; `unit`: same measure; `molar`: through a molar mass; `linear`: NGSP and IFCC. */
  readonly by: 'none' | 'unit' | 'molar' | 'linear';
}

/** Why a value stays in the unit it came in. */
export const refusals = {
  'unit-missing': 'unité absente',
  'unit-unknown': 'unité illisible',
  'unit-of-another-measure': 'cette unité n’est pas celle que le code de l’analyse annonce',
  'other-measure': 'aucune conversion entre ces deux unités pour cette analyse',
  'other-substance': 'les unités précisent deux substances différentes',
} as const;
export type Refusal = keyof typeof refusals;

export type Converted = { ok: true; conversion: Conversion } | { ok: false; refusal: Refusal };

interface Known {
  readonly analyte: Analyte;
  readonly property: Property;
  readonly method: string | null;
}

const byLoinc: ReadonlyMap<string, Known> = new Map(
  analytes.flatMap((analyte) =>
    analyte.codes.map(
      ([loinc, property, method]) => [loinc, { analyte, property, method: method ?? null }] as const,
    ),
  ),
);
const byId: ReadonlyMap<string, Analyte> = new Map(analytes.map((a) => [a.id, a]));

/** What gathers the values of one analyte across LOINC codes and laboratories; a LOINC that is not known stands alone. */
export const analyteKey = (loinc: string): string => byLoinc.get(loinc)?.analyte.id ?? `loinc:${loinc}`;

export const analyteOf = (key: string): Analyte | null => byId.get(key) ?? null;

/** The other codes under which the same analyte may have come. */
export const sameAnalyte = (loinc: string): readonly string[] =>
  byLoinc.get(loinc)?.analyte.codes.map(([code]) => code) ?? [loinc];

/** The method that the LOINC itself names. */
export const loincMethod = (loinc: string): string | null => byLoinc.get(loinc)?.method ?? null;

const identity: Conversion = { slope: ONE, intercept: ZERO, by: 'none' };
const refused = (refusal: Refusal): Converted => ({ ok: false, refusal });

/**
 * How a value sent under `loinc` in `from` is said in `to`. The property of the code decides, then the dimension: moles and
 * grams convert only where the analyte has a molar mass, arbitrary units never, HbA1c by its own equation.
 */
export function conversion(loinc: string, from: string | null, to: string | null): Converted {
  const known = byLoinc.get(loinc);
  const only = known?.analyte.only?.[loinc];
  if (only !== undefined && from !== only) return refused('unit-of-another-measure');
  // Two laboratories that both leave the unit out may not mean the same one.
  if (from === null && known && known.property !== 'Fr') return refused('unit-missing');
  if (from === to) return { ok: true, conversion: identity };
  const question = JSON.stringify([loinc, from, to]);
  const answer = answered.get(question) ?? convertible(loinc, from, to);
  if (answered.size < MAX_ANSWERED) answered.set(question, answer);
  return answer;
}

/** A record asks the same few questions for each of its values. */
const answered = new Map<string, Converted>();
const MAX_ANSWERED = 5_000;

function convertible(loinc: string, from: string | null, to: string | null): Converted {
  const known = byLoinc.get(loinc);
  if (known?.analyte.linear) return linear(known.analyte.linear, from, to);
  const [source, target] = [measure(from, known?.property), measure(to, known?.property)];
  if (!source || !target) return refused(missing(from, to));
  if (known && !fits(source, known)) return refused('unit-of-another-measure');
  if (!sameSubstance(source, target)) return refused('other-substance');
  if (sameDimension(source, target))
    return factor(divide(source.factor, target.factor), source.factor, target.factor);
  const bridged = known?.analyte.molarMass ? throughMoles(source, target, known.analyte.molarMass) : null;
  return bridged ? { ok: true, conversion: bridged } : refused('other-measure');
}

const missing = (from: string | null, to: string | null): Refusal =>
  from === null || to === null ? 'unit-missing' : 'unit-unknown';

/** `ug/L` and `ng/mL` are two writings of one unit: nothing was converted. */
const factor = (slope: Rational, a: Rational, b: Rational): Converted => ({
  ok: true,
  conversion: { slope, intercept: ZERO, by: a.n === b.n && a.d === b.d ? 'none' : 'unit' },
});

/** A value without a unit is a plain number only where the code says so (INR, a ratio). */
function measure(unit: string | null, property: Property | undefined): Unit | null {
  if (unit === null) return property === 'Fr' ? parseUnit('1') : null;
  const read = parseUnit(unitSpelling(unit, property ?? null));
  // An enzyme's international unit is one micromole a minute (IUB 1964): the katal's world, not an arbitrary one.
  return read && property === 'CCnc' && read.dimension.has('[IU]') ? enzymatic(read) : read;
}

function enzymatic(unit: Unit): Unit | null {
  const u = parseUnit('U')!;
  const times = unit.dimension.get('[IU]') ?? 0;
  const dimension = new Map(unit.dimension);
  dimension.delete('[IU]');
  for (const [name, p] of u.dimension) dimension.set(name, (dimension.get(name) ?? 0) + p * times);
  return { ...unit, dimension, factor: multiply(unit.factor, power(u.factor, times)) };
}

/** The unit measures what the property says: grams under a code of moles are somebody's mistake, shown and never converted. */
const fits = (unit: Unit, { property }: Known): boolean => {
  const expected = parseUnit(properties[property])!;
  if (property === 'ACnc')
    return (
      [...unit.dimension].some(([name, p]) => p === 1 && /^\[/.test(name)) && unit.dimension.get('m') === -3
    );
  return sameDimension(unit, expected);
};

/** `{FEU}` is not `{DDU}`; a unit without words says nothing against either. */
const sameSubstance = (a: Unit, b: Unit): boolean =>
  a.annotations.length === 0 || b.annotations.length === 0 || a.annotations.join() === b.annotations.join();

/** Trades moles for grams, power for power: the rest of the dimension must agree. */
function throughMoles(from: Unit, to: Unit, molarMass: string): Conversion | null {
  const moles = (from.dimension.get('mol') ?? 0) - (to.dimension.get('mol') ?? 0);
  if (Math.abs(moles) !== 1) return null;
  const traded = new Map(from.dimension);
  const put = (name: string, p: number) => (p === 0 ? traded.delete(name) : traded.set(name, p));
  put('mol', (traded.get('mol') ?? 0) - moles);
  put('g', (traded.get('g') ?? 0) + moles);
  if (!sameDimension({ ...from, dimension: traded }, to)) return null;
  const grams = power(fromDecimal(molarMass)!, moles);
  return { slope: divide(multiply(from.factor, grams), to.factor), intercept: ZERO, by: 'molar' };
}

function linear(equation: NonNullable<Analyte['linear']>, from: string | null, to: string | null): Converted {
  const [slope, intercept] = [fromDecimal(equation.slope)!, fromDecimal(equation.intercept)!];
  if (from === equation.from && to === equation.to)
    return { ok: true, conversion: { slope, intercept, by: 'linear' } };
  if (from === equation.to && to === equation.from) {
    const inverse = divide(ONE, slope);
    return {
      ok: true,
      conversion: { slope: inverse, intercept: subtract(ZERO, multiply(intercept, inverse)), by: 'linear' },
    };
  }
  return refused(from === null || to === null ? 'unit-missing' : 'other-measure');
}

export const convert = (value: Rational, { slope, intercept }: Conversion): Rational =>
  add(multiply(value, slope), intercept);
