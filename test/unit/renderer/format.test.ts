import { describe, expect, test } from 'vitest';
import { frenchDate, frenchDateTime, instant, moment } from '../../../src/renderer/format/dates';
import { counted, fileSize, frenchDecimal } from '../../../src/renderer/format/numbers';
import { flagOf, rangeText, statusWord, valueText } from '../../../src/renderer/format/results';
import { drawTrend } from '../../../src/renderer/format/trend';
import { frenchUnit } from '../../../src/renderer/format/units';
import { quantity, result } from '../../fixtures/renderer/documents';

describe('units: what the wire says in UCUM is read in French', () => {
  test.each([
    ['10*9/L', 'G/L'],
    ['10*12/L', 'T/L'],
    ['10*6/mL', '10⁶/mL'],
    ['m[IU]/L', 'mUI/L'],
    ['[IU]/L', 'UI/L'],
    ['u[IU]/mL', 'µUI/mL'],
    ['ug/L', 'µg/L'],
    ['umol/L', 'µmol/L'],
    ['U/L', 'U/L'],
    ['g/dL', 'g/dL'],
    ['mg/24.h', 'mg/24.h'],
    ['g/(24.h)', 'g/24 h'],
    ['mL/min/{1.73_m2}', 'mL/min/1,73 m²'],
    ['mm[Hg]', 'mmHg'],
    ['%', '%'],
    ['kg/m2', 'kg/m²'],
    ['Cel', '°C'],
    ['{INR}', ''],
    ['[CFU]/mL', 'UFC/mL'],
    ['mol', 'mol'],
    ['mmol/d', 'mmol/j'],
    [null, ''],
  ])('%s is shown as « %s »', (ucum, french) => expect(frenchUnit(ucum)).toBe(french));
});

describe('numbers: no digit of the laboratory is added or lost', () => {
  test.each([
    ['1.950', '1,950'],
    ['248', '248'],
    ['1500', '1500'],
    ['12500', '12\u202f500'],
    ['-0.5', '−0,5'],
    ['1e3', '1e3'],
  ])('%s is read %s', (text, french) => expect(frenchDecimal(text)).toBe(french));

  test('zero and one are singular', () => {
    expect([0, 1, 2].map((n) => counted(n, 'page'))).toEqual(['0\u00a0page', '1\u00a0page', '2\u00a0pages']);
    expect(fileSize(1_240_000)).toBe('1,2\u00a0Mo');
  });
});

describe('dates: French, and as precise as the sender', () => {
  test.each([
    ['2026-11-23T09:35:00+01:00', '23/11/2026'],
    ['2026-11', '11/2026'],
    ['2026', '2026'],
    ['', ''],
    [null, ''],
  ])('%s is %s', (iso, french) => expect(frenchDate(iso)).toBe(french));

  test('the wall clock of the sender is kept', () =>
    expect(frenchDateTime('2026-11-23T09:35:00+11:00')).toBe('23/11/2026 à 09\u202fh\u202f35'));

  test('a list shows the hour today, then « hier », the day, the date', () => {
    const now = new Date(2026, 10, 23, 14, 0);
    const at = (d: number, h = 9) => moment(new Date(2026, 10, d, h, 5).toISOString(), now);
    expect([at(23), at(22, 23), at(20), at(2)]).toEqual(['09:05', 'hier', 'vendredi', '02/11']);
    expect(moment(new Date(2025, 10, 2).toISOString(), now)).toBe('02/11/2025');
    expect(moment('garbage', now)).toBe('');
    expect(instant('garbage')).toBe('');
  });
});

describe('results: E-BIO-03 an abnormal result is an arrow and a word', () => {
  const of = (flag: string | null, part = {}) =>
    flagOf({
      ...result({ key: 'k', section: 's', label: 'l', value: '1', unit: 'g/L' }),
      interpretation: flag,
      ...part,
    });

  test.each([
    ['H', '↑', 'haut'],
    ['L', '↓', 'bas'],
    ['HH', '↑↑', 'critique'],
    ['LL', '↓↓', 'critique'],
    ['AA', '!', 'critique'],
    ['A', '!', 'anormal'],
    ['POS', '!', 'positif'],
  ])('%s', (flag, arrow, word) => expect(of(flag)).toMatchObject({ arrow, word }));

  test('normal says nothing', () => expect([of('N'), of(null)]).toEqual([null, null]));
  test('what we computed says so', () => expect(of(null, { computed: 'H' })?.word).toBe('haut (calculé)'));

  test('values and intervals keep the wording of the laboratory', () => {
    expect(valueText(quantity('6.80', 'm[IU]/L'))).toBe('6,80');
    expect(valueText({ ...quantity('0.05', 'g/L'), comparator: '<' })).toBe('< 0,05');
    expect(valueText({ ...quantity('', ''), kind: 'text', value: null, text: 'Absence' })).toBe('Absence');
    const range = { low: '0.40', high: '4.00', unit: 'm[IU]/L', text: null };
    expect(rangeText(range, 'm[IU]/L')).toBe('0,40 – 4,00');
    expect(rangeText({ ...range, low: null }, 'm[IU]/L')).toBe('≤ 4,00');
    expect(rangeText(range, 'u[IU]/mL')).toBe('0,40 – 4,00 mUI/L');
    expect(rangeText({ low: null, high: null, unit: null, text: 'selon l’âge' }, null)).toBe('selon l’âge');
    expect(statusWord('active')).toBe('en cours');
    expect(statusWord('completed')).toBeNull();
  });
});

describe('trend: a drawing that cannot lie', () => {
  const frame = { width: 100, height: 50, margin: 5 };
  const day = 86_400_000;

  test('time runs to scale and higher is higher', () => {
    const { dots } = drawTrend(
      [
        { at: 0, value: 1 },
        { at: day, value: 3 },
        { at: 4 * day, value: 2 },
      ],
      { low: null, high: null },
      frame,
    );
    expect(dots.map((d) => d.x)).toEqual([5, 27.5, 95]);
    expect(dots[1]!.y).toBeLessThan(dots[2]!.y);
  });

  test('the interval is inside the frame even when the value is far out of it', () => {
    const { band, dots } = drawTrend(
      [
        { at: 0, value: 5 },
        { at: day, value: 500 },
      ],
      { low: 4, high: 10 },
      frame,
    );
    expect(band!.y).toBeGreaterThanOrEqual(0);
    expect(band!.y + band!.height).toBeLessThanOrEqual(50);
    expect(dots[1]!.y).toBeLessThan(band!.y);
  });

  test('equal values draw a flat line, not nothing', () => {
    const { dots } = drawTrend(
      [
        { at: 0, value: 2 },
        { at: day, value: 2 },
      ],
      { low: null, high: null },
      frame,
    );
    expect(dots.every((d) => Number.isFinite(d.y))).toBe(true);
  });
});
