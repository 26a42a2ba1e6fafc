import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '../../../src/main/soap/canonical';
import { parseTree } from '../../../src/main/soap/tree';

type Build = (depth: number) => string;

const hasXmllint = spawnSync('xmllint', ['--version']).status === 0;
const xmllint = (mode: '--c14n' | '--exc-c14n', xml: Uint8Array) => {
  const run = spawnSync('xmllint', [mode, '-'], { input: xml, maxBuffer: 1 << 28 });
  expect(run.status, run.stderr.toString()).toBe(0);
  return run.stdout.toString();
};
const ours = (exclusive: boolean, xml: Uint8Array) => {
  const tree = parseTree(xml);
  if (!tree.ok) throw new Error(`${tree.error.code} ${tree.error.detail}`);
  // xmllint keeps comments in both forms.
  return Buffer.from(canonical(tree.value, { exclusive, comments: true })).toString();
};
const agree = (xml: string | Uint8Array) => {
  const bytes = typeof xml === 'string' ? Buffer.from(xml) : xml;
  expect(ours(false, bytes)).toBe(xmllint('--c14n', bytes));
  expect(ours(true, bytes)).toBe(xmllint('--exc-c14n', bytes));
};

const inputs: Record<string, string> = {
  'comments and instructions around the root': `<?xml version="1.0"?>\n<?a  b c ?><!-- x --><r/><!--y-->\n<?z?>`,
  'empty elements, quotes and attribute order': `<r z='1' a="&quot;'" b='"'><e/><f  ></f  ></r>`,
  'attributes sorted by namespace then name': `<r xmlns:b="urn:a" xmlns:a="urn:b" a:z="1" b:y="2" x="3" xml:lang="fr" b:a="4"/>`,
  'redundant declarations': `<r xmlns="urn:1" xmlns:p="urn:2"><p:e xmlns="urn:1" xmlns:p="urn:2"><f xmlns=""><g xmlns="urn:1"/></f></p:e></r>`,
  'a default namespace undone at the root': `<r xmlns=""><e xmlns="urn:1"><f xmlns=""/></e></r>`,
  'an unused prefix, used lower': `<r xmlns:p="urn:p" xmlns:q="urn:q"><e><p:f q:a="1"><p:g/></p:f></e></r>`,
  'a prefix rebound': `<p:r xmlns:p="urn:1"><p:e xmlns:p="urn:2"><p:f xmlns:p="urn:1"/></p:e></p:r>`,
  'characters and entities': `<r a="&#9;&#10;&#13; &lt;&amp;>'">&#13;&lt;&gt;&amp;"'&#9;é&#x1F600;</r>`,
  'line ends': '<r a="x\r\ny">\r\nb\rc\n</r>',
  'CDATA between text': '<r>a<![CDATA[<b>&]]>c<![CDATA[]]></r>',
  'a qualified name in content': `<r xmlns:xs="urn:xs" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><v xsi:type="xs:string">x</v></r>`,
  'spaces in attribute values': `<r a="  b   c  " xml:space="preserve">  </r>`,
};

describe.skipIf(!hasXmllint)('canonical XML agrees with libxml2 (xmllint is needed)', () => {
  test.each(Object.entries(inputs))('%s', (_, xml) => agree(xml));

  test('an ISO-8859-1 document becomes UTF-8', () =>
    agree(Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><r a="é">à</r>', 'latin1')));

  test('any nesting of prefixes and defaults', () => {
    const uri = fc.constantFrom('urn:1', 'urn:2', 'urn:3');
    const prefix = fc.constantFrom('', 'p', 'q');
    const value = fc.string({
      unit: fc.constantFrom('a', '<', '&', '"', "'", '\n', '\t', '>', 'é', '😀', ' '),
    });
    const charRefs = (s: string) => s.replace(/[<&"\n\t>]/g, (c) => `&#${c.charCodeAt(0)};`);
    const { node } = fc.letrec<{ node: Build }>((tie) => ({
      node: fc
        .record({
          prefix,
          declare: fc.uniqueArray(fc.tuple(prefix, uri), { selector: ([p]) => p, maxLength: 3 }),
          attributes: fc.uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'p:a', 'q:a', 'xml:lang'), value), {
            selector: ([n]) => n,
            maxLength: 3,
          }),
          text: value,
          children: fc.oneof(
            { maxDepth: 3, withCrossShrink: true },
            fc.constant<Build[]>([]),
            fc.array(tie('node') as fc.Arbitrary<Build>, { maxLength: 3 }),
          ),
          comment: fc.boolean(),
        })
        .map((n) => (depth: number) => {
          const bound = depth === 0 ? [['p', 'urn:1'], ['q', 'urn:2'], ...n.declare] : n.declare;
          const declared = new Map(bound.map(([p, u]) => [p, u] as const));
          // Two attributes of one expanded name would not be well formed.
          const safe = n.attributes.filter(
            ([name]) => name !== 'q:a' || !n.attributes.some(([m]) => m === 'p:a'),
          );
          const attributes = [
            ...[...declared].map(([p, u]) => ` xmlns${p ? `:${p}` : ''}="${u}"`),
            ...safe.map(([name, v]) => ` ${name}="${charRefs(v!)}"`),
          ].join('');
          const name = n.prefix ? `${n.prefix}:e` : 'e';
          const inside = n.children.map((c) => c(depth + 1)).join('');
          return `<${name}${attributes}>${charRefs(n.text)}${n.comment ? '<!--c-->' : ''}${inside}</${name}>`;
        }),
    }));
    fc.assert(
      fc.property(node, (build) => agree(build(0))),
      { numRuns: 60 },
    );
  });
});

const examples = resolve(process.cwd(), '../shared/data/cda-examples');
const files = existsSync(examples) ? readdirSync(examples).filter((f) => f.endsWith('.xml')) : [];
describe.skipIf(!hasXmllint || files.length === 0)('real CDA documents (../shared/data is needed)', () => {
  test.each(files.slice(0, 6))('%s', (file) => agree(readFileSync(resolve(examples, file))));
});
