import { limits } from '../../shared/limits';
import { expanded, isBlank, markOf, marks, refuseForbidden, stop } from './characters';
import type { Scope, XmlElement } from './element';
import { Names } from './names';
import { ParsedElement } from './parsed';
import { ATTRIBUTE, Tape } from './tape';

/** One pass over valid UTF-8, each byte looked at a fixed number of times; what it finds goes on the tape. */
export class Scanner {
  private readonly text: string;
  private readonly names: Names;
  private readonly tape: Tape;
  private readonly length: number;
  private at = 0;
  private depth = 0;
  private hasRoot = false;
  /** Of each open element: its index, and where its name stands, to be met again at its end. */
  private readonly opened = new Int32Array((limits.xmlDepth + 1) * 3);

  constructor(private readonly bytes: Buffer) {
    this.length = bytes.length;
    this.text = bytes.toString('latin1');
    this.names = new Names(bytes, this.text);
    this.tape = new Tape(bytes, this.text, this.names.list);
  }

  scan(): XmlElement | null {
    const { bytes, length } = this;
    if (/^<\?xml\s/.test(this.text.slice(0, 6))) this.at = this.after('?>', 5);
    while (this.at < length) {
      if (bytes[this.at] !== 0x3c) {
        this.words();
        continue;
      }
      const next = bytes[this.at + 1];
      if (next === 0x2f) this.endTag(this.at + 2);
      else if (next === 0x21) this.declaration(this.at);
      else if (next === 0x3f) this.instruction(this.at);
      else this.startTag(this.at + 1);
    }
    if (this.depth > 0) stop('xml-malformed', 'unclosed element');
    return this.hasRoot ? new ParsedElement(this.tape, 0) : null;
  }

  /** Position after the next `mark`, which must come. */
  private after(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    return found < 0 ? stop('xml-malformed', 'unclosed markup') : found + mark.length;
  }

  private words(): void {
    const { bytes, length } = this;
    const from = this.at;
    let seen = 0;
    let i = from;
    for (; i < length; i++) {
      const mark = markOf[bytes[i]!]!;
      if (mark === 0) continue;
      if (mark === marks.open) break;
      seen |= mark;
    }
    this.at = i;
    if (this.depth === 0) {
      if (this.blanks(from) < i) stop('xml-malformed', 'text outside the root');
      return;
    }
    this.refuse(seen, from, i);
    if (seen & marks.sectionEnd && this.text.slice(from, i).includes(']]>'))
      stop('xml-malformed', 'section end');
    if (seen & marks.reference) {
      const text = expanded(this.tape.decoded(from, i));
      this.tape.addText(this.tape.string(text), 0, text.length);
    } else this.tape.addText(from, seen & (marks.return | marks.beyondAscii) ? -i : i, i - from);
  }

  private refuse(seen: number, from: number, to: number): void {
    if (seen & marks.forbidden) stop('xml-malformed', 'character');
    if (seen & marks.suspect) refuseForbidden(this.text.slice(from, to));
  }

  private endTag(from: number): void {
    const { bytes, opened } = this;
    if (this.depth === 0) stop('xml-malformed', 'end tag');
    const top = (this.depth - 1) * 3;
    let i = from;
    for (let a = opened[top + 1]!, end = opened[top + 2]!; a < end; a++, i++)
      if (bytes[a] !== bytes[i]) stop('xml-malformed', 'end tag');
    if (bytes[i] !== 0x3e) {
      i = this.blanks(i);
      if (bytes[i] !== 0x3e) stop('xml-malformed', 'end tag');
    }
    this.at = i + 1;
    this.depth -= 1;
    this.tape.close(opened[top]!);
  }

  private declaration(open: number): void {
    const { text, tape } = this;
    if (text.startsWith('<!--', open)) {
      const end = this.after('--', open + 4);
      if (this.bytes[end] !== 0x3e) stop('xml-malformed', 'comment');
      refuseForbidden(text.slice(open, end));
      this.at = end + 1;
    } else if (text.startsWith('<![CDATA[', open) && this.depth > 0) {
      const end = this.after(']]>', open + 9);
      this.at = end;
      if (end - 3 === open + 9) return;
      refuseForbidden(text.slice(open, end));
      tape.addText(open + 9, -(end - 3), end - open - 12);
    } else if (/^<!doctype/i.test(text.slice(open, open + 9)) && !this.hasRoot) stop('xml-doctype');
    else stop('xml-malformed', 'declaration');
  }

  private instruction(open: number): void {
    const name = this.names.at(open + 2);
    const { end } = this.names;
    if (name < 0 || this.names.list[name]!.written.toLowerCase() === 'xml')
      stop('xml-malformed', 'instruction');
    if (!isBlank(this.bytes[end] ?? 0) && !this.text.startsWith('?>', end))
      stop('xml-malformed', 'instruction');
    this.at = this.after('?>', end);
    refuseForbidden(this.text.slice(end, this.at));
  }

