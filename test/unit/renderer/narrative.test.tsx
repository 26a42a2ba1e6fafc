import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { isBitmap, pdfOf } from '../../../src/renderer/document/attachments';
import { NarrativeView } from '../../../src/renderer/document/NarrativeView';
import type { Attachment } from '../../../src/shared/documents/clinicalDocument';
import type { Narrative } from '../../../src/shared/documents/narrative';

const draw = (nodes: Narrative[], attachments: Attachment[] = []) =>
  renderToStaticMarkup(<NarrativeView nodes={nodes} attachments={attachments} />);
const text = (t: string): Narrative => ({ type: 'text', text: t });

describe('a narrative is drawn, never executed', () => {
  test.each([
    '<script>alert(1)</script>',
    '<svg onload=alert(1)>',
    '<img src=x onerror=alert(1)>',
    '"><style>*{display:none}</style>',
  ])('%s is words', (hostile) => {
    const html = draw([text(hostile), { type: 'paragraph', styles: [hostile], children: [text(hostile)] }]);
    expect(html).not.toMatch(/<(script|svg|img|style)/i);
    expect(html).toContain('&lt;');
  });

  test.each(['javascript:alert(1)', 'https://exemple.test', 'file:///etc/passwd', 'data:text/html,x'])(
    'a link to %s cannot be followed: its address is words beside it',
    (address) => {
      const html = draw([{ type: 'link', address, children: [text('voir')] }]);
      expect(html).not.toMatch(/<a\b|href|src=/i);
      expect(html).toContain('voir');
      expect(html).toContain(address);
    },
  );

  test('styles that a document asks for are dropped unless they are ours', () => {
    const html = draw([{ type: 'content', styles: ['Bold', 'color:red', 'notice'], children: [text('x')] }]);
    expect(html).toBe('<div class="narrative"><span class="n-bold">x</span></div>');
  });

  test('tables keep their spans, headers and alignment', () => {
    const cell = {
      header: true,
      columns: 2,
      rows: 1,
      align: 'right' as const,
      styles: [],
      children: [text('Total')],
    };
    const html = draw([
      { type: 'table', caption: 'Dosages', head: [], body: [{ styles: [], cells: [cell] }], foot: [] },
    ]);
    expect(html).toContain('<caption>Dosages</caption>');
    expect(html).toMatch(/<th colSpan="2" rowSpan="1" class="n-right-aligned">Total<\/th>/i);
  });

  test('lists, breaks, indices and notes', () => {
    const html = draw([
      { type: 'list', ordered: true, items: [{ children: [text('un')] }] },
      { type: 'break' },
      { type: 'sub', children: [text('2')] },
      { type: 'footnote', children: [text('note')] },
    ]);
    expect(html).toContain('<ol><li>un</li></ol>');
    expect(html).toContain('<br/>');
    expect(html).toContain('<sub>2</sub>');
  });
});

describe('attachments', () => {
  const a = (part: Partial<Attachment>): Attachment => ({
    index: 0,
    mediaType: 'image/png',
    size: 1,
    sha256: '',
    role: 'image',
    mediaId: 'm',
    title: null,
    ...part,
  });

  test('an SVG is never an image: it is a file to keep', () => {
    expect(isBitmap(a({ mediaType: 'image/svg+xml' }))).toBe(false);
    const html = draw([{ type: 'media', ids: ['m'] }], [a({ mediaType: 'image/svg+xml', title: 'Courbe' })]);
    expect(html).not.toContain('<img');
    expect(html).toContain('Enregistrer');
  });

  test('the original PDF is the body, else the copy', () => {
    const copy = a({ index: 1, mediaType: 'application/pdf', role: 'copy' });
    const body = a({ index: 2, mediaType: 'application/pdf', role: 'body' });
    expect(pdfOf({ attachments: [copy, body] })?.index).toBe(2);
    expect(pdfOf({ attachments: [a({}), copy] })?.index).toBe(1);
    expect(pdfOf({ attachments: [a({})] })).toBeNull();
  });
});
