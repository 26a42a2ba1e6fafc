import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  at,
  attribute,
  attributeNs,
  child,
  childrenOf,
  resolveName,
  textOf,
  XSI,
  xsiType,
} from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { unturned } from '../../../src/shared/directions';
import { limits } from '../../../src/shared/limits';

const utf8 = (text: string) => new TextEncoder().encode(text);
const read = (text: string) => {
  const result = parseXml(utf8(text));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const code = (bytes: Uint8Array | string) => {
  const result = parseXml(typeof bytes === 'string' ? utf8(bytes) : bytes);
  return result.ok ? 'ok' : result.error.code;
};

describe('tree', () => {
  test('mixed content keeps its order, comments vanish and neighbouring texts are one', () => {
    const root = read('<p>a<!-- x -->b<i>c</i><![CDATA[<d>]]>&amp;e<?pi z?>f</p>');
    expect(root.children.map((n) => (typeof n === 'string' ? n : `<${n.name}>`))).toEqual([
      'ab',
      '<i>',
      '<d>&ef',
    ]);
    expect(textOf(root)).toBe('abc<d>&ef');
  });

  test('a prefix and a default namespace name the same element', () => {
    const a = read('<ClinicalDocument xmlns="urn:hl7-org:v3"><id root="1"/></ClinicalDocument>');
    const b = read('<c:ClinicalDocument xmlns:c="urn:hl7-org:v3"><c:id root="1"/></c:ClinicalDocument>');
    for (const root of [a, b]) expect(attribute(at(root, 'id')!, 'root')).toBe('1');
  });

  test('an element of a foreign namespace does not pass for a child', () => {
    const root = read('<a xmlns="urn:x"><b xmlns="urn:evil">no</b><e:b xmlns:e="urn:evil"/><b>yes</b></a>');
    expect(textOf(child(root, 'b'))).toBe('yes');
    expect(childrenOf(root, 'b', 'urn:evil')).toHaveLength(2);
  });

  test('xsi:type is a name resolved where it stands', () => {
    const root = read(
      `<c:v xmlns:c="urn:hl7-org:v3" xmlns:s="${XSI}"><c:value s:type="c:PQ" xmlns:d="urn:d" d:type="no"/></c:v>`,
    );
    const value = child(root, 'value')!;
    expect(xsiType(value)).toBe('PQ');
    expect(resolveName(value, 'c:PQ').ns).toBe('urn:hl7-org:v3');
    expect(attributeNs(value, 'urn:d', 'type')).toBe('no');
  });

  test('a redeclared prefix is in force below only', () => {
    const root = read('<p:a xmlns:p="urn:1"><p:b xmlns:p="urn:2"><p:c/></p:b><p:d/></p:a>');
    expect([...root.children].map((n) => (typeof n === 'string' ? '' : n.ns))).toEqual(['urn:2', 'urn:1']);
  });

  test('names of JavaScript objects are ordinary names', () => {
    const root = read('<a xmlns:__proto__="urn:p" __proto__="x" constructor="y"><__proto__:b/></a>');
    expect(attribute(root, 'constructor')).toBe('y');
    expect(attribute(root, 'toString')).toBeNull();
    expect((root.children[0] as { ns: string }).ns).toBe('urn:p');
  });
});

describe('a tree made as it is looked at', () => {
  test('elements are the same objects alone and among the texts', () => {
    const root = read('<a>x<b/>y<c><d/></c></a>');
    expect(root.elements).toEqual(root.children.filter((n) => typeof n !== 'string'));
    expect(root.children[1]).toBe(root.elements[0]);
    expect(child(root, 'c')).toBe(root.children[3]);
  });

  test('names made to collide are told apart, and cost no more than a map', () => {
    // Aa and BB weigh the same in a sum of powers of 31: 4,096 names of one weight.
    const names = Array.from({ length: 4096 }, (_, n) =>
      Array.from({ length: 12 }, (_, bit) => ((n >> bit) & 1 ? 'Aa' : 'BB')).join(''),
    );
    const root = read(`<r>${names.map((n) => `<${n}/>`).join('')}</r>`);
    expect(root.elements.map((e) => e.name)).toEqual(names);
  });

  test('pieces of one text, however many, are one string', () => {
    const root = read(`<r>${'é<!-- --><![CDATA[&]]>&lt;\r\n'.repeat(500)}<b/>z</r>`);
    expect(root.children).toHaveLength(3);
    expect(root.children[0]).toBe('é&<\n'.repeat(500));
  });
});

describe('encodings', () => {
  const doc = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><a>é€</a>`;
  test('UTF-8 with and without mark, UTF-16 both ways, windows-1252', () => {
    const le = new Uint8Array(Buffer.from(`\ufeff${doc('UTF-16')}`, 'utf16le'));
    const be = new Uint8Array(Buffer.from(le).swap16());
    const cp1252 = new Uint8Array(
      Buffer.from('<?xml version="1.0" encoding="windows-1252"?><a>\xe9\x80</a>', 'latin1'),
    );
    for (const bytes of [utf8(doc('UTF-8')), utf8(`\ufeff${doc('utf-8')}`), le, be, cp1252]) {
      const result = parseXml(bytes);
      expect(result.ok && textOf(result.value)).toBe('é€');
    }
  });

  test('ISO-8859-1 is read', () => {
    const bytes = new Uint8Array(
      Buffer.from("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xe9</a>", 'latin1'),
    );
    const result = parseXml(bytes);
    expect(result.ok && textOf(result.value)).toBe('é');
  });

  test('an unknown encoding or bytes that are not what they say are refused, never guessed', () => {
    expect(code(doc('EBCDIC-FR'))).toBe('xml-encoding');
    expect(code(new Uint8Array([...utf8('<a>'), 0xe9, 0x20, ...utf8('</a>')]))).toBe('xml-encoding');
  });
});

describe('hostile texts', () => {
  test('E-REC-08 what turns the order of a text leaves a mark, in texts, values and by its number', () => {
    const root = read('<a b="x\u202e21,5">é\u2067&#x202E;&#8294;<![CDATA[\u202a]]>\u200e</a>');
    expect(attribute(root, 'b')).toBe('x\ufffd21,5');
    expect(textOf(root)).toBe('é\ufffd\ufffd\ufffd\ufffd\u200e');
  });

  test.each([
    ['DOCTYPE', '<!DOCTYPE a><a/>'],
    ['DOCTYPE after comments', '<?xml version="1.0"?><!-- <a> --> <?p <a> ?>\n<!doctype a []><a/>'],
    ['entity bomb', '<!DOCTYPE l [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><l>&b;</l>'],
    ['external entity', '<!DOCTYPE l [<!ENTITY x SYSTEM "file:///etc/passwd">]><l>&x;</l>'],
  ])('%s is refused', (_, text) => expect(code(text)).toBe('xml-doctype'));

  test('the word DOCTYPE in a comment or in CDATA is only a word', () => {
    expect(code('<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE b>]]></a>')).toBe('ok');
  });

  test.each([
    ['nothing', ''],
    ['an unclosed element', '<a><b></a>'],
    ['two roots', '<a/><b/>'],
    ['an undeclared entity', '<a>&nbsp;</a>'],
    ['a duplicate attribute', '<a b="1" b="2"/>'],
    ['a truncated text', '<a><b attr="'],
    ['no element', '   '],
  ])('%s is a typed failure', (_, text) => expect(code(text)).toMatch(/^xml-(malformed|empty)$/));

  const nested = (n: number) => '<a>'.repeat(n) + '</a>'.repeat(n);
  const attributes = (n: number) => `<a ${Array.from({ length: n }, (_, i) => `a${i}=""`).join(' ')}/>`;
  test('just under each limit passes, just over is refused', () => {
    expect(code(nested(limits.xmlDepth))).toBe('ok');
    expect(code(nested(limits.xmlDepth + 1))).toBe('xml-too-big');
    expect(code(attributes(limits.xmlAttributes))).toBe('ok');
    expect(code(attributes(limits.xmlAttributes + 1))).toBe('xml-too-big');
    expect(code(`<a b="${'x'.repeat(limits.attributeBytes)}"/>`)).toBe('ok');
    expect(code(`<a b="${'x'.repeat(limits.attributeBytes + 1)}"/>`)).toBe('xml-too-big');
    expect(code(`<a>${'<b/>'.repeat(limits.xmlNodes - 1)}</a>`)).toBe('ok');
    expect(code(`<a>${'<b/>'.repeat(limits.xmlNodes)}</a>`)).toBe('xml-too-big');
    expect(code(`<a>${Array.from({ length: limits.xmlNames - 1 }, (_, i) => `<n${i}/>`).join('')}</a>`)).toBe(
      'ok',
    );
    expect(code(`<a>${Array.from({ length: limits.xmlNames }, (_, i) => `<n${i}/>`).join('')}</a>`)).toBe('xml-too-big'); // biome-ignore format: one case
    expect(code(new Uint8Array(limits.xmlBytes + 1))).toBe('xml-too-big');
    expect(code(`<a>${'x'.repeat(limits.xmlTextBytes)}</a>`)).toBe('ok');
    expect(code(`<a>${'x'.repeat(limits.xmlTextBytes + 1)}</a>`)).toBe('xml-too-big');
  }, 30_000);

  test('a failure quotes nothing of the document', () => {
    const result = parseXml(utf8('<a>DUPONT &Jeanne; </a>'));
    expect(JSON.stringify(result)).not.toMatch(/DUPONT|Jeanne/);
  });
});

describe('laws', () => {
  test('no bytes make it throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => typeof parseXml(bytes).ok === 'boolean'),
    );
    const piece = fc.constantFrom('<', '>', '/', 'a', ':', '"', '=', '&', ';', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', ' ', 'xmlns'); // biome-ignore format: one line
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 40 }),
        (p) => typeof parseXml(utf8(p.join(''))).ok === 'boolean',
      ),
    );
  });

  test('any text escaped comes back as it was', { timeout: 60_000 }, () => {
    const escaped = (s: string) => s.replace(/[&<>"\t\n\r]/g, (c) => `&#${c.charCodeAt(0)};`);
    const legal = fc
      .string({ unit: 'binary' })
      .map(unturned)
      .map((s) => s.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, ''));
    fc.assert(
      fc.property(legal, legal, (content, value) => {
        const root = read(`<a b="${escaped(value)}">${escaped(content)}</a>`);
        return textOf(root) === content && attribute(root, 'b') === value;
      }),
    );
  });
});
