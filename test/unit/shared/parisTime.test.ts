import { expect, test } from 'vitest';
import { hl7Time, instantInParis, isRealDate, parisDay, parisOffset } from '../../../src/shared/parisTime';

test.each([
  ['2026-01-15T12:00:00Z', '20260115130000+0100', 60],
  ['2026-07-15T12:00:00Z', '20260715140000+0200', 120],
  // The two nights when the clocks change, to the second.
  ['2026-03-29T00:59:59Z', '20260329015959+0100', 60],
  ['2026-03-29T01:00:00Z', '20260329030000+0200', 120],
  ['2026-10-25T00:59:59Z', '20261025025959+0200', 120],
  ['2026-10-25T01:00:00Z', '20261025020000+0100', 60],
  ['2026-12-31T23:30:00.999Z', '20270101003000+0100', 60],
])('%s on a French clock is %s', (instant, written, offset) => {
  const date = new Date(instant);
  expect(hl7Time(date)).toBe(written);
  expect(parisOffset(date)).toBe(offset);
  expect(parisDay(date)).toBe(written.slice(0, 8));
});

test('a French wall clock gives its instant back', () => {
  expect(instantInParis(2026, 7, 15, 14).toISOString()).toBe('2026-07-15T12:00:00.000Z');
  expect(instantInParis(2026, 3, 29, 3).toISOString()).toBe('2026-03-29T01:00:00.000Z');
  expect(instantInParis(2026, 1, 1).toISOString()).toBe('2025-12-31T23:00:00.000Z');
});

test('a day that no calendar has is not a date', () => {
  expect(isRealDate(2024, 2, 29)).toBe(true);
  expect(isRealDate(2026, 2, 29)).toBe(false);
  expect(isRealDate(1979, 0, 0)).toBe(false);
  expect(isRealDate(1900, 2, 29)).toBe(false);
  expect(isRealDate(99, 1, 1)).toBe(true);
});
