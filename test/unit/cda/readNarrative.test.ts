import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import { type Narrative, narrativeSchema, narrativeText } from '../../../src/shared/documents/narrative';

const document = (text: string, title = 'T') =>
  `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:s="http://www.w3.org/2000/svg"><title>${title}</title><component><structuredBody><component><section><title>${title}</title><text>${text}</text></section></component></structuredBody></component></ClinicalDocument>`;
const read = (text: string, title?: string) => {
  const result = readCda(new TextEncoder().encode(document(text, title)));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const nodes = (text: string): Narrative[] => read(text).sections[0]!.narrative;

describe('narrative', () => {
  test('mixed content keeps its order and its words apart', () => {
    expect(nodes('Un <content styleCode="Bold xEnt">deux</content> trois<br/>quatre')).toEqual([
      { type: 'text', text: 'Un ' },
      { type: 'content', styles: ['Bold', 'xEnt'], children: [{ type: 'text', text: 'deux' }] },
      { type: 'text', text: ' trois' },
      { type: 'break' },
      { type: 'text', text: 'quatre' },
    ]);
  });

  test('a table keeps heads, spans, identifiers and captions', () => {
    const [table] = nodes(
      '<table ID="t"><caption>C</caption><thead><tr><th colspan="2">A</th></tr></thead><tbody><tr ID="r"><td align="right">1</td><td rowspan="3">2</td></tr></tbody></table>',
    );
    expect(table).toMatchObject({
      type: 'table',
      id: 't',
      caption: 'C',
      head: [{ cells: [{ header: true, columns: 2 }] }],
      body: [{ id: 'r', cells: [{ align: 'right' }, { rows: 3 }] }],
    });
  });

  test('lists, notes, exponents and images by the identifiers they show', () => {
    expect(
      nodes(
        '<list listType="ordered"><caption>L</caption><item>a</item><item>b</item></list>10<sup>9</sup><renderMultiMedia referencedObject="i1 i2"/>',
      ),
    ).toEqual([
      {
        type: 'list',
        ordered: true,
        caption: 'L',
        items: [{ children: [{ type: 'text', text: 'a' }] }, { children: [{ type: 'text', text: 'b' }] }],
      },
      { type: 'text', text: '10' },
      { type: 'sup', children: [{ type: 'text', text: '9' }] },
      { type: 'media', ids: ['i1', 'i2'], caption: undefined },
    ]);
  });
});

describe('hostile narrative', () => {
  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['an XHTML script', '<h:script>alert(1)</h:script>'],
    ['an SVG', '<s:svg onload="alert(1)"><s:script>alert(1)</s:script></s:svg>'],
    ['a style sheet', '<style>@import "http://x/alert(1)"</style>'],
    ['a frame', '<iframe src="http://x/">alert(1)</iframe>'],
  ])('%s is dropped with all it contains, and said', (_, text) => {
    const d = read(`avant ${text} après`);
    expect(JSON.stringify(d.sections)).not.toMatch(/alert|http|onload/);
    expect(narrativeText(d.sections[0]!.narrative)).toBe('avant après');
    expect(d.warnings.map((w) => w.code)).toContain('active-content');
  });

  test.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'vbscript:x',
  ])('a link to %s keeps its words and loses its address', (href) => {
    const d = read(`<linkHtml href="${href}">cliquez</linkHtml>`);
    expect(d.sections[0]!.narrative).toEqual([
      { type: 'link', address: '', children: [{ type: 'text', text: 'cliquez' }] },
    ]);
    expect(d.warnings).toHaveLength(2);
  });

  test('an ordinary link keeps its address as words', () => {
    expect(nodes('<linkHtml href="https://sante.fr/x">site</linkHtml>')).toMatchObject([
      { type: 'link', address: 'https://sante.fr/x' },
    ]);
  });

  test('event handlers and styles on allowed elements do not come through', () => {
    const text = JSON.stringify(
      nodes('<content onclick="x()" style="position:fixed" ID="a">b</content><table onload="x()"/>'),
    );
    expect(text).not.toMatch(/onclick|fixed|onload/);
  });

  test('markup in a title is only words', () => {
    expect(read('', '&lt;img src=x onerror=alert(1)&gt;').title).toBe('<img src=x onerror=alert(1)>');
  });

  test('an absurd span is laid out within bounds', () => {
    const [table] = nodes(
      '<table><tbody><tr><td colspan="999999999" rowspan="-4">x</td></tr></tbody></table>',
    );
    expect(table).toMatchObject({ body: [{ cells: [{ columns: 100, rows: 1 }] }] });
  });
});

test('any tree of narrative elements reads into nodes of the contract, without throwing', () => {
  const name = fc.constantFrom('content', 'paragraph', 'list', 'item', 'table', 'tbody', 'thead', 'tr', 'td', 'th', 'br', 'sub', 'footnote', 'linkHtml', 'renderMultiMedia', 'caption', 'script', 'b'); // biome-ignore format: one line
  const { tree } = fc.letrec<{ tree: string }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('mot', ' ', '1,5 g/L', '&lt;'),
      fc
        .tuple(name, fc.array(tie('tree'), { maxLength: 4 }))
        .map(([n, inside]) => `<${n} ID="i" styleCode="Bold" colspan="2">${inside.join('')}</${n}>`),
    ),
  }));
  fc.assert(
    fc.property(tree, (text) => nodes(text).every((n) => narrativeSchema.safeParse(n).success)),
    { numRuns: 200 },
  );
});
