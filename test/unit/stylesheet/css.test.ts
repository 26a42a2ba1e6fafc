import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeCss, safeDeclarations } from '../../../src/main/stylesheet/css';

describe('a sender’s style sheet', () => {
  test('keeps plain rules, lists of selectors and what holds for a width', () => {
    expect(
      safeCss(
        '/* a */ h1, .x > td:first-child { color: #00508f; font-size: 12px } @media screen and (max-width : 320px) { p { margin: 0px; } }',
      ),
    ).toBe(
      'h1, .x > td:first-child { color: #00508f; font-size: 12px; }\n@media screen and (max-width : 320px) { p { margin: 0px; } }',
    );
  });

  test.each([
    ['an import', '@import url(http://x/a.css); p { color: red }', 'p { color: red; }'],
    ['an import without url', '@import "http://x/a.css"; p { color: red }', 'p { color: red; }'],
    [
      'a font',
      '@font-face { font-family: x; src: url(http://x/f.woff) } p { color: red }',
      'p { color: red; }',
    ],
    ['a picture', 'p { background: url(http://x/a.png); color: red }', 'p { color: red; }'],
    ['an escaped url', 'p { background: u\\72l(http://x/a.png); color: red }', 'p { color: red; }'],
    ['a commented url', 'p { background: u/**/rl(http://x/a.png) }', ''],
    ['image-set', 'p { background: image-set("http://x/a.png" 1x) }', ''],
    ['an expression', 'p { width: expression(alert(1)); behavior: url(x) }', ''],
    ['a selector that reads values', 'input[value^="a\\"] { color: red }', ''],
    ['the end of a style element', 'p { color: red }</style><script>', 'p { color: red; }'],
    ['an unclosed comment', '/* p { color: red }', ''],
    ['an unclosed rule', 'p { color: red', ''],
    ['an unknown at-rule', '@property --x { syntax: "*"; inherits: true }', ''],
    ['nested rules', 'p { color: red; a { color: blue } }', ''],
  ])('%s does not come through', (_, written, kept) => expect(safeCss(written)).toBe(kept));

  test('whatever is written, nothing that fetches, runs or escapes comes out', () => {
    const piece = fc.constantFrom('url(', 'http://x', '@import', '@media ', '{', '}', ';', ':', '\\', '/*', '*/', 'p', 'color', ' ', '<', '"', "'", 'u', 'rl(', 'expression('); // biome-ignore format: pieces of an attack
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const written = pieces.join('');
        expect(`${safeCss(written)} ${safeDeclarations(written)}`).not.toMatch(
          /url\(|@import|expression|\\|</,
        );
      }),
      { numRuns: 500 },
    );
  });
});
