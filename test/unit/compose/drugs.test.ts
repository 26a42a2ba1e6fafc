import { expect, test } from 'vitest';
import { createDrugList } from '../../../src/main/compose/drugs';
import { sampleDrugs } from '../../../src/main/compose/sampleDrugs';

const drugs = createDrugList(sampleDrugs);
const names = (query: string) => drugs.search(query).map((d) => d.name);

test('three letters find a brand, best first', () => {
  expect(names('lev')[0]).toBe('LEVOTHYROX 25 microgrammes');
});

test('accents, case and the micro sign do not matter', () => {
  expect(names('LÉVOTHYROX 50 µg')).toEqual(['LEVOTHYROX 50 microgrammes']);
  expect(names('paracetamol 1')).toContain('DOLIPRANE 1 000 mg');
});

test('two letters, blanks or signs find nothing', () => {
  for (const query of ['le', '', '   ', '***']) expect(names(query)).toEqual([]);
});
