import { MOST_BYTES } from './mutateBytes';
import type { Random } from './random';

interface Span {
  from: number;
  to: number;
}

/** Where the element that opens at `from` ends, counting tags of its own name only. */
function elementAt(text: string, from: number): Span | null {
  const name = /^<([A-Za-z][\w:.-]*)[^<>]*?(\/?)>/.exec(text.slice(from, from + 2000));
  if (!name) return null;
  if (name[2]) return { from, to: from + name[0].length };
  const tags = new RegExp(`<(/?)${name[1]}(?:\\s[^<>]*?)?(/?)>`, 'g');
  tags.lastIndex = from;
  let depth = 0;
  for (let tag = tags.exec(text); tag; tag = tags.exec(text)) {
    depth += tag[1] ? -1 : tag[2] ? 0 : 1;
    if (depth === 0) return { from, to: tags.lastIndex };
  }
  return null;
}

function anElement(text: string, random: Random): Span | null {
  for (let tries = 0; tries < 8; tries++) {
    const at = text.indexOf('<', random.below(text.length));
    const found = at < 0 ? null : elementAt(text, at);
    if (found) return found;
  }
  return null;
}

const replaced = (text: string, { from, to }: Span, by: string) => text.slice(0, from) + by + text.slice(to);

type Change = (text: string, span: Span, random: Random, other: string) => string;

const changes: readonly Change[] = [
  (text, span) => replaced(text, span, ''),
  (text, span, random) => {
    const piece = text.slice(span.from, span.to);
    const most = Math.max(1, Math.floor((MOST_BYTES - text.length) / piece.length));
    return replaced(text, span, piece.repeat(Math.min(1 + random.size(20_000), most)));
  },
  function moves(text, span, random) {
    const piece = text.slice(span.from, span.to);
    const without = replaced(text, span, '');
    const target = anElement(without, random);
    return target ? replaced(without, { from: target.from, to: target.from }, piece) : without;
  },
  function nests(text, span, random) {
    const name = random.pick([
      'component',
      'section',
      'content',
      'organizer',
      'entryRelationship',
      'table',
      'x:y',
    ]);
    const depth = random.size(400);
    return replaced(text, span, `<${name}>`.repeat(depth) + text.slice(span.from, span.to) + `</${name}>`.repeat(depth)); // biome-ignore format: one thing
  },
  function takesAnElementOfAnother(text, span, random, other) {
    const lent = anElement(other, random);
    return lent ? replaced(text, { from: span.from, to: span.from }, other.slice(lent.from, lent.to)) : text;
  },
  function renames(text, span, random) {
    const name = random.pick([
      'observation',
      'act',
      'section',
      'text',
      'td',
      'value',
      'script',
      'recordTarget',
      'translation',
      'svg',
    ]);
    return replaced(text, span, text.slice(span.from, span.to).replace(/^<[\w:.-]+/, `<${name}`).replace(/<\/[\w:.-]+>$/, `</${name}>`)); // biome-ignore format: one thing
  },
  function changesNamespaces(text, span, random) {
    const spaces = [
      'urn:hl7-org:v3',
      'urn:x',
      'http://www.w3.org/1999/xhtml',
      'http://www.w3.org/2000/svg',
      '',
    ];
    const piece = text.slice(span.from, span.to);
    return replaced(
      text,
      span,
      piece.replace(/^<[\w:.-]+/, (tag) => `${tag} xmlns="${random.pick(spaces)}"`),
    );
  },
  function addsAttributes(text, span, random) {
    const words = ['nullFlavor="UNK"', 'ID="r1"', 'value="#r1"', 'code="N"', 'unit="g/L"', 'xsi:type="IVL_PQ"', 'onload="x()"', 'style="position:fixed"', 'representation="B64"']; // biome-ignore format: a list of words
    const added = Array.from({ length: random.size(80) }, (_, i) =>
      i === 0 ? random.pick(words) : `a${i}="${i}"`,
    );
    return replaced(text, span, text.slice(span.from, span.to).replace(/^<[\w:.-]+/, (tag) => `${tag} ${added.join(' ')}`)); // biome-ignore format: one thing
  },
  function changesAnAttribute(text, span, random) {
    const values = ['', ' ', '#', '#r1', '2026', '99999999999999', '-1', '1e400', '5,9', 'N', 'javascript:alert(1)', '&#10;', '\u202e', 'x'.repeat(random.size(70_000))]; // biome-ignore format: a list of words
    return replaced(
      text,
      span,
      text.slice(span.from, span.to).replace(/"[^"<]*"/, `"${random.pick(values)}"`),
    );
  },
  function changesWords(text, span, random) {
    const words = ['', ' ', '\u00a0', '< 0,5', '12 345,6 g/L', '<![CDATA[<script>]]>', '<!-- -->', '&#x1F600;', 'é'.repeat(random.size(20_000))]; // biome-ignore format: a list of words
    return replaced(text, span, text.slice(span.from, span.to).replace(/>[^<]*</, `>${random.pick(words)}<`));
  },
  (text, span) => replaced(text, span, `<!--${text.slice(span.from, span.to)}-->`),
  (text, span) => replaced(text, span, `<![CDATA[${text.slice(span.from, span.to)}]]>`),
];

/** One change to an XML text that mostly leaves it well formed, so that what is behind the parser is reached. */
export function mutateXml(bytes: Buffer, random: Random, other: Buffer): Buffer {
  const text = bytes.toString('utf8');
  const span = anElement(text, random);
  if (!span) return bytes;
  return Buffer.from(random.pick(changes)(text, span, random, other.toString('utf8')), 'utf8');
}
