import { SaxesParser } from 'saxes';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { decodeXml } from './encoding';
import { soapFailure } from './failure';

/**
 * An XML document with all that canonical XML needs and a reader usually drops: prefixes as written,
 * namespace declarations in their place, comments and processing instructions, parents.
 */
export interface XmlTree {
  /** Comments, instructions and the one root, in document order. */
  children: (Element | Comment | Instruction)[];
  root: Element;
}
export interface Element {
  type: 'element';
  /** As written, with its prefix. */
  name: string;
  prefix: string;
  local: string;
  uri: string;
  attributes: Attribute[];
  /** Declarations made on this element: prefix (empty for the default) → URI as written. */
  declarations: [prefix: string, uri: string][];
  children: (Element | Text | Comment | Instruction)[];
  parent: Element | null;
}
export interface Attribute {
  name: string;
  prefix: string;
  local: string;
  uri: string;
  value: string;
}
export interface Text {
  type: 'text';
  value: string;
}
export interface Comment {
  type: 'comment';
  value: string;
}
export interface Instruction {
  type: 'instruction';
  target: string;
  body: string;
}

const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** Stops the parser at the first offence; caught in {@link parseTree}, never leaves this file. */
class Refused extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Reads a document. Refuses a DOCTYPE before any entity is known, and whatever is beyond the limits. */
export function parseTree(bytes: Uint8Array, maxBytes: number = limits.xmlBytes): Result<XmlTree, Failure> {
  if (bytes.length > maxBytes) return err(soapFailure('soap-limit', `${bytes.length} bytes`));
  const text = decodeXml(bytes);
  if (!text.ok) return text;
  try {
    return ok(build(text.value));
  } catch (thrown) {
    if (thrown instanceof Refused) return err(thrown.failure);
    throw thrown;
  }
}

function build(text: string): XmlTree {
  const tree: XmlTree = { children: [], root: undefined as unknown as Element };
  let current: Element | null = null;
  let depth = 0;
  let nodes = 0;
  const parser = new SaxesParser({ xmlns: true, position: false });
  const refuse = (code: 'soap-xml' | 'soap-limit', detail: string): never => {
    throw new Refused(soapFailure(code, detail));
  };
  const count = () => {
    if (++nodes > limits.xmlNodes) refuse('soap-limit', 'nodes');
  };
  const append = (node: Element | Comment | Instruction) => {
    count();
    (current ?? tree).children.push(node);
  };
  const characters = (value: string) => {
    if (!current) return;
    const last = current.children.at(-1);
    // A CDATA section and its neighbours are one text node of the XPath model.
    if (last?.type === 'text') last.value += value;
    else {
      count();
      current.children.push({ type: 'text', value });
    }
  };
  // The parser's own message quotes the document: only its first words go to the log.
  parser.on('error', (e) => refuse('soap-xml', e.message.split(/[:"'<]/)[0]!.slice(0, 60)));
  parser.on('doctype', () => refuse('soap-xml', 'DOCTYPE'));
  parser.on('attribute', () => count());
  parser.on('text', characters);
  parser.on('cdata', characters);
  parser.on('comment', (value) => append({ type: 'comment', value }));
  parser.on('processinginstruction', ({ target, body }) => append({ type: 'instruction', target, body }));
  parser.on('opentag', (tag) => {
    if (++depth > limits.xmlDepth) refuse('soap-limit', 'depth');
    const all = Object.values(tag.attributes);
    if (all.length > limits.xmlAttributes) refuse('soap-limit', 'attributes');
    const element: Element = {
      type: 'element',
      name: tag.name,
      prefix: tag.prefix,
      local: tag.local,
      uri: tag.uri,
      attributes: all
        .filter((a) => a.uri !== XMLNS)
        .map(({ name, prefix, local, uri, value }) => ({ name, prefix, local, uri, value })),
      declarations: all
        .filter((a) => a.uri === XMLNS)
        .map((a) => [a.prefix === '' ? '' : a.local, a.value]),
      children: [],
      parent: current,
    };
    append(element);
    if (!current) tree.root = element;
    current = element;
  });
  parser.on('closetag', () => {
    depth -= 1;
    current = current?.parent ?? null;
  });
  parser.write(text).close();
  return tree;
}

export const isElement = (node: { type: string }): node is Element => node.type === 'element';

/** Child elements, all or of one expanded name. */
export const elements = (of: Element, uri?: string, local?: string): Element[] =>
  of.children.filter(isElement).filter((e) => (uri === undefined || e.uri === uri) && (!local || e.local === local));

/** First child of that expanded name. */
export const child = (of: Element | null | undefined, uri: string, local: string): Element | null =>
  (of && elements(of, uri, local)[0]) ?? null;

/** Follows a path of local names that share one namespace. */
export const descend = (from: Element | null, uri: string, ...path: string[]): Element | null =>
  path.reduce<Element | null>((at, local) => child(at, uri, local), from);

/** Every descendant of that expanded name, in document order. */
export const descendants = (of: Element, uri: string, local: string): Element[] =>
  elements(of).flatMap((e) => [...(e.uri === uri && e.local === local ? [e] : []), ...descendants(e, uri, local)]);

/** Value of an attribute without namespace. */
export const attribute = (of: Element | null | undefined, name: string): string | null =>
  of?.attributes.find((a) => a.name === name)?.value ?? null;

/** All the characters inside, untrimmed. */
export const textOf = (of: Element | null): string =>
  of?.children.map((c) => (c.type === 'text' ? c.value : c.type === 'element' ? textOf(c) : '')).join('') ?? '';