  private startTag(from: number): void {
    const { bytes, names, tape } = this;
    const name = names.at(from);
    if (name < 0) stop('xml-malformed', 'tag');
    const nameEnd = names.end;
    const list = tape.attributesEnd;
    let count = 0;
    let declares = false;
    let i = nameEnd;
    for (;;) {
      const start = this.blanks(i);
      const code = bytes[start];
      if (code === 0x3e || code === 0x2f) {
        const element = this.open(name, count, declares, list);
        if (code === 0x3e) {
          const top = this.depth * 3;
          this.opened[top] = element;
          this.opened[top + 1] = from;
          this.opened[top + 2] = nameEnd;
          this.depth += 1;
          this.at = start + 1;
        } else {
          if (bytes[start + 1] !== 0x3e) stop('xml-malformed', 'tag');
          tape.close(element);
          this.at = start + 2;
        }
        return;
      }
      const key = start === i ? -1 : names.at(start);
      if (key < 0) stop('xml-malformed', 'tag');
      if (count === 0) tape.attributesEnd = list + 1;
      count += 1;
      if (count > limits.xmlAttributes) stop('xml-too-big', 'attributes');
      for (let k = list + 1; k < tape.attributesEnd; k += ATTRIBUTE)
        if (tape.attributes[k] === key) stop('xml-malformed', 'duplicate attribute');
      if (names.list[key]!.declares !== null) declares = true;
      i = this.equals(names.end);
      i = this.attribute(key, i);
    }
  }

  /** Writes an element whose attributes were written from `list` on. */
  private open(name: number, count: number, declares: boolean, list: number): number {
    const { tape } = this;
    if (this.depth >= limits.xmlDepth) stop('xml-too-big', 'depth');
    if (this.hasRoot && this.depth === 0) stop('xml-malformed', 'second root');
    this.hasRoot = true;
    const outer = this.depth === 0 ? 0 : tape.nodes[this.opened[(this.depth - 1) * 3]! + 2]!;
    const scope = declares ? this.declare(list, outer) : outer;
    if (count > 0) tape.attributes[list] = (tape.attributesEnd - list - 1) / ATTRIBUTE;
    return tape.open(name, count > 0 ? list : 0, scope);
  }

  /** Takes `xmlns` declarations out of the attributes into a scope of its own; answers its number. */
  private declare(list: number, outer: number): number {
    const { tape } = this;
    const { attributes } = tape;
    const scope = Object.create(tape.scopes[outer]!) as Record<string, string>;
    let kept = list + 1;
    for (let i = list + 1; i < tape.attributesEnd; i += ATTRIBUTE) {
      const prefix = this.names.list[attributes[i]!]!.declares;
      if (prefix !== null) scope[prefix] = tape.piece(attributes[i + 1]!, attributes[i + 2]!);
      else {
        attributes.copyWithin(kept, i, i + ATTRIBUTE);
        kept += ATTRIBUTE;
      }
    }
    tape.attributesEnd = kept;
    return tape.scopes.push(scope as Scope) - 1;
  }

  private equals(from: number): number {
    const { bytes } = this;
    let i = from;
    if (bytes[i] !== 0x3d) {
      i = this.blanks(i);
      if (bytes[i] !== 0x3d) stop('xml-malformed', 'attribute');
    }
    return this.blanks(i + 1);
  }

  /** Reads the quoted value at `from`; answers where what follows it stands. */
  private attribute(key: number, from: number): number {
    const { bytes, length, tape } = this;
    const quote = bytes[from];
    if (quote !== 0x22 && quote !== 0x27) stop('xml-malformed', 'attribute');
    let seen = 0;
    let i = from + 1;
    for (; i < length; i++) {
      const code = bytes[i]!;
      if (code === quote) break;
      seen |= markOf[code]!;
    }
    if (i >= length || seen & marks.open) stop('xml-malformed', 'attribute');
    if (i - from - 1 > limits.attributeBytes) stop('xml-too-big', 'attribute value');
    if ((seen & ~marks.sectionEnd) === 0) tape.addAttribute(key, from + 1, i);
    else if (seen === marks.beyondAscii) tape.addAttribute(key, from + 1, -i);
    else {
      this.refuse(seen, from, i);
      tape.addAttribute(key, tape.string(this.spaced(from + 1, i, seen)), 0);
    }
    return i + 1;
  }

  /** Line ends and tabulations written as such are spaces (XML 1.0 §3.3.3); those of references stay. */
  private spaced(from: number, to: number, seen: number): string {
    const raw = this.tape.decoded(from, to);
    const plain = seen & (marks.layout | marks.return) ? raw.replace(/[\t\n]/g, ' ') : raw;
    return seen & marks.reference ? expanded(plain) : plain;
  }

  private blanks(from: number): number {
    const { bytes, length } = this;
    let i = from;
    while (i < length && isBlank(bytes[i]!)) i += 1;
    return i;
  }
}
