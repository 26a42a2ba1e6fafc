import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import { antibiogramOf } from '../../../src/renderer/document/antibiogram';
import { headingOf } from '../../../src/renderer/document/resultGroups';
import type { LabResult } from '../../../src/shared/biology/result';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

type Part = Pick<LabResult, 'label' | 'isolate' | 'interpretation'> & Partial<LabResult>;
const results = (...parts: Part[]) =>
  parts.map((p, n) => ({ key: String(n), status: 'completed', ...p }) as LabResult);
const letters = (found: ReturnType<typeof antibiogramOf>) =>
  found?.rows.map((r) => [r.antibiotic, ...r.cells.map((c) => c.map((x) => x.interpretation).join('/'))]);

test('germs stand across and antibiotics down, in the order of the report; what was not tested is empty', () => {
  const found = antibiogramOf(
    results(
      { label: 'Amoxicilline', isolate: 'E. coli', interpretation: 'R' },
      { label: 'Gentamicine', isolate: 'E. coli', interpretation: 'S' },
      { label: 'Gentamicine', isolate: 'E. faecalis', interpretation: 'I' },
    ),
  );
  expect(found?.germs).toEqual(['E. coli', 'E. faecalis']);
  expect(letters(found)).toEqual([
    ['Amoxicilline', 'R', ''],
    ['Gentamicine', 'S', 'I'],
  ]);
});

test('two readings of one antibiotic on one germ are both shown: neither is chosen', () => {
  const twice = results(
    { label: 'Amoxicilline', isolate: 'E. coli', interpretation: 'S' },
    { label: 'Amoxicilline', isolate: 'E. coli', interpretation: 'R' },
  );
  expect(letters(antibiogramOf(twice))).toEqual([['Amoxicilline', 'S/R']]);
});

test('a withdrawn reading, a count of germs and an S without a germ advise no treatment', () => {
  const none = results(
    { label: 'Amoxicilline', isolate: 'E. coli', interpretation: 'S', status: 'aborted' },
    { label: 'Dénombrement', isolate: 'E. coli', interpretation: null },
    { label: 'Amoxicilline', isolate: null, interpretation: 'S' },
    { label: 'Amoxicilline', isolate: 'E. coli', interpretation: 'constructor' },
  );
  expect(antibiogramOf(none)).toBeNull();
});

test.skipIf(!hasShared)(
  `the public microbiology report gives two germs and three antibiotics${skippedWithoutShared}`,
  () => {
    const read = readCda(
      readFileSync(shared('data', 'cda-examples', 'BIO-CR-BIO_2024.01_Microbiologie_V1.xml')),
    );
    expect(read.ok && letters(antibiogramOf(read.value.results))).toEqual([
      ['Amoxicilline', 'R', 'S'],
      ['Ampicilline', 'I', 'S'],
      ['Gentamicine', 'S', 'S'],
    ]);
  },
);

test('a heading says each step of the path once, though the section already names panel and germ', () => {
  const [result] = results({
    label: 'Amoxicilline',
    isolate: 'Escherichia coli',
    interpretation: 'R',
    section: 'Culture › Escherichia coli › Antibiogramme',
    panel: 'Antibiogramme',
  });
  expect(headingOf(result!)).toBe('Culture › Escherichia coli › Antibiogramme');
});
