import { SaxesParser } from 'saxes';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { decodeXml } from '../xml/decode';
import { soapFailure } from './failure';

/**
 * An XML document with all that canonical XML needs and `src/main/xml` drops: prefixes as written,
 * namespace declarations in their place, comments and processing instructions, parents. For signing
 * only; answers are read with `parseXml`.
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
export function parseTree(bytes: Uint8Array): Result<XmlTree, Failure> {
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
      declarations: all.filter((a) => a.uri === XMLNS).map((a) => [a.prefix === '' ? '' : a.local, a.value]),
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

/** The element whose `Id` or `ID` has that value; null when none or several do: a signature must name one thing. */
export function elementById(tree: XmlTree, id: string): Element | null {
  const found = [...below(tree.root)].filter((e) =>
    e.attributes.some((a) => (a.name === 'Id' || a.name === 'ID') && a.value === id),
  );
  return found.length === 1 ? found[0]! : null;
}

/** The first element of that expanded name, in document order. */
export function elementNamed(tree: XmlTree, uri: string, local: string): Element | null {
  for (const e of below(tree.root)) if (e.local === local && e.uri === uri) return e;
  return null;
}

function* below(e: Element): Generator<Element> {
  yield e;
  for (const node of e.children) if (node.type === 'element') yield* below(node);
}
