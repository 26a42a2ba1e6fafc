/** An exact fraction, in lowest terms, its denominator positive. Values of laboratories never pass through a float. */
export interface Rational {
  readonly n: bigint;
  readonly d: bigint;
}

/** Decimals longer than this, or with a larger power of ten, are no measurement: hostile text must not cost memory. */
const MAX_DIGITS = 60;
const MAX_POWER = 60;

export function rational(n: bigint | number, d: bigint | number = 1n): Rational {
  const [top, bottom] = [BigInt(n), BigInt(d)];
  if (bottom === 0n) throw new RangeError('a fraction has no zero below');
  const g = gcd(top < 0n ? -top : top, bottom < 0n ? -bottom : bottom) * (bottom < 0n ? -1n : 1n);
  return { n: top / g, d: bottom / g };
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x === 0n ? 1n : x;
}

export const ZERO: Rational = { n: 0n, d: 1n };
export const ONE: Rational = { n: 1n, d: 1n };

export const add = (a: Rational, b: Rational): Rational => rational(a.n * b.d + b.n * a.d, a.d * b.d);
export const subtract = (a: Rational, b: Rational): Rational => rational(a.n * b.d - b.n * a.d, a.d * b.d);
export const multiply = (a: Rational, b: Rational): Rational => rational(a.n * b.n, a.d * b.d);
export const divide = (a: Rational, b: Rational): Rational => rational(a.n * b.d, a.d * b.n);
/** Negative, zero or positive as `a` is below, at or above `b`. */
export const compare = (a: Rational, b: Rational): number => {
  const difference = a.n * b.d - b.n * a.d;
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};

/** Whole powers, negative ones too. */
export function power(base: Rational, exponent: number): Rational {
  const e = BigInt(Math.abs(exponent));
  const raised = { n: base.n ** e, d: base.d ** e };
  return exponent < 0 ? divide(ONE, raised) : raised;
}

/** A decimal as written (`1.950`, `-2e-3`), exactly. Null for anything else, and for what is too long to be a measurement. */
export function fromDecimal(text: string): Rational | null {
  const [, sign, whole = '', fraction = '', exponent = '0'] =
    /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text) ?? [];
  if (!whole || whole.length + fraction.length > MAX_DIGITS) return null;
  const scale = Number(exponent) - fraction.length;
  if (Math.abs(scale) > MAX_POWER) return null;
  const digits = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n);
  return multiply(rational(digits), power(rational(10n), scale));
}

/** How many digits of a written decimal carry meaning: `1.950` has 4, `0.04` one. Zeros that end a whole number count. */
export function significantDigits(text: string): number {
  const digits = text
    .replace(/[eE].*$/, '')
    .replace(/[^\d]/g, '')
    .replace(/^0+/, '');
  return Math.max(1, digits.length);
}

/** A plain decimal with that many significant digits, halves away from zero: for the eye only. Whole digits are never dropped. */
export function toDecimal(value: Rational, digits: number): string {
  const [top, sign] = value.n < 0n ? [-value.n, '-'] : [value.n, ''];
  if (top === 0n) return '0';
  let decimals = Math.max(0, digits - 1 - magnitude(top, value.d));
  let scaled = rounded(top, value.d, decimals);
  // 9.996 on three digits is 10.0, not 10.00.
  if (decimals > 0 && scaled.toString().length > digits) {
    decimals -= 1;
    scaled = rounded(top, value.d, decimals);
  }
  const text = scaled.toString().padStart(decimals + 1, '0');
  const whole = text.slice(0, text.length - decimals);
  return `${sign}${whole}${decimals > 0 ? `.${text.slice(-decimals)}` : ''}`;
}

/** Power of ten of the first digit. */
function magnitude(n: bigint, d: bigint): number {
  const guess = n.toString().length - d.toString().length;
  const below = guess >= 0 ? n < d * 10n ** BigInt(guess) : n * 10n ** BigInt(-guess) < d;
  return below ? guess - 1 : guess;
}

const rounded = (n: bigint, d: bigint, decimals: number): bigint =>
  (2n * n * 10n ** BigInt(decimals) + d) / (2n * d);

/** For drawing only. */
export const toNumber = (value: Rational): number => Number(toDecimal(value, 15));
