import { expect, test } from 'vitest';
import { openCda } from '../../../src/main/cda/read';
import { changesOf } from '../../../src/main/inbox/changes';
import { scenarios } from '../../../src/sandbox/partners/scenarios';
import { seededIds } from '../../../src/shared/ids';

test('an antibiotic read without a concentration is not an analysis left out: only resistance is told', async () => {
  const at = new Date('2026-11-23T09:15:00Z');
  const { cda } = await scenarios['lab-microbiology']({ at, ids: seededIds('culture') });
  const opened = openCda(cda ?? new Uint8Array());
  if (!opened.ok) throw new Error(opened.error.code);
  const told = changesOf(opened.value.document.results, { history: {}, missing: [], first: true });
  expect(told.map((c) => c.text)).toEqual([
    'Leucocytes urinaires hors de l’intervalle',
    'Numération des germes hors de l’intervalle',
    'Amoxicilline\u202f: résistant',
  ]);
});
