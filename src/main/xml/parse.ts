import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { endOfName, expanded, isBlank, Source, Stop, stop } from './characters';
import { sourceOf } from './decode';
import type { XmlElement } from './element';
import { xmlFailure } from './failure';
import { NO_ATTRIBUTES, newAttributes, TreeBuilder } from './tree';

/**
 * Bytes → tree, or why not. Well-formed XML 1.0 without DOCTYPE: nothing outside the bytes is ever
 * resolved. Bounded by `limits` in bytes, depth, attributes, nodes and text. The namespace of an unbound
 * prefix is '' (docs/decisions/010).
 */
export function parseXml(bytes: Uint8Array): Result<XmlElement, Failure> {
  const source = sourceOf(bytes);
  return source.ok ? scan(source.value) : source;
}

/** The same from a text already decoded; an `encoding` in its declaration is then not looked at. */
export function parseXmlText(text: string): Result<XmlElement, Failure> {
  return scan(new Source(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text));
}

function scan(source: Source): Result<XmlElement, Failure> {
  try {
    const root = new Scanner(source).scan();
    return root ? ok(root) : err(xmlFailure('xml-malformed', 'no element'));
  } catch (stopped) {
    if (stopped instanceof Stop) return err(stopped.failure);
    throw stopped;
  }
}

/** One pass over the text, each character looked at a fixed number of times. */
class Scanner {
  private readonly tree = new TreeBuilder();
  private readonly text: string;
  private readonly hasSectionEnds: boolean;
  private at = 0;
  /** Last attribute value read. */
  private value = '';

  constructor(private readonly source: Source) {
    this.text = source.text;
    this.hasSectionEnds = source.text.includes(']]>');
  }

  scan(): XmlElement | null {
    const { text, tree } = this;
    if (/^<\?xml\s/.test(text)) this.at = this.after('?>', 5);
    while (this.at < text.length) {
      const open = text.indexOf('<', this.at);
      if (open !== this.at) this.words(open < 0 ? text.length : open);
      if (open < 0) break;
      const next = text.charCodeAt(open + 1);
      if (next === 0x2f) this.endTag(open + 2);
      else if (next === 0x21) this.declaration(open);
      else if (next === 0x3f) this.instruction(open);
      else this.startTag(open + 1);
    }
    if (tree.here !== null) stop('xml-malformed', 'unclosed element');
    return tree.root;
  }

  /** Position after the next `mark`, which must come. */
  private after(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? stop('xml-malformed', 'unclosed markup') : found + mark.length;
  }

  private words(end: number): void {
    const from = this.at;
    this.at = end;
    if (this.tree.here === null) {
      if (this.blanks(from) < end) stop('xml-malformed', 'text outside the root');
      return;
    }
    if (this.hasSectionEnds && this.text.slice(from, end).includes(']]>'))
      stop('xml-malformed', 'section end');
    this.tree.text(this.source.content(from, end));
  }

  private endTag(from: number): void {
    const { text, tree } = this;
    const name = tree.here?.written;
    if (name === undefined || !text.startsWith(name, from)) stop('xml-malformed', 'end tag');
    const end = this.blanks(from + name.length);
    if (text.charCodeAt(end) !== 0x3e) stop('xml-malformed', 'end tag');
    this.at = end + 1;
    tree.close();
  }

  private declaration(open: number): void {
    const { text, tree } = this;
    if (text.startsWith('<!--', open)) {
      const end = this.after('--', open + 4);
      if (text.charCodeAt(end) !== 0x3e) stop('xml-malformed', 'comment');
      this.source.skip(open, end);
      this.at = end + 1;
    } else if (text.startsWith('<![CDATA[', open) && tree.here !== null) {
      this.at = this.after(']]>', open + 9);
      tree.text(this.source.content(open + 9, this.at - 3, false));
    } else if (/^<!doctype/i.test(text.slice(open, open + 9)) && tree.root === null) stop('xml-doctype');
    else stop('xml-malformed', 'declaration');
  }

  private instruction(open: number): void {
    const end = endOfName(this.text, open + 2);
    const target = this.text.slice(open + 2, end);
    if (target === '' || target.toLowerCase() === 'xml') stop('xml-malformed', 'instruction');
    if (!isBlank(this.text.charCodeAt(end)) && !this.text.startsWith('?>', end))
      stop('xml-malformed', 'instruction');
    this.source.name(open + 2, end);
    this.at = this.after('?>', end);
    this.source.skip(end, this.at);
  }

  private startTag(from: number): void {
    const { text } = this;
    let i = endOfName(text, from);
    if (i === from) stop('xml-malformed', 'tag');
    const written = text.slice(from, i);
    const name = this.source.name(from, i);
    let attributes = NO_ATTRIBUTES;
    let count = 0;
    let declares = false;
    for (;;) {
      const start = this.blanks(i);
      const code = text.charCodeAt(start);
      if (code === 0x3e || code === 0x2f) {
        this.tree.open(written, name, attributes, declares);
        if (code === 0x3e) this.at = start + 1;
        else {
          if (text.charCodeAt(start + 1) !== 0x3e) stop('xml-malformed', 'tag');
          this.tree.close();
          this.at = start + 2;
        }
        return;
      }
      const end = endOfName(text, start);
      if (start === i || end === start) stop('xml-malformed', 'tag');
      if (count === 0) attributes = newAttributes();
      count += 1;
      if (count > limits.xmlAttributes) stop('xml-too-big', 'attributes');
      const key = this.source.name(start, end);
      if (key in attributes) stop('xml-malformed', 'duplicate attribute');
      if (key.startsWith('xmlns')) declares = true;
      i = this.blanks(end);
      if (text.charCodeAt(i) !== 0x3d) stop('xml-malformed', 'attribute');
      i = this.blanks(i + 1);
      const close = this.endOfValue(i);
      attributes[key] = this.value;
      i = close + 1;
    }
  }

  /** Reads the quoted value at `from` into `value`; answers where its closing quote stands. */
  private endOfValue(from: number): number {
    const { text } = this;
    const quote = text.charCodeAt(from);
    if (quote !== 0x22 && quote !== 0x27) stop('xml-malformed', 'attribute');
    let plain = true;
    let i = from + 1;
    for (; ; i++) {
      const code = text.charCodeAt(i);
      if (code === quote) break;
      // The end of the text is NaN, which is less than nothing and equal to nothing.
      if (code === 0x3c || Number.isNaN(code)) stop('xml-malformed', 'attribute');
      if (code < 0x20 || code === 0x26 || code > 0x7f) plain = false;
    }
    if (i - from - 1 > limits.attributeBytes) stop('xml-too-big', 'attribute value');
    this.value = plain ? text.slice(from + 1, i) : this.spaced(from + 1, i);
    return i;
  }

  /** Line ends and tabulations written as such are spaces (XML 1.0 §3.3.3); those of references stay. */
  private spaced(from: number, to: number): string {
    const raw = this.source.content(from, to, false).replace(/[\t\n]/g, ' ');
    return raw.includes('&') ? expanded(raw) : raw;
  }

  private blanks(from: number): number {
    let i = from;
    while (isBlank(this.text.charCodeAt(i))) i += 1;
    return i;
  }
}
