import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide, fromDecimal, multiply, ONE, rational, toNumber } from '../../../src/shared/biology/rational';
import { factorBetween, parseUnit, sameDimension, type Unit } from '../../../src/shared/biology/ucum';
import verdicts from '../../fixtures/biology/ucumVerdicts.json';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

const unit = (text: string): Unit => {
  const read = parseUnit(text);
  if (!read) throw new Error(`${text} is no unit`);
  return read;
};
const between = (from: string, to: string) => factorBetween(unit(from), unit(to));

/** Optics, astronomy, old mechanics, and two imperial volumes: no laboratory of medicine sends them, so no factor is kept. */
const notKept = [
  '[cml_i]', '[foz_br]', '[ft_us]/[ft_us]', '[mil_i]', '[pt_br]', '[qt_br]', '[S]', '[syd_i]', 'AU', 'Bi', 'cal_[20]',
  'Gal', 'Gb', 'Ky', 'Lmb', 'Mx', 'Oe', 'pc', 'ph', 'tex',
]; // biome-ignore format: one list

describe('units of UCUM', () => {
  it.skipIf(!hasShared)(
    `E-BIO-04 every clinical unit of the national UCUM list is understood, but for twenty that no laboratory sends${skippedWithoutShared}`,
    () => {
      const list = readFileSync(shared('data', 'nos', 'ucum-2.16.840.1.113883.6.8.xml'), 'utf8');
      const clinical = [...list.matchAll(/<code>(.*?)<\/code>[\s\S]*?<category>(.*?)<\/category>/g)]
        .filter(([, , category]) => category === 'Clinical')
        .map(([, code]) => code!.replaceAll('&apos;', "'").replaceAll('&amp;', '&').trim());
      expect(clinical.length).toBeGreaterThan(600);
      expect(clinical.filter((code) => parseUnit(code) === null).sort()).toEqual([...notKept].sort());
    },
  );

  it.each([
    ['g/L', 'mg/dL', '100'],
    ['10*9/L', '/uL', '1000'],
    ['10^9/L', '10*3/uL', '1'],
    ['umol/L', 'mmol/L', '0.001'],
    ['U/L', 'nkat/L', '50/3'],
    ['m[IU]/L', 'u[IU]/mL', '1'],
    ['[iU]/L', '[IU]/L', '1'],
    ['mm[Hg]', 'kPa', '0.133322'],
    ['mL/min', 'L/h', '3/50'],
    ['%', '10*-2', '1'],
    ['ug/(24.h)', 'ng/h', '125/3'],
    ['mg/g{creat}', 'g/kg', '1'],
  ])('%s is %s times %s', (from, to, factor) => {
    const [n, d = '1'] = factor.split('/');
    expect(between(from, to)).toEqual(divide(fromDecimal(n!)!, fromDecimal(d)!));
  });

  it.each([
    ['mmol/L', 'g/L', 'moles are no grams without a molar mass'],
    ['mmol/L', '10*9/L', 'moles are no count of cells'],
    ['[IU]/L', 'U/L', 'an arbitrary unit equals nothing else'],
    ['[IU]/L', 'mg/L', 'nor a mass'],
    ["[arb'U]/L", '[IU]/L', 'nor another arbitrary unit'],
    ['Cel', 'K', 'a scale with an offset is no factor'],
    ['[pH]', '1', 'nor is a logarithm'],
  ])('never converts %s to %s: %s', (from, to) =>
    expect(to === '1' ? unit(from).dimension.size : between(from, to)).toEqual(to === '1' ? 1 : null),
  );

  it('keeps the words in braces beside the arithmetic', () => {
    expect(unit('mL/min/{1.73_m2}').annotations).toEqual(['1.73_m2']);
    expect(unit('{INR}')).toEqual({ factor: ONE, dimension: new Map(), annotations: ['INR'] });
  });
});

