import { expect, test } from 'vitest';
import { caseOf } from '../../fuzz/cases';
import { seeds } from '../../fuzz/seeds';
import { targets } from '../../fuzz/targets';

// A taste of `npm run fuzz`, always the same one: our own seeds, no clock. Time is looked at there.
const own = seeds(false);
const CASES = 60;

test.each(targets)(
  'E-REC-08 the reader $name takes hostile input without a complaint',
  { timeout: 60_000 },
  async (target) => {
    for (let index = 0; index < CASES; index++) {
      const bytes = caseOf(target, own, 1, index);
      expect(await target.check(bytes), `case ${index}`).toBeNull();
    }
  },
);

test('a case is told wholly by its seed and its number', () => {
  const [target] = targets;
  expect(Buffer.compare(caseOf(target!, own, 7, 3), caseOf(target!, own, 7, 3))).toBe(0);
  expect(Buffer.compare(caseOf(target!, own, 7, 3), caseOf(target!, own, 8, 3))).not.toBe(0);
});
