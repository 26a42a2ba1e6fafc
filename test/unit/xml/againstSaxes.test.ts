import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import type { XmlElement } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { hasShared, shared } from '../../support/shared';

type Plain = { name: string; attributes: Record<string, string>; children: (Plain | string)[] };

/** What another parser, written by others, makes of the same text; null when it refuses it. */
function bySaxes(text: string): Plain | null {
  const parser = new SaxesParser({ xmlns: false, position: false });
  const stack: Plain[] = [{ name: '', attributes: {}, children: [] }];
  let failed = false;
  const add = (value: string) => {
    const { children } = stack.at(-1)!;
    if (value === '' || stack.length === 1) return;
    if (typeof children.at(-1) === 'string') children[children.length - 1] += value;
    else children.push(value);
  };
  parser.on('error', () => {
    failed = true;
  });
  parser.on('opentag', (tag) => {
    const attributes = Object.entries(tag.attributes as Record<string, string>).filter(
      ([k]) => !/^xmlns(:|$)/.test(k),
    );
    const element: Plain = {
      name: tag.name.replace(/^[^:]*:/, ''),
      attributes: Object.fromEntries(attributes),
      children: [],
    };
    stack.at(-1)!.children.push(element);
    stack.push(element);
  });
  parser.on('closetag', () => stack.pop());
  parser.on('text', add);
  parser.on('cdata', add);
  parser.write(text).close();
  return failed ? null : (stack[0]!.children[0] as Plain);
}

const plain = (element: XmlElement): Plain => ({
  name: element.name,
  attributes: { ...element.attributes },
  children: element.children.map((c) => (typeof c === 'string' ? c : plain(c))),
});
function byUs(bytes: Uint8Array): Plain | null {
  const result = parseXml(bytes);
  return result.ok ? plain(result.value) : null;
}

describe('against saxes', () => {
  test.skipIf(!hasShared)('the public examples give the same trees', () => {
    const folder = shared('data', 'cda-examples');
    for (const file of readdirSync(folder).filter((f) => f.endsWith('.xml'))) {
      const bytes = readFileSync(`${folder}/${file}`);
      const judged = bySaxes(new TextDecoder().decode(bytes));
      expect(judged, file).not.toBeNull();
      expect(byUs(bytes), file).toEqual(judged);
    }
  });

  const piece = fc.constantFrom('<a>', '</a>', '<b c="d">', '</b>', '<e/>', '<a', '>', '/>', ' ', '\r\n', '\n', '\t', 'x', 'é', '€', '😀', '&amp;', '&#233;', '&#x1F600;', '&#0;', '&nbsp;', '&', '"', "'", '=', 'f="1"', " g='é\r\n&lt;'", '<!-- c é -->', '<!--', '-->', '--', '<![CDATA[ <é> ]]>', '<![CDATA[', ']]>', '<?p q?>', '<?', '?>', '<é è="à"/>', '<1/>', 'h:i', '\u0001', '\ufffe', '<', 'xmlns="u"', 'xmlns:h="v"'); // biome-ignore format: one line
  const wellFormed = fc.letrec<{ node: string }>((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('x', 'é\r\n', '&lt;', '<!-- é -->', '<![CDATA[]]&>]]>', '<?p q?>', '\r', '&#13;', '  '),
      fc
        .tuple(fc.constantFrom('a', 'é', 'h:b'), fc.array(tie('node'), { maxLength: 4 }))
        .map(([n, inside]) => `<${n} c='é\r\n\t&#10;"' d = "x">${inside.join('')}</${n} >`),
    ),
  })).node;

  const agree = (text: string) => {
    // A DOCTYPE is refused here and accepted there: no piece makes one.
    expect(byUs(new TextEncoder().encode(text))).toEqual(bySaxes(text));
  };
  test('any pile of pieces is accepted or refused alike, and read alike', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (p) => agree(p.join(''))),
      { numRuns: 4000 },
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (p) => agree(`<a>${p.join('')}</a>`)),
      { numRuns: 4000 },
    );
  });
  test('any well-formed text is read alike', () => {
    fc.assert(
      fc.property(fc.array(wellFormed, { maxLength: 5 }), (n) => agree(`\n<r>${n.join('')}</r>\n`)),
      { numRuns: 1000 },
    );
  });
});
