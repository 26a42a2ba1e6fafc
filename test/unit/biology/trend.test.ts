import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { drawChart } from '../../../src/renderer/format/trendChart';
import type { AnalyteSeries, Measurement } from '../../../src/shared/biology/measurement';
import { laneOf, trendOf } from '../../../src/shared/biology/trend';
import { resultLines } from '../../../src/shared/biology/twins';
import { quantity, result } from '../../fixtures/renderer/documents';

let count = 0;
const measured = (part: Partial<Measurement> & { date: string }): Measurement => ({
  documentId: `d${++count}`,
  key: 'k',
  loinc: '14749-6',
  label: 'Glucose',
  value: '5.0',
  comparator: null,
  unit: 'mmol/L',
  text: '',
  low: null,
  high: null,
  rangeUnit: null,
  flag: null,
  laboratory: 'Biolab',
  method: null,
  ...part,
});
const series = (analyte: string, ...measurements: Measurement[]): AnalyteSeries => ({
  analyte,
  label: 'x',
  measurements,
});
const values = (s: AnalyteSeries, unit: string | null = null) => trendOf(s, unit).points.map((p) => p.value);
const frame = { width: 560, height: 210, left: 46, bottom: 20, margin: 14 };

describe('one analyte across laboratories', () => {
  const glucose = series(
    'glucose',
    measured({ date: '2024-01-01', loinc: '2345-7', value: '0.92', unit: 'g/L', low: '0.70', high: '1.05' }),
    measured({ date: '2025-01-01', value: '5.30', low: '3.9', high: '6.1', laboratory: 'CHU' }),
  );

  it('is said in one unit, the values never coarser than sent, the value sent still there', () => {
    expect(values(glucose)).toEqual(['5.11', '5.30']);
    expect(values(glucose, 'g/L')).toEqual(['0.92', '0.955']);
    expect(trendOf(glucose, 'g/L').points[1]).toMatchObject({
      conversion: 'molar',
      sent: { value: '5.30', unit: 'mmol/L' },
    });
  });

  it('keeps each laboratory’s own interval, converted like its value', () => {
    expect(trendOf(glucose, 'g/L').points.map((p) => [p.low, p.high])).toEqual([
      ['0.70', '1.05'],
      ['0.70', '1.10'],
    ]);
  });

  it('falls back on the unit last received when the one asked for cannot be had', () => {
    expect(trendOf(glucose, 'm[IU]/L').unit).toBe('mmol/L');
  });

  it('offers each unit once, whatever its writing', () => {
    const ferritin = series('ferritin', measured({ date: '2024-01-01', loinc: '2276-4', unit: 'ng/mL' }));
    expect(trendOf(ferritin, null).units).toEqual(['ng/mL']);
    expect(trendOf(glucose, null).units).toEqual(['mmol/L', 'g/L', 'mg/dL']);
  });

  it('a value that cannot be converted stays in sight, without a place on the chart', () => {
    const mixed = series(
      'ferritin',
      measured({ date: '2024-01-01', loinc: '14723-1', unit: 'nmol/L', value: '0.2' }),
      measured({ date: '2025-01-01', loinc: '2276-4', unit: 'ug/L', value: '90' }),
    );
    expect(trendOf(mixed, null).points[0]).toMatchObject({
      value: null,
      y: null,
      refusal: 'other-measure',
      sent: { value: '0.2' },
    });
  });

  it('HbA1c in mmol/mol and in % meet through the master equation, not through hundredths', () => {
    const hba1c = series(
      'hba1c',
      measured({ date: '2024-01-01', loinc: '59261-8', unit: 'mmol/mol', value: '53' }),
      measured({ date: '2025-01-01', loinc: '4548-4', unit: '%', value: '7.1' }),
    );
    expect(values(hba1c)).toEqual(['7.0', '7.1']);
  });

  it('a date without a day has no place on the axis', () => {
    expect(trendOf(series('glucose', measured({ date: '2024-05' })), null).points[0]!.at).toBeNull();
  });
});

describe('one result said twice', () => {
  const twice = [
    measured({ date: '2024-01-01', documentId: 'd', loinc: '2345-7', value: '1.31', unit: 'g/L' }),
    measured({ date: '2024-01-01', documentId: 'd', value: '7.27', unit: 'mmol/L' }),
  ];

  it('is one point, as sent in the unit asked for', () => {
    expect(values(series('glucose', ...twice), 'g/L')).toEqual(['1.31']);
    expect(values(series('glucose', ...twice), 'mmol/L')).toEqual(['7.27']);
    // Nearer in grams: no molar mass is needed.
    expect(values(series('glucose', ...twice), 'mg/dL')).toEqual(['131']);
  });

  it('two that do not say the same are two points', () => {
    const other = { ...twice[1]!, value: '5.00' };
    expect(values(series('glucose', twice[0]!, other), 'mmol/L')).toHaveLength(2);
  });

  const line = (key: string, loinc: string | null, value: string, unit: string, part = {}) =>
    result({ key, section: 'Biochimie', label: 'Glycémie', loinc, value, unit, ...part });
  const lines = (...all: Parameters<typeof resultLines>[0][number][]) =>
    resultLines(all).map(({ result: r, twin }) => [r.key, twin?.key ?? null]);

  it('E-BIO-05 two units of one result make one line, in the order of the report', () => {
    expect(
      lines(
        line('a', '2345-7', '1.31', 'g/L'),
        line('x', '718-7', '13', 'g/dL'),
        line('b', '14749-6', '7.27', 'mmol/L'),
      ),
    ).toEqual([
      ['a', 'b'],
      ['x', null],
    ]);
  });

  it.each([
    ['values that do not agree', line('b', '14749-6', '5.00', 'mmol/L')],
    ['another instant', line('b', '14749-6', '7.27', 'mmol/L', { date: '2026-11-23T10:10:00+01:00' })],
    ['another specimen', line('b', '15074-8', '7.27', 'mmol/L')],
    ['another name', line('b', '14749-6', '7.27', 'mmol/L', { label: 'Glycémie post-prandiale' })],
    [
      'a bound',
      {
        ...line('b', '14749-6', '7.27', 'mmol/L'),
        value: { ...quantity('7.27', 'mmol/L'), comparator: '<' as const },
      },
    ],
  ])('%s: two lines', (_, other) => {
    expect(lines(line('a', '2345-7', '1.31', 'g/L'), other)).toEqual([
      ['a', null],
      ['b', null],
    ]);
  });
});

