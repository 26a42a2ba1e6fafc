import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { laid, missing, seen, successor, type Worklist } from '../../../src/renderer/state/worklist';
import type { InboxList, InboxRow } from '../../../src/shared/contract/inbox';

const counts = {
  toFile: 0,
  abnormal: 0,
  critical: 0,
  toReconcile: 0,
  unreadable: 0,
  insRefused: 0,
  byKind: {},
  byAddressee: {},
};
const rowOf = (id: string) => ({ id, read: false }) as InboxRow;
const whole = (n: number) => Array.from({ length: n }, (_, i) => rowOf(`r${i}`));
const answer = (rows: InboxRow[], from: number, count: number, revision = 1): InboxList => ({
  revision,
  total: rows.length,
  from,
  at: null,
  counts,
  rows: rows.slice(from, from + count),
});
const ids = (list: Worklist, leaving: ReadonlySet<string>) => {
  const view = seen(list, leaving);
  return Array.from({ length: view.count }, (_, line) => view.at(line)?.id);
};

describe('a list known by windows', () => {
  test('what is seen is the list less what leaves, whatever windows were brought and in whatever order', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.array(fc.tuple(fc.nat(59), fc.integer({ min: 1, max: 20 })), { minLength: 1, maxLength: 8 }),
        fc.array(fc.nat(59), { maxLength: 6 }),
        (n, windows, gone) => {
          const rows = whole(n);
          const list = windows.reduce<Worklist | null>(
            (known, [from, count]) => laid(known, answer(rows, Math.min(from, n - 1), count)),
            null,
          )!;
          const known = new Set([...list.rows.values()].map((r) => r.id));
          const leaving = new Set(gone.map((g) => `r${g}`).filter((id) => known.has(id)));
          const expected = rows
            .filter((r) => !leaving.has(r.id))
            .map((r) => (known.has(r.id) ? r.id : undefined));
          expect(ids(list, leaving)).toEqual(expected);
          for (const [line, id] of expected.entries())
            if (id) expect(seen(list, leaving).lineOf(id)).toBe(line);
        },
      ),
    );
  });

  test('asking for what is missing until nothing is leaves no hole', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.nat(899),
        fc.integer({ min: 1, max: 200 }),
        (n, at, size) => {
          const rows = whole(n);
          let list = laid(null, answer(rows, Math.min(at, n - 1), size));
          for (let i = 0; i < 1_000; i++) {
            const wanted = missing(seen(list, new Set()), 0, n - 1);
            if (!wanted) break;
            list = laid(list, answer(rows, wanted.from, Math.min(wanted.count, 200)));
          }
          expect(ids(list, new Set())).toEqual(rows.map((r) => r.id));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('windows of two revisions are never laid side by side', () => {
    const before = laid(null, answer(whole(10), 0, 5, 1));
    const after = laid(before, answer([rowOf('new'), ...whole(10)], 5, 3, 2));
    expect([...after.rows.keys()]).toEqual([5, 6, 7]);
  });

  test('a hundred thousand rows scrolled through keep a bounded part in memory, the last brought among it', () => {
    const rows = whole(100_000);
    let list: Worklist | null = null;
    for (let from = 0; from < rows.length; from += 200) list = laid(list, answer(rows, from, 200));
    expect(list!.rows.size).toBeLessThanOrEqual(2_000);
    expect(list!.rows.get(99_999)?.id).toBe('r99999');
  });

  test('the one below takes the place of a row that leaves; of the last, the one above', () => {
    const view = seen(laid(null, answer(whole(3), 0, 3)), new Set());
    expect(['r0', 'r2'].map((id) => successor(view, id))).toEqual(['r1', 'r1']);
    expect(successor(seen(laid(null, answer(whole(1), 0, 1)), new Set()), 'r0')).toBeNull();
  });
});
