import { describe, expect, test } from 'vitest';
import { sanitise } from '../../../src/main/stylesheet/sanitise';
import { presentationSchema } from '../../../src/shared/documents/presentation';
import { limits } from '../../../src/shared/limits';

const read = (made: string) => {
  const safe = sanitise(made);
  if (!safe.ok) throw new Error(`${safe.error.code} ${safe.error.detail}`);
  return safe.value;
};
const body = (inside: string) => read(`<html><body>${inside}</body></html>`).nodes;

describe('what a stylesheet made', () => {
  test('words, tables and placing attributes come through as nodes of the contract', () => {
    const { nodes, css } = read(
      '<html><head><title>T</title><style>p { color: red }</style></head><body class="a b"><table border="1" width="100%"><tr><td colspan="2" align="right" style="color: blue">1,5&#160;g/L</td></tr></table></body></html>',
    );
    expect(css).toBe('p { color: red; }');
    expect(nodes).toEqual([
      {
        tag: 'div',
        attributes: { class: 'a b' },
        children: [
          {
            tag: 'table',
            attributes: { border: '1', width: '100%' },
            children: [
              {
                tag: 'tr',
                attributes: {},
                children: [
                  {
                    tag: 'td',
                    attributes: { colspan: '2', align: 'right', style: 'color: blue' },
                    children: ['1,5\u00a0g/L'],
                  },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(presentationSchema.safeParse({ source: 'sender', css, nodes }).success).toBe(true);
  });

  test('an unknown element leaves its words; a link leaves its words and no address', () => {
    const text = JSON.stringify(
      body('<block>un</block> <a href="http://x">deux</a><content styleCode="x">trois</content>'),
    );
    expect(text).toContain('un');
    expect(text).toContain('deux');
    expect(text).not.toMatch(/http|href|styleCode|block/);
  });

  test.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script in capitals', '<SCRIPT>alert(1)</SCRIPT>'],
    ['a frame', '<iframe src="http://x/alert"/>'],
    ['an object', '<object data="http://x/alert"><p>alert</p></object>'],
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><a>alert</a></svg>'],
    ['a form field', '<input value="alert"/><textarea>alert</textarea>'],
    ['a base', '<base href="http://x/alert"/>'],
    ['a refresh', '<meta http-equiv="refresh" content="0;url=http://alert"/>'],
    ['a remote picture', '<img src="http://x/alert.png"/>'],
    ['an SVG picture', '<img src="data:image/svg+xml;base64,alert"/>'],
    ['a handler', '<p onclick="alert(1)" onmouseover="alert(1)">x</p>'],
    ['an attribute that ends itself', `<p class='a" onclick="alert(1)'>x</p>`],
    ['a style that fetches', '<p style="background: url(http://alert)">x</p>'],
  ])('%s is gone', (_, inside) => {
    expect(JSON.stringify(body(`<p>mots</p>${inside}`))).not.toMatch(/alert|http|onclick/);
  });

  test('a bitmap inside the text is kept', () => {
    expect(body('<img alt="logo" src="data:image/png;base64,iVBO Rw0K"/>')).toMatchObject([
      { children: [{ tag: 'img', attributes: { alt: 'logo', src: 'data:image/png;base64,iVBORw0K' } }] },
    ]);
  });

  test('entities and ampersands that a sheet let through unescaped are words', () => {
    expect(body('<p>A&nbsp;B &eacute; &amp; C&D;</p>')).toMatchObject([
      { children: [{ children: ['A\u00a0B &eacute; & C&D;'] }] },
    ]);
  });

  test('a DOCTYPE that the sheet asks for does not stop the reading; entities it declares do', () => {
    const doctype =
      '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1.dtd">';
    expect(read(`${doctype}<html><body><p>x</p></body></html>`).nodes).toHaveLength(1);
    const bomb = sanitise('<!DOCTYPE a [<!ENTITY b "c">]><p>&b;</p>');
    expect(!bomb.ok && bomb.error.code).toBe('stylesheet-empty');
  });

  test('just as many elements as admitted pass, one more does not', () => {
    const many = (n: number) => sanitise(`<p>x${'<br/>'.repeat(n - 1)}</p>`);
    expect(many(limits.presentationNodes).ok).toBe(true);
    const over = many(limits.presentationNodes + 1);
    expect(!over.ok && over.error.code).toBe('stylesheet-too-large');
  });

  test.each(['', '   ', '<p>', 'mots sans élément', '<p> </p>', '<script>x</script>'])(
    '%j is nothing to show',
    (made) => {
      const safe = sanitise(made);
      expect(!safe.ok && safe.error.code).toBe('stylesheet-empty');
    },
  );
});
