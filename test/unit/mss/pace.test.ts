import fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultPace, waitBefore } from '../../../src/main/mss/pace';

test('waits grow, stay within their bounds, and differ by their jitter', () => {
  fc.assert(
    fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const wait = waitBefore(attempt, defaultPace, () => random);
      expect(wait).toBeGreaterThanOrEqual(defaultPace.firstWait / 2);
      expect(wait).toBeLessThanOrEqual(defaultPace.longestWait);
      expect(waitBefore(attempt + 1, defaultPace, () => random)).toBeGreaterThanOrEqual(wait);
    }),
  );
  expect(waitBefore(3, defaultPace, () => 0)).not.toBe(waitBefore(3, defaultPace, () => 1));
});
