import { divide, fromDecimal, multiply, ONE, power, type Rational, rational } from './rational';
import { arbitraryUnits, baseUnits, derivedUnits, prefixes, specialUnits } from './ucumUnits';

/** A UCUM unit as a factor in front of base measures: `mg/dL` is 1/100 of g, per 10⁻³ m³. */
export interface Unit {
  readonly factor: Rational;
  /** Power of each base measure, none of them zero. Special scales and arbitrary units are measures of their own. */
  readonly dimension: ReadonlyMap<string, number>;
  /** Words in braces: no part of the arithmetic, but part of the meaning. */
  readonly annotations: readonly string[];
}

/** A unit is a few characters; past this a sender lies. */
const MAX_LENGTH = 100;
const MAX_EXPONENT = 30;
const MAX_NESTING = 10;
/** No measure is so many times another; exact fractions beyond would cost a second a unit. */
const MAX_FACTOR = 10n ** 500n;

/** Reads a unit in the case-sensitive writing of UCUM. Null for what is not one: never guessed. */
export function parseUnit(text: string): Unit | null {
  if (text.length === 0 || text.length > MAX_LENGTH || !/^[\x21-\x7e]+$/.test(text)) return null;
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const unit = new Reader(text).whole();
  if (parsed.size < MAX_KNOWN) parsed.set(text, unit);
  return unit;
}

/** Units met are few: each is read once. */
const parsed = new Map<string, Unit | null>();
const MAX_KNOWN = 2_000;

const none: ReadonlyMap<string, number> = new Map();
const number = (factor: Rational): Unit => ({ factor, dimension: none, annotations: [] });

/** Recursive descent over the grammar of UCUM §§5–12: terms left to right, no precedence but brackets. */
class Reader {
  private at = 0;
  constructor(private readonly text: string) {}

  whole(): Unit | null {
    const unit = this.term(0);
    return this.at === this.text.length ? unit : null;
  }

  private term(depth: number): Unit | null {
    if (depth > MAX_NESTING) return null;
    let unit = this.take('/') ? this.over(number(ONE), depth, -1) : this.component(depth);
    while (unit && this.at < this.text.length && this.text[this.at] !== ')') {
      if (this.take('.')) unit = this.over(unit, depth, 1);
      else if (this.take('/')) unit = this.over(unit, depth, -1);
      else return null;
    }
    return unit;
  }

  private over(left: Unit, depth: number, sign: 1 | -1): Unit | null {
    const right = this.component(depth);
    return right && combine(left, right, sign);
  }

  private component(depth: number): Unit | null {
    let unit: Unit | null;
    if (this.take('(')) {
      unit = this.term(depth + 1);
      if (!this.take(')')) return null;
    } else if (this.text[this.at] === '{') unit = number(ONE);
    else unit = this.simple();
    if (!unit) return null;
    const note = this.match(/\{([^{}]*)\}/y)?.[1];
    return note === undefined ? unit : { ...unit, annotations: [...unit.annotations, note] };
  }

  /** A number, or an atom with its prefix and its power. */
  private simple(): Unit | null {
    const ten = this.match(/10[*^]([+-]?\d{1,2})?/y);
    if (ten) return raised(number(rational(10n)), Number(ten[1] ?? 1));
    // « 1.73 » would read 1 × 73: no sender means that.
    const digits = this.match(/\d{1,20}(?!\d|\.\d)/y);
    if (digits)
      return digits[0] === '0'.repeat(digits[0].length) ? null : number(rational(BigInt(digits[0])));
    const atom = this.match(/(?:[A-Za-z_%'"]|\[[^\][{}()]*\])+/y);
    if (!atom) return null;
    const exponent = this.match(/[+-]?\d{1,2}/y);
    const unit = atomUnit(atom[0]);
    return unit && (exponent ? raised(unit, Number(exponent[0])) : unit);
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found) this.at += found[0].length;
    return found;
  }
}

const bounded = (unit: Unit): Unit | null =>
  unit.factor.n > MAX_FACTOR || unit.factor.d > MAX_FACTOR ? null : unit;

function raised(unit: Unit, exponent: number): Unit | null {
  if (exponent === 0 || Math.abs(exponent) > MAX_EXPONENT) return null;
  const dimension = new Map([...unit.dimension].map(([name, p]) => [name, p * exponent]));
  return bounded({ ...unit, factor: power(unit.factor, exponent), dimension });
}

function combine(left: Unit, right: Unit, sign: 1 | -1): Unit | null {
  const dimension = new Map(left.dimension);
  for (const [name, p] of right.dimension) {
    const sum = (dimension.get(name) ?? 0) + sign * p;
    if (sum === 0) dimension.delete(name);
    else dimension.set(name, sum);
  }
  const factor = (sign === 1 ? multiply : divide)(left.factor, right.factor);
  return bounded({ factor, dimension, annotations: [...left.annotations, ...right.annotations] });
}

/** The whole atom first (`min` is no milli-inch), else a prefix before an atom that takes one. */
function atomUnit(symbol: string): Unit | null {
  const whole = bare(symbol);
  if (whole) return whole.unit;
  for (const length of [2, 1]) {
    const exponent = prefixes[symbol.slice(0, length)];
    const atom = exponent === undefined ? null : bare(symbol.slice(length));
    if (atom?.metric)
      return { ...atom.unit, factor: multiply(atom.unit.factor, power(rational(10n), exponent!)) };
  }
  return null;
}

interface Atom {
  readonly unit: Unit;
  readonly metric: boolean;
}

const alone = (name: string): Unit => ({ factor: ONE, dimension: new Map([[name, 1]]), annotations: [] });

function bare(symbol: string): Atom | null {
  if (baseUnits.includes(symbol)) return { unit: alone(symbol), metric: true };
  // UCUM holds both writings of the international unit.
  const arbitrary = symbol === '[iU]' ? '[IU]' : symbol;
  if (Object.hasOwn(arbitraryUnits, arbitrary))
    return { unit: alone(arbitrary), metric: arbitraryUnits[arbitrary]!.metric };
  if (specialUnits.includes(symbol))
    return { unit: alone(symbol), metric: symbol === 'Cel' || symbol === 'B' };
  if (!Object.hasOwn(derivedUnits, symbol)) return null;
  const [factor, of, metric] = derivedUnits[symbol]!;
  const unit = of === '1' ? number(ONE) : parseUnit(of);
  if (!unit) return null;
  return { unit: { ...unit, factor: multiply(unit.factor, fromDecimal(factor)!) }, metric };
}

/** Do the two measure the same kind of quantity, for UCUM? Necessary, never sufficient: see {@link ./analyteUnits}. */
export function sameDimension(a: Unit, b: Unit): boolean {
  return (
    a.dimension.size === b.dimension.size &&
    [...a.dimension].every(([name, p]) => b.dimension.get(name) === p)
  );
}

/** The exact factor from one unit to another, or null where their dimensions differ. */
export const factorBetween = (from: Unit, to: Unit): Rational | null =>
  sameDimension(from, to) ? divide(from.factor, to.factor) : null;
