import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cutSections } from '../../../src/renderer/document/cutSections';
import type { Section } from '../../../src/shared/documents/clinicalDocument';
import type { Narrative } from '../../../src/shared/documents/narrative';

const section = (...narrative: Narrative[]): Section => ({
  code: null,
  system: null,
  title: 'T',
  narrative,
  sections: [],
});
const text = (t: string): Narrative => ({ type: 'text', text: t });
const table = (rows: number): Narrative => ({
  type: 'table',
  head: [],
  body: Array.from({ length: rows }, (_, i) => ({
    styles: [],
    cells: [{ header: false, columns: 1, rows: 1, align: null, styles: [], children: [text(String(i))] }],
  })),
  foot: [],
});
const words = (sections: readonly Section[]): string => JSON.stringify(sections).replace(/[^0-9]+/g, ' ');

describe('a text that is too long to be drawn at once', () => {
  test('a text within the measure is left as it is', () => {
    const sections = [section(text('a'), table(3))];
    expect(cutSections(sections, 100)).toEqual({ sections, whole: true });
  });

  test('a table of a hundred thousand rows gives its first ones, and says that more follows', () => {
    const { sections, whole } = cutSections([section(table(100_000)), section(text('après'))], 302);
    expect(whole).toBe(false);
    const [first] = sections[0]!.narrative;
    expect(first?.type === 'table' && first.body).toHaveLength(100);
    expect(sections).toHaveLength(1);
  });

  test('what is shown is the beginning, in order, and asking for more never takes anything away', () => {
    const leaf = fc.nat(999).map((n) => text(String(n)));
    const { node } = fc.letrec<{ node: Narrative }>((tie) => ({
      node: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc
          .array(tie('node'), { maxLength: 4 })
          .map((children): Narrative => ({ type: 'paragraph', styles: [], children })),
        fc.array(tie('node'), { maxLength: 4 }).map(
          (items): Narrative => ({
            type: 'list',
            ordered: false,
            items: items.map((i) => ({ children: [i] })),
          }),
        ),
        fc.integer({ min: 0, max: 4 }).map(table),
      ),
    }));
    fc.assert(
      fc.property(fc.array(node, { maxLength: 5 }), fc.nat(40), (narrative, most) => {
        const all = words([section(...narrative)]).trim();
        const less = words(cutSections([section(...narrative)], most).sections).trim();
        const more = words(cutSections([section(...narrative)], most + 7).sections).trim();
        return more.startsWith(less) && all.startsWith(more);
      }),
    );
    const whole = [section(table(50))];
    expect(cutSections(whole, 10_000).sections).toEqual(whole);
  });
});