describe('what is no unit', () => {
  it.each([
    ...verdicts.invalid,
    'mL/min/1.73m2',
    'mL/min/1.73.m2',
    '1.5',
    '0',
    'm0',
    'm99',
    'm-',
    '{',
    'mg\u00a0/L',
    '[',
    '10*999',
  ])('%j is refused, never guessed', (text) => expect(parseUnit(text)).toBeNull());

  it('holds off brackets and text without end', () => {
    expect(parseUnit(`${'('.repeat(50)}m${')'.repeat(50)}`)).toBeNull();
    expect(parseUnit('m.'.repeat(60))).toBeNull();
    expect(parseUnit(`10*30${'.10*30'.repeat(15)}`)?.factor.n).toBe(10n ** 480n);
  });

  it('never throws, whatever a sender writes', () => {
    const parts = [
      'mg',
      'L',
      '/',
      '.',
      '(',
      ')',
      '{',
      '}',
      '[IU]',
      '10*',
      '-',
      '9',
      'constructor',
      '__proto__',
      '%',
      ' ',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...parts)).map((p) => p.join('')),
        ),
        (text) => {
          const read = parseUnit(text);
          expect(read === null || read.factor.d > 0n).toBe(true);
        },
      ),
    );
  });
});

describe('against the library of the National Library of Medicine', () => {
  /** Fields of a microscope and Hounsfield units count as plain numbers for it, and it turns a length over (m into m⁻¹). We refuse both. */
  const refusedHere = /\[[HL]PF\]|\[hnsf'U\]|\[diop\]|\[mesh_i\]/;
  const kept = verdicts.converted.filter(
    ([from, to]) =>
      parseUnit(String(from)) && parseUnit(String(to)) && !refusedHere.test(`${String(from)} ${String(to)}`),
  );

  it('gives the same factor between units of the same measure', () => {
    expect(kept.length).toBeGreaterThan(430);
    const differing = kept.filter(([from, to, factor]) => {
      const ours = between(String(from), String(to));
      return ours === null || Math.abs(toNumber(ours) / Number(factor) - 1) > 1e-9;
    });
    expect(differing).toEqual([]);
  });

  it('refuses what it refuses', () => {
    const taken = verdicts.refused.filter(
      ([from, to]) => parseUnit(from!) && parseUnit(to!) && between(from!, to!) !== null,
    );
    expect(taken).toEqual([]);
  });
});

describe('laws of conversion', () => {
  const codes = ['g/L', 'mg/dL', 'ug/mL', 'ng/uL', 'kg/m3', 'pg/fL', 'g%', 'mg/(100.mL)'];
  const code = fc.constantFrom(...codes);
  const decimal = fc.tuple(fc.nat(999_999), fc.nat(99)).map(([a, b]) => fromDecimal(`${a}.${b}`)!);

  it('comes back to the very value it left', () => {
    fc.assert(
      fc.property(code, code, decimal, (a, b, value) => {
        expect(multiply(multiply(value, between(a, b)!), between(b, a)!)).toEqual(value);
      }),
    );
  });

  it('is the same by any road', () => {
    fc.assert(
      fc.property(code, code, code, (a, b, c) => {
        expect(multiply(between(a, b)!, between(b, c)!)).toEqual(between(a, c));
      }),
    );
  });

  it('a unit over itself measures nothing', () => {
    for (const text of [...codes, 'mmol/L', '[IU]/L', '10*9/L']) {
      const ratio = unit(`(${text})/(${text})`);
      expect([
        ratio.factor,
        sameDimension(ratio, { factor: rational(1n), dimension: new Map(), annotations: [] }),
      ]).toEqual([ONE, true]);
    }
  });
});

describe('a unit made to be slow', () => {
  it('is not one once its factor is beyond any measure', () => {
    // An arc minute to the power 24, thirty times: fractions of thousands of digits.
    expect(parseUnit("24/'24/'24/'24/'24/'24/'24/'24/'24/'24/'24/'24")).toBeNull();
  });
});
