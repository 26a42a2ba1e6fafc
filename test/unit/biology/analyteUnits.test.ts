import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Analyte, analytes, properties } from '../../../src/shared/biology/analytes';
import { analyteKey, conversion, convert, sameAnalyte } from '../../../src/shared/biology/analyteUnits';
import { fromDecimal, toDecimal } from '../../../src/shared/biology/rational';
import { parseUnit } from '../../../src/shared/biology/ucum';

const said = (loinc: string, value: string, from: string, to: string, digits = 4) => {
  const read = conversion(loinc, from, to);
  return read.ok ? toDecimal(convert(fromDecimal(value)!, read.conversion), digits) : read.refusal;
};

describe('the table of analytes', () => {
  const codes = analytes.flatMap((a) => a.codes.map(([loinc]) => loinc));

  it('holds each LOINC once, with a right check digit', () => {
    expect(codes.length).toBeGreaterThan(190);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !rightCheckDigit(code))).toEqual([]);
  });

  it('offers only units that its codes can be said in, and the usual one is one of them', () => {
    const unreachable = analytes.flatMap((a) =>
      a.units
        .filter(
          (unit) => !a.codes.some(([loinc, property]) => conversion(loinc, ownUnit(a, property), unit).ok),
        )
        .map((unit) => `${a.id} ${unit}`),
    );
    expect(unreachable).toEqual([]);
  });

  it('never joins two specimens: an analyte has one system', () => {
    expect(analyteKey('14682-9')).not.toBe(analyteKey('14683-7'));
    expect(analyteKey('2823-3')).not.toBe(analyteKey('6298-4'));
  });
});

