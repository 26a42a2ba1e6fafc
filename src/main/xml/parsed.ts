import type { Scope, XmlElement, XmlNode } from './element';
import { ATTRIBUTE, NODE, type Tape, TEXT } from './tape';

const NO_ELEMENTS: readonly ParsedElement[] = [];

/** An element of a parsed document, made when it is looked at; what it holds likewise. */
export class ParsedElement implements XmlElement {
  readonly name: string;
  readonly ns: string;
  private madeElements: readonly ParsedElement[] | null = null;
  private madeChildren: readonly XmlNode[] | null = null;

  constructor(
    private readonly tape: Tape,
    private readonly index: number,
  ) {
    const name = tape.names[tape.nodes[index]!]!;
    this.name = name.local;
    this.ns = tape.scopes[tape.nodes[index + 2]!]![name.prefix] ?? '';
  }

  get scope(): Scope {
    return this.tape.scopes[this.tape.nodes[this.index + 2]!]!;
  }

  get elements(): readonly ParsedElement[] {
    if (this.madeElements !== null) return this.madeElements;
    const { nodes } = this.tape;
    const end = nodes[this.index + 3]!;
    let made: ParsedElement[] | null = null;
    for (let at = this.index + NODE; at < end; at = nodes[at + 3]!) {
      if (nodes[at] === TEXT) continue;
      const element = new ParsedElement(this.tape, at);
      if (made === null) made = [element];
      else made.push(element);
    }
    this.madeElements = made ?? NO_ELEMENTS;
    return this.madeElements;
  }

  get children(): readonly XmlNode[] {
    if (this.madeChildren !== null) return this.madeChildren;
    const { tape } = this;
    const { nodes } = tape;
    const end = nodes[this.index + 3]!;
    const elements = this.elements;
    const made: XmlNode[] = [];
    let next = 0;
    for (let at = this.index + NODE; at < end; at = nodes[at + 3]!)
      made.push(nodes[at] === TEXT ? tape.piece(nodes[at + 1]!, nodes[at + 2]!) : elements[next++]!);
    this.madeChildren = made;
    return made;
  }

  get attributes(): Readonly<Record<string, string>> {
    const made = Object.create(null) as Record<string, string>;
    const { attributes, names } = this.tape;
    const list = this.tape.nodes[this.index + 1]!;
    for (let i = list + 1, end = i + attributes[list]! * ATTRIBUTE; i < end; i += ATTRIBUTE)
      made[names[attributes[i]!]!.written] = this.tape.piece(attributes[i + 1]!, attributes[i + 2]!);
    return made;
  }

  value(written: string): string | null {
    const { attributes, names } = this.tape;
    const list = this.tape.nodes[this.index + 1]!;
    for (let i = list + 1, end = i + attributes[list]! * ATTRIBUTE; i < end; i += ATTRIBUTE)
      if (names[attributes[i]!]!.written === written)
        return this.tape.piece(attributes[i + 1]!, attributes[i + 2]!);
    return null;
  }

  valueNs(ns: string, local: string): string | null {
    const { attributes, names } = this.tape;
    const list = this.tape.nodes[this.index + 1]!;
    for (let i = list + 1, end = i + attributes[list]! * ATTRIBUTE; i < end; i += ATTRIBUTE) {
      const name = names[attributes[i]!]!;
      if (name.local === local && name.prefix !== '' && this.scope[name.prefix] === ns)
        return this.tape.piece(attributes[i + 1]!, attributes[i + 2]!);
    }
    return null;
  }
}
