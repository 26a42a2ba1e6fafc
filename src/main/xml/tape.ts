import { unturned } from '../../shared/directions';
import { limits } from '../../shared/limits';
import { stop } from './characters';
import type { Scope } from './element';
import type { Name } from './names';

const ROOT_SCOPE: Scope = Object.assign(Object.create(null) as Record<string, string>, {
  xml: 'http://www.w3.org/XML/1998/namespace',
});

/** Numbers of a node: see {@link Tape.nodes}. */
export const NODE = 4;
/** First number of a text. */
export const TEXT = -1;
/** Numbers of an attribute: name, then a piece. */
export const ATTRIBUTE = 3;

// biome-ignore lint/suspicious/noControlCharactersInRegex: the end of ASCII
const BEYOND_ASCII = /[^\u0000-\u007f]/;

const grown = (full: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(full.length * 2);
  larger.set(full);
  return larger;
};

/**
 * A document as numbers, in its order: what the scanner writes and elements are made from when someone
 * looks at them. Most of a document is never looked at, and an object for each of its nodes costs more than
 * the scan. A piece is two numbers: (from, to) plain in the text; (from, −to) still to be decoded; (i, 0) the
 * string `i`.
 */
export class Tape {
  /** Element: name, place of its attributes, scope, end (the node after all it holds). Text: −1, a piece, end. */
  nodes: Int32Array<ArrayBuffer>;
  size = 0;
  /** Place 0 holds the empty list; a list is its count, then three numbers an attribute. */
  attributes: Int32Array<ArrayBuffer>;
  attributesEnd = 1;
  readonly strings: string[] = [];
  readonly scopes: Scope[] = [ROOT_SCOPE];
  /** The text that may still grow: nothing stands between it and what comes. */
  private openText = -1;
  private count = 0;
  private textLength = 0;

  constructor(
    readonly bytes: Buffer,
    /** The bytes, one character each. */
    readonly text: string,
    readonly names: readonly Name[],
  ) {
    // About what an ordinary document of that size needs.
    this.nodes = new Int32Array(Math.min(1 << 16, 64 + (bytes.length >> 2)));
    this.attributes = new Int32Array(Math.min(1 << 15, 64 + (bytes.length >> 4)));
  }

  /** Writes the start of an element and answers its index; its end is written by {@link close}. */
  open(name: number, attributes: number, scope: number): number {
    const at = this.node();
    this.nodes[at] = name;
    this.nodes[at + 1] = attributes;
    this.nodes[at + 2] = scope;
    this.openText = -1;
    return at;
  }

  close(element: number): void {
    this.nodes[element + 3] = this.size;
    this.openText = -1;
  }

  /** Adds a piece of text; one that follows another continues it. `length`: what counts against the limit. */
  addText(a: number, b: number, length: number): void {
    this.textLength += length;
    if (this.textLength > limits.xmlTextBytes) stop('xml-too-big', 'text');
    const before = this.openText;
    if (before < 0) {
      const at = this.node();
      this.nodes[at] = TEXT;
      this.nodes[at + 1] = a;
      this.nodes[at + 2] = b;
      this.nodes[at + 3] = this.size;
      this.openText = at;
      return;
    }
    const together = this.piece(this.nodes[before + 1]!, this.nodes[before + 2]!) + this.piece(a, b);
    if (this.nodes[before + 2] === 0) this.strings[this.nodes[before + 1]!] = together;
    else {
      this.nodes[before + 1] = this.string(together);
      this.nodes[before + 2] = 0;
    }
  }

  string(value: string): number {
    return this.strings.push(value) - 1;
  }

  addAttribute(name: number, a: number, b: number): void {
    if (this.attributesEnd + ATTRIBUTE + 1 > this.attributes.length) this.attributes = grown(this.attributes);
    this.attributes[this.attributesEnd] = name;
    this.attributes[this.attributesEnd + 1] = a;
    this.attributes[this.attributesEnd + 2] = b;
    this.attributesEnd += ATTRIBUTE;
  }

  /** The string that a piece stands for. */
  piece(a: number, b: number): string {
    if (b > 0) return this.text.slice(a, b);
    return b === 0 ? this.strings[a]! : this.decoded(a, -b);
  }

  /** UTF-8 decoded, line ends made one, its order on screen that of its characters. */
  decoded(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    const text = BEYOND_ASCII.test(raw) ? unturned(this.bytes.toString('utf8', from, to)) : raw;
    return text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
  }

  private node(): number {
    this.count += 1;
    if (this.count > limits.xmlNodes) stop('xml-too-big', 'nodes');
    if (this.size + NODE > this.nodes.length) this.nodes = grown(this.nodes);
    const at = this.size;
    this.size += NODE;
    return at;
  }
}