describe('E-BIO-04 a value is said in another unit only where its LOINC allows it', () => {
  it.each([
    ['glucose', '40193-5', '7.2', 'mmol/L', 'g/L', '1.297'],
    ['glucose back', '53049-3', '1.00', 'g/L', 'mmol/L', '5.551'],
    ['creatinine', '14682-9', '88', 'umol/L', 'mg/L', '9.954'],
    ['urea', '22664-7', '10.02', 'mmol/L', 'g/L', '0.6018'],
    ['urate', '14933-6', '420', 'umol/L', 'mg/L', '70.61'],
    ['cholesterol', '2093-3', '2.00', 'g/L', 'mmol/L', '5.173'],
    ['triglycerides, 875 g/mol', '2571-8', '1.50', 'g/L', 'mmol/L', '1.714'],
    ['calcium', '2000-8', '2.40', 'mmol/L', 'mg/L', '96.19'],
    ['bilirubin', '14631-6', '17.1', 'umol/L', 'mg/L', '9.998'],
    ['free T4', '3024-7', '7.67', 'pg/mL', 'pmol/L', '9.873'],
    ['25-OH vitamin D', '62292-8', '30', 'ng/mL', 'nmol/L', '74.88'],
    ['haemoglobin in its own measure', '718-7', '13.4', 'g/dL', 'g/L', '134.0'],
    ['an enzyme in katals', '1742-6', '45', 'U/L', 'nkat/L', '750.0'],
    ['an enzyme’s international unit', '1742-6', '45', '[IU]/L', 'U/L', '45.00'],
    ['albumin over creatinine', '9318-7', '30', 'mg/g', 'mg/mmol', '3.394'],
    ['and back', '32294-1', '3.0', 'mg/mmol', 'mg/g', '26.52'],
    ['HbA1c IFCC to NGSP', '59261-8', '53', 'mmol/mol', '%', '7.000'],
    ['HbA1c NGSP to IFCC', '4548-4', '7.0', '%', 'mmol/mol', '53.00'],
    ['cells printed « G/L »', '6690-2', '8.2', 'G/L', '/uL', '8200'],
  ])('%s', (_, loinc, value, from, to, expected) => expect(said(loinc, value, from, to)).toBe(expected));

  it.each([
    ['Lp(a): its particle has no one mass', '10835-7', 'mg/dL', 'nmol/L', 'other-measure'],
    ['haemoglobin: monomer or tetramer', '59260-0', 'mmol/L', 'g/dL', 'other-measure'],
    ['an arbitrary unit has no mass', '15081-3', 'm[IU]/L', 'ug/L', 'other-measure'],
    ['moles under a code of grams', '2345-7', 'mmol/L', 'g/L', 'unit-of-another-measure'],
    ['« G/L » under a code that counts no cells', '2885-2', 'G/L', 'g/L', 'unit-of-another-measure'],
    ['HbA1c: % is no hundredth of mmol/mol here', '4548-4', '%', 'mmol/mmol', 'other-measure'],
    ['HbA1c: a percentage of the IFCC is none of the NGSP', '59261-8', '%', '%', 'unit-of-another-measure'],
    ['HbA1c: nor does it convert as one', '59261-8', '%', 'mmol/mol', 'unit-of-another-measure'],
    ['FEU are not DDU', '48065-7', 'ng/mL{FEU}', 'ng/mL{DDU}', 'other-substance'],
    ['a number without unit', '14749-6', '', 'mmol/L', 'unit-missing'],
    ['two numbers without unit: grams and moles for all we know', '14749-6', '', '', 'unit-missing'],
    ['a unit nobody can read', '14749-6', 'mmol par litre', 'mmol/L', 'unit-unknown'],
    ['a LOINC that is not known: no molar mass', '99999-9', 'mmol/L', 'g/L', 'other-measure'],
    ['a LOINC that is not known: [IU] is not U', '99999-9', '[IU]/L', 'U/L', 'other-measure'],
  ])('refused: %s', (_, loinc, from, to, refusal) =>
    expect(conversion(loinc, from || null, to || null)).toEqual({ ok: false, refusal }),
  );

  it('a LOINC that is not known still converts inside its own measure', () =>
    expect(said('99999-9', '120', 'mg/dL', 'g/L')).toBe('1.200'));

  it('INR has no unit, however that is written', () => {
    for (const [from, to] of [
      [null, '{INR}'],
      ['{ratio}', null],
      ['1', '{INR}'],
    ] as const)
      expect(conversion('6301-6', from, to)).toMatchObject({ ok: true, conversion: { by: 'none' } });
  });

  it('comes back to the very value it left, whatever the analyte and the road', () => {
    const roads = analytes.flatMap((a) =>
      a.codes.flatMap(([loinc, property]) => a.units.map((to) => [loinc, ownUnit(a, property), to] as const)),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...roads),
        fc.nat(99_999),
        fc.nat(999),
        ([loinc, from, to], whole, part) => {
          const value = fromDecimal(`${whole}.${part}`)!;
          const there = conversion(loinc, from, to);
          if (!there.ok) return;
          // The way back starts from a value under the code that is sent in that unit.
          const code = sameAnalyte(loinc).find((c) => conversion(c, to, from).ok);
          if (!code) return;
          const back = conversion(code, to, from);
          expect(back.ok && convert(convert(value, there.conversion), back.conversion)).toEqual(value);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('never reverses the order of two values', () => {
    for (const a of analytes)
      for (const [loinc, property] of a.codes)
        for (const to of a.units) {
          const read = conversion(loinc, ownUnit(a, property), to);
          if (read.ok) expect(read.conversion.slope.n > 0n).toBe(true);
        }
  });
});

/** A unit the code would be sent in. */
const ownUnit = (a: Analyte, property: keyof typeof properties): string =>
  a.id === 'hba1c'
    ? '%'
    : (a.units.find((u) => parseUnit(u) && conversion(codeOf(a, property), u, properties[property]).ok) ??
      properties[property]);
const codeOf = (a: Analyte, property: string): string => a.codes.find(([, p]) => p === property)![0];

/** LOINC numbers end with a mod 10 (Luhn) digit. */
function rightCheckDigit(code: string): boolean {
  const [digits = '', check] = code.split('-');
  const sum = [...digits].toReversed().reduce((total, digit, i) => {
    const n = Number(digit) * (i % 2 === 0 ? 2 : 1);
    return total + (n > 9 ? n - 9 : n);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}
