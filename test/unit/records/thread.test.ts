import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { currentVersions, personsOf, type Version } from '../../../src/main/records/thread';

const version = (id: string, over: Partial<Version> = {}): Version => ({
  id,
  uniqueId: id,
  setId: 's',
  version: 1,
  date: null,
  replaces: [],
  ins: '1',
  traits: 'DURAND|ELISE|1986-03-14',
  ...over,
});

/** The definition, spelt out: newer and not older by any chain of steps; of those, the best that nothing is newer than. */
function byDefinition(documents: readonly Version[]): Map<string, string | null> {
  const persons = personsOf(documents);
  const step = (a: Version, b: Version) =>
    a.id !== b.id &&
    ((b.uniqueId !== null && a.replaces.includes(b.uniqueId)) ||
      (a.setId !== null &&
        a.setId === b.setId &&
        persons.get(a.id) === persons.get(b.id) &&
        a.version !== null &&
        b.version !== null &&
        a.version > b.version));
  const reach = new Map(
    documents.map((d) => {
      const seen = new Set<Version>([d]);
      for (const x of seen) for (const y of documents) if (step(x, y)) seen.add(y);
      return [d.id, seen];
    }),
  );
  const above = (a: Version, b: Version) => reach.get(a.id)!.has(b) && !reach.get(b.id)!.has(a);
  const heads = documents.filter((h) => !documents.some((d) => above(d, h)));
  const best = (a: Version, b: Version) =>
    (b.version ?? 0) - (a.version ?? 0) ||
    (b.date ?? '').localeCompare(a.date ?? '') ||
    b.id.localeCompare(a.id);
  return new Map(
    documents.map((d) => {
      const [head] = heads.filter((h) => above(h, d)).sort(best);
      return [d.id, head && !d.upheldAgainst?.includes(head.id) ? head.id : null];
    }),
  );
}

const threads = fc
  .array(
    fc.record({
      set: fc.constantFrom('s', 't', null),
      version: fc.constantFrom(1, 2, 3, null),
      date: fc.constantFrom('2026-01-01', '2026-01-02', null),
      replaces: fc.array(fc.nat(7), { maxLength: 2 }),
      ins: fc.constantFrom('1', '2', null),
      traits: fc.constantFrom('a', 'b', null),
    }),
    { maxLength: 8 },
  )
  .map((list) =>
    list.map((d, n) => version(`d${n}`, { ...d, setId: d.set, replaces: d.replaces.map((r) => `d${r}`) })),
  );

describe('which version is current', () => {
  test('is what the definition says, for any documents, circles included', () => {
    fc.assert(
      fc.property(threads, (documents) => {
        expect(currentVersions(documents)).toEqual(byDefinition(documents));
      }),
      { numRuns: 2_000 },
    );
  });

  test('does not depend on the order in which documents came', () => {
    fc.assert(
      fc.property(
        threads.chain((t) => fc.tuple(fc.constant(t), fc.shuffledSubarray(t, { minLength: t.length }))),
        ([documents, shuffled]) => {
          expect(Object.fromEntries(currentVersions(shuffled))).toEqual(
            Object.fromEntries(currentVersions(documents)),
          );
        },
      ),
    );
  });

  test('is always somebody: a thread is never all replaced', () => {
    fc.assert(
      fc.property(threads, (documents) => {
        fc.pre(documents.length > 0);
        expect([...currentVersions(documents).values()]).toContain(null);
      }),
    );
  });

  test('a chain and a set of ten thousand versions are settled', () => {
    const chain = Array.from({ length: 10_000 }, (_, n) =>
      version(`d${n}`, { setId: null, version: null, replaces: [`d${n - 1}`] }),
    );
    const set = Array.from({ length: 10_000 }, (_, n) => version(`d${n}`, { version: n % 5 }));
    expect(currentVersions(chain).get('d0')).toBe('d9999');
    expect([...currentVersions(set).values()].filter((head) => head === null)).toHaveLength(2_000);
  });

  test('a set number is no statement about another person; a replacement by id is', () => {
    const former = version('a');
    const other = version('b', { version: 2, ins: '2', traits: 'BENALI|SAMIRA|1964-11-30' });
    expect(currentVersions([former, other]).get('a')).toBeNull();
    expect(currentVersions([former, { ...other, replaces: ['a'] }]).get('a')).toBe('b');
  });
});

describe('the person a document names', () => {
  const persons = (...documents: Version[]) => new Set(personsOf(documents).values()).size;
  test('is the matricule; without one, the only matricule of the same traits', () => {
    expect(persons(version('a'), version('b', { ins: null }))).toBe(1);
    expect(persons(version('a'), version('b', { traits: 'DURAND|ELISSE|1986-03-14' }))).toBe(1);
    expect(persons(version('a'), version('b', { ins: '2' }))).toBe(2);
  });
  test('is nobody else’s where two matricules have the same traits, or where the document names nobody', () => {
    expect(persons(version('a'), version('b', { ins: '2' }), version('c', { ins: null }))).toBe(3);
    expect(persons(version('a'), version('b', { ins: null, traits: null }))).toBe(2);
  });
});
