import { describe, expect, test } from 'vitest';
import { changesOf } from '../../../src/main/inbox/changes';
import { nothingBefore } from '../../../src/main/inbox/earlier';
import type { HistoryPoint } from '../../../src/shared/biology/earlier';
import type { LabResult } from '../../../src/shared/biology/result';
import { quantity, result } from '../../fixtures/renderer/documents';

const point = (value: number | null, part: Partial<HistoryPoint> = {}): HistoryPoint => ({
  date: '2026-09-02',
  value,
  text: String(value),
  unit: 'ug/L',
  low: null,
  high: null,
  flag: 'N',
  sent: null,
  laboratory: 'Biolab',
  comparable: true,
  ...part,
});
const told = (label: string, value: string, flag = 'N', part: Partial<LabResult> = {}): LabResult => ({
  ...result({ key: label, section: 'Biochimie', label, loinc: '2276-4', value, unit: 'ug/L', flag }),
  ...part,
});
const since = (results: LabResult[], history: Record<string, HistoryPoint[]>) =>
  changesOf(results, { history, missing: [], first: false }).map((c) => `${c.tone} ${c.text}`);

describe('what changed, the gravest first', () => {
  test('the order is that of what must be done, not that of the report', () => {
    const results = [
      told('stable', '100'),
      told('back', '100'),
      told('still', '300', 'H'),
      told('doubled', '210'),
      told('leaves', '160', 'H'),
      told('critical', '900', 'HH'),
    ];
    const history = {
      stable: [point(101)],
      back: [point(160, { flag: 'H' })],
      still: [point(290, { flag: 'H' })],
      doubled: [point(100)],
      leaves: [point(140)],
      critical: [point(890, { flag: 'HH' })],
    };
    expect(since(results, history).map((t) => t.split(' ')[1])).toEqual([
      'critical\u202f:',
      'leaves',
      'doubled',
      'still',
      'back',
      'Stable\u202f:',
    ]);
  });

  test('a fall by half is told, inside the interval too', () => {
    expect(since([told('Hb', '60')], { Hb: [point(130)] })).toEqual([
      'low Hb divisée par deux depuis le 02/09/2026, dans l’intervalle',
    ]);
  });

  test('the last comparable value counts, not a later one of another technique', () => {
    const history = { PSA: [point(4, { date: '2025-01-01' }), point(1, { comparable: false })] };
    expect(since([told('PSA', '9', 'H')], history)).toEqual(['high PSA doublée et sort de l’intervalle']);
  });

  test('a bound doubles nothing and is not called stable', () => {
    const bound = told('CRP', '1.0', 'N', {
      value: { ...quantity('1.0', 'ug/L'), kind: 'range', comparator: '<' },
    });
    expect(since([bound], { CRP: [point(8)] })).toEqual([]);
    expect(since([told('CRP', '8')], { CRP: [point(null, { text: '< 1.0' })] })).toEqual([]);
  });

  test('zero and negative values are compared without a doubling', () => {
    expect(since([told('BE', '2')], { BE: [point(0)] })).toEqual([]);
    expect(since([told('BE', '-4')], { BE: [point(-1)] })).toEqual([]);
  });

  test('a result said in two units changes once', () => {
    const both = [
      told('Glycémie', '1.31', 'H', { key: 'g', loinc: '2345-7', value: quantity('1.31', 'g/L') }),
      told('Glycémie', '7.27', 'H', { key: 'm', loinc: '14749-6', value: quantity('7.27', 'mmol/L') }),
    ];
    expect(since(both, { g: [point(0.9)], m: [point(5)] })).toEqual(['high Glycémie sort de l’intervalle']);
  });

  test('without a record, the value the laboratory printed beside this one is compared with', () => {
    const printed = told('Ferritine', '312', 'H', {
      previous: [
        { value: quantity('88', 'ug/L'), date: '2025-03-04', interpretation: 'N' },
        { value: quantity('141', 'ug/L'), date: '2026-09-02', interpretation: 'N' },
      ],
    });
    const changes = changesOf([printed], nothingBefore).map((c) => c.text);
    expect(changes).toEqual(['Ferritine doublée et sort de l’intervalle']);
  });

  test('an aborted or absent result is asked for and missing, never a value', () => {
    expect(since([told('K', '4.0', 'N', { status: 'aborted' })], { K: [point(4)] })).toEqual([
      'missing K demandée, absente',
    ]);
  });
});