describe('techniques that do not compare', () => {
  const psa = (part: Partial<Measurement>) => laneOf(measured({ date: '', loinc: '2857-1', ...part }));

  it('a method named by the report or by the LOINC makes a curve of its own', () => {
    expect(psa({ method: 'ECLIA' })).not.toBe(psa({ method: 'CMIA' }));
    expect(psa({ method: 'ECLIA' })).toBe(psa({ method: 'eclia ', laboratory: 'CHU' }));
    expect(laneOf(measured({ date: '', loinc: '13457-7' }))).not.toBe(
      laneOf(measured({ date: '', loinc: '18262-6' })),
    );
  });

  it('where none is named, an immunoassay compares with its own laboratory only, a sodium with any', () => {
    expect(psa({})).not.toBe(psa({ laboratory: 'CHU' }));
    const sodium = (laboratory: string) => laneOf(measured({ date: '', loinc: '2951-2', laboratory }));
    expect(sodium('Biolab')).toBe(sodium('CHU'));
    const unknown = (laboratory: string) => laneOf(measured({ date: '', loinc: '99999-9', laboratory }));
    expect(unknown('Biolab')).not.toBe(unknown('CHU'));
  });

  it('no line joins them on the chart', () => {
    const points = ['ECLIA', 'CMIA', 'ECLIA', 'CMIA'].map((method, i) =>
      measured({ date: `202${i}-01-01`, loinc: '2857-1', unit: 'ug/L', value: `${i}.5`, method }),
    );
    const chart = drawChart(trendOf(series('psa', ...points), null).points, frame)!;
    expect(chart.lines.map((l) => l.map((m) => m.index))).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });
});

describe('the drawing', () => {
  const at = (year: number, part: Partial<Measurement> = {}) => measured({ date: `${year}-01-01`, ...part });
  const draw = (...points: Measurement[]) =>
    drawChart(trendOf(series('glucose', ...points), null).points, frame);

  it('a bound is marked where it stands and the curve stops there', () => {
    const chart = draw(at(2020), at(2021), at(2022, { value: '1.0', comparator: '<' }), at(2023), at(2024))!;
    expect(chart.marks).toHaveLength(5);
    expect(chart.lines.map((l) => l.map((m) => m.index))).toEqual([
      [0, 1],
      [3, 4],
    ]);
  });

  it('an interval lasts from its first date to the date the laboratory changed it', () => {
    const chart = draw(
      at(2020, { low: '3', high: '6' }),
      at(2022, { low: '3', high: '6' }),
      at(2023, { low: '4', high: '7' }),
      at(2024, { low: '4', high: '7' }),
    )!;
    const [first, second] = chart.steps;
    expect(chart.steps).toHaveLength(2);
    expect(first!.x + first!.width).toBeCloseTo(second!.x, 0);
    expect(second!.top).toBeLessThan(first!.top);
  });

  it('two laboratories have their own intervals over the same dates', () => {
    const chart = draw(
      at(2020, { high: '6' }),
      at(2021, { high: '7', laboratory: 'CHU' }),
      at(2022, { high: '6' }),
      at(2023, { high: '7', laboratory: 'CHU' }),
    )!;
    expect(chart.steps.map((s) => [s.laboratory, s.high])).toEqual([
      ['Biolab', 6],
      ['CHU', 7],
    ]);
  });

  it('one value draws nothing', () => expect(draw(at(2020))).toBeNull());

  it('time is to scale and everything stays inside the frame, whatever the values', () => {
    const point = fc.record({
      day: fc.nat(4_000),
      value: fc.nat(99_999),
      low: fc.option(fc.nat(500)),
      high: fc.option(fc.nat(999_999)),
    });
    fc.assert(
      fc.property(fc.array(point, { minLength: 2, maxLength: 40 }), (raw) => {
        const points = raw
          .toSorted((a, b) => a.day - b.day)
          .map((p) =>
            measured({
              date: new Date(p.day * 86_400_000).toISOString().slice(0, 10),
              value: String(p.value),
              low: p.low === null ? null : String(p.low),
              high: p.high === null ? null : String(p.high),
            }),
          );
        const chart = draw(...points)!;
        for (const m of chart.marks) {
          expect(m.x).toBeGreaterThanOrEqual(frame.left);
          expect(m.x).toBeLessThanOrEqual(frame.width - frame.margin);
          expect(m.y).toBeGreaterThanOrEqual(frame.margin);
          expect(m.y).toBeLessThanOrEqual(frame.height - frame.bottom);
        }
        expect(chart.marks.map((m) => m.x)).toEqual(chart.marks.map((m) => m.x).toSorted((a, b) => a - b));
        expect(chart.dates.length).toBeLessThanOrEqual(12);
      }),
    );
  });
});
