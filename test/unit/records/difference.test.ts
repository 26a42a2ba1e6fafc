import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { resultDifferences, sectionDifferences } from '../../../src/main/records/difference';
import type { LabResult } from '../../../src/shared/biology/result';
import type { Section } from '../../../src/shared/documents/clinicalDocument';
import { result } from '../../integration/practice/world';

const said = (before: LabResult[], after: LabResult[]) =>
  resultDifferences(before, after).map((d) => `${d.label} ${d.change}`);
const iron = (value: string, over: Partial<LabResult> = {}) => result('fer', '2498-4', value, 'umol/L', over);

describe('what a version changes in the results', () => {
  test('nothing, between a report and itself, whatever it holds', () => {
    const any = fc.array(
      fc.tuple(fc.constantFrom('2498-4', '2276-4', '718-7'), fc.integer({ min: 0, max: 99 })),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(any, (list) => {
        const results = list.map(([loinc, v], n) => iron(String(v), { loinc, key: `${loinc}#${n}` }));
        expect(resultDifferences(results, results)).toEqual([]);
      }),
    );
  });

  test('a comma moved, a unit, a comparator and words are other values; a zero of precision is not', () => {
    expect(said([iron('31.2')], [iron('312')])).toEqual(['fer value']);
    expect(said([iron('31.2')], [result('fer', '2498-4', '31.2', 'mg/L')])).toEqual(['fer value']);
    const bound = { ...iron('5').value, comparator: '<' as const };
    expect(said([iron('5')], [iron('5', { value: bound })])).toEqual(['fer value']);
    expect(said([iron('31.2')], [iron('31.20')])).toEqual([]);
    expect(said([iron('0.50')], [iron('.5')])).toEqual([]);
    expect(said([iron('100')], [iron('10')])).toEqual(['fer value']);
    expect(said([iron('-1')], [iron('1')])).toEqual(['fer value']);
  });

  test('a value the laboratory took back is taken away, and one it gives again is added', () => {
    expect(said([iron('5')], [iron('5', { status: 'aborted' })])).toEqual(['fer removed']);
    expect(said([iron('5', { status: 'obsolete' })], [iron('5')])).toEqual(['fer added']);
  });

  test('same value, other status, flag, interval or comment: said', () => {
    expect(said([iron('5', { status: 'active' })], [iron('5', { status: 'completed' })])).toEqual([
      'fer status',
    ]);
    expect(said([iron('5')], [iron('5', { interpretation: 'H' })])).toEqual(['fer reading']);
    expect(said([iron('5')], [iron('5', { comments: ['Contrôlé.'] })])).toEqual(['fer reading']);
  });

  test('a sample renumbered is the same result; two germs are two', () => {
    expect(said([iron('5', { key: 'fer|1' })], [iron('5', { key: 'fer|2' })])).toEqual([]);
    const germ = (isolate: string, key: string) => iron('5', { isolate, key });
    expect(said([germ('E. coli', 'a')], [germ('K. pneumoniae', 'b')])).toEqual(['fer added', 'fer removed']);
    // Two of one analyte on a side: which is which is not guessed.
    expect(said([iron('5', { key: 'x' })], [iron('5', { key: 'y' }), iron('6', { key: 'z' })])).toEqual([
      'fer added',
      'fer added',
      'fer removed',
    ]);
  });
});

test('what a version changes in the text is said by section', () => {
  const section = (title: string, text: string): Section => ({
    code: null,
    system: null,
    title,
    narrative: [{ type: 'text', text }],
    sections: [],
  });
  expect(
    sectionDifferences(
      [section('Indication', 'Douleur'), section('Conclusion', 'Normal'), section('Annexe', 'x')],
      [section('Indication', ' Douleur '), section('Conclusion', 'Fracture'), section('Technique', 'IRM')],
    ),
  ).toEqual([
    { title: 'Conclusion', change: 'changed' },
    { title: 'Technique', change: 'added' },
    { title: 'Annexe', change: 'removed' },
  ]);
});
