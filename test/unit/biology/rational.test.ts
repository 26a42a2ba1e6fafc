import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compare,
  divide,
  fromDecimal,
  multiply,
  ONE,
  power,
  rational,
  significantDigits,
  subtract,
  toDecimal,
} from '../../../src/shared/biology/rational';

const fraction = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.bigInt({ min: 1n, max: 10n ** 20n }))
  .map(([n, d]) => rational(n, d));

describe('exact fractions', () => {
  it('reads a decimal as written, with nothing lost', () => {
    expect(fromDecimal('1.950')).toEqual({ n: 39n, d: 20n });
    expect(fromDecimal('-2e-3')).toEqual({ n: -1n, d: 500n });
    expect(fromDecimal('0.1')).toEqual(divide(ONE, rational(10n)));
  });

  it.each([
    '',
    '1,5',
    'NaN',
    'Infinity',
    '0x10',
    '1e999',
    `1e-${'9'.repeat(9)}`,
    '9'.repeat(61),
    ' 1',
    '1.',
    '.5',
  ])('takes no measurement from %j', (text) => expect(fromDecimal(text)).toBeNull());

  it('goes there and back exactly, whatever the fraction', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => {
        fc.pre(b.n !== 0n);
        expect(divide(multiply(a, b), b)).toEqual(a);
      }),
    );
  });

  it('orders as the sign of a difference', () => {
    fc.assert(
      fc.property(fraction, fraction, (a, b) => compare(a, b) === Math.sign(Number(subtract(a, b).n))),
    );
  });

  it('raises to negative powers as the inverse', () => {
    expect(multiply(power(rational(10n), -9), power(rational(10n), 9))).toEqual(ONE);
  });
});

describe('rounding for the eye', () => {
  it.each([
    ['0.0555', 3, '0.0555'],
    ['9.996', 3, '10.0'],
    ['0.9996', 3, '1.00'],
    ['1234.5', 2, '1235'],
    ['0.00012345', 2, '0.00012'],
    ['-2.345', 3, '-2.35'],
    ['0', 3, '0'],
    ['5', 3, '5.00'],
  ])('shows %s on %i digits as %s', (text, digits, shown) =>
    expect(toDecimal(fromDecimal(text)!, digits)).toBe(shown),
  );

  it('is never further than half a unit of the last digit shown', () => {
    fc.assert(
      fc.property(fraction, fc.integer({ min: 1, max: 9 }), (value, digits) => {
        const text = toDecimal(value, digits);
        const decimals = text.split('.')[1]?.length ?? 0;
        const error = subtract(fromDecimal(text.length > 60 ? '0' : text) ?? value, value);
        const half = divide(power(rational(10n), -decimals), rational(2n));
        const size = error.n < 0n ? { ...error, n: -error.n } : error;
        expect(compare(size, half)).toBeLessThanOrEqual(0);
      }),
    );
  });

  it('counts the digits a laboratory wrote, its final zeros included', () => {
    expect(['1.950', '0.04', '120', '0', '4.0e2'].map(significantDigits)).toEqual([4, 1, 3, 1, 2]);
  });
});
