import { SaxesParser } from 'saxes';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { decodeXml } from './decode';
import type { Scope, XmlElement, XmlNode } from './element';
import { type XmlFailure, xmlFailure } from './failure';

/**
 * Bytes → tree, or why not. Never resolves anything outside the bytes: a DOCTYPE is refused before
 * parsing. Bounded by `limits` in bytes, depth, attributes, nodes and text.
 */
export function parseXml(bytes: Uint8Array): Result<XmlElement, Failure> {
  const text = decodeXml(bytes);
  return text.ok ? parseXmlText(text.value) : text;
}

/** The same from a text already decoded; an `encoding` in its declaration is then not looked at. */
export function parseXmlText(text: string): Result<XmlElement, Failure> {
  if (hasDoctype(text)) return err(xmlFailure('xml-doctype'));
  const builder = new TreeBuilder();
  // Namespaces are resolved here: saxes' own resolution costs a third of the time and an object an attribute.
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', (tag) => builder.open(tag.name, tag.attributes as Record<string, string>));
  parser.on('attribute', ({ value }) => builder.attribute(value));
  parser.on('closetag', () => builder.close());
  parser.on('text', (value) => builder.text(value));
  parser.on('cdata', (value) => builder.text(value));
  parser.on('doctype', () => stop('xml-doctype'));
  parser.on('error', (error) => stop('xml-malformed', error.message));
  try {
    parser.write(text).close();
  } catch (stopped) {
    if (stopped instanceof Stop) return err(stopped.failure);
    throw stopped;
  }
  return builder.root ? ok(builder.root) : err(xmlFailure('xml-malformed', 'no element'));
}

/** Leaves saxes in the middle of its work: the only way out that it offers. */
class Stop {
  constructor(readonly failure: XmlFailure) {}
}
function stop(code: Parameters<typeof xmlFailure>[0], detail?: string): never {
  // The parser's own message may quote the document.
  throw new Stop(xmlFailure(code, detail?.replace(/[<>"'&].*/s, '…').slice(0, 120)));
}

/** Only white space, comments and processing instructions may precede the first element. */
function hasDoctype(text: string): boolean {
  let i = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (;;) {
    const open = text.indexOf('<', i);
    if (open < 0) return false;
    if (text.startsWith('<!--', open)) i = text.indexOf('-->', open + 4);
    else if (text.startsWith('<?', open)) i = text.indexOf('?>', open + 2);
    else return /^<!doctype/i.test(text.slice(open, open + 9));
    if (i < 0) return false;
  }
}

interface Building {
  name: string;
  ns: string;
  attributes: Record<string, string>;
  children: XmlNode[];
  scope: Scope;
}

const ROOT_SCOPE: Scope = Object.assign(Object.create(null) as Record<string, string>, {
  xml: 'http://www.w3.org/XML/1998/namespace',
});
const NO_CHILDREN: readonly XmlNode[] = [];

class TreeBuilder {
  root: XmlElement | null = null;
  private readonly stack: Building[] = [];
  private nodes = 0;
  private pending = 0;
  private textLength = 0;

  attribute(value: string): void {
    this.pending += 1;
    if (this.pending > limits.xmlAttributes) stop('xml-too-big', 'attributes');
    if (value.length > limits.attributeBytes) stop('xml-too-big', 'attribute value');
  }

  open(qualified: string, attributes: Record<string, string>): void {
    if (this.stack.length >= limits.xmlDepth) stop('xml-too-big', 'depth');
    this.count();
    const parent = this.stack.at(-1);
    let scope = parent?.scope ?? ROOT_SCOPE;
    if (this.pending > 0) scope = declare(attributes, scope);
    this.pending = 0;
    const colon = qualified.indexOf(':');
    const element: Building = {
      name: colon < 0 ? qualified : qualified.slice(colon + 1),
      ns: scope[colon < 0 ? '' : qualified.slice(0, colon)] ?? '',
      attributes,
      children: NO_CHILDREN as XmlNode[],
      scope,
    };
    if (parent) append(parent, element);
    else this.root = element;
    this.stack.push(element);
  }

  close(): void {
    this.stack.pop();
  }

  text(value: string): void {
    const parent = this.stack.at(-1);
    if (!parent || value === '') return;
    this.textLength += value.length;
    if (this.textLength > limits.xmlTextBytes) stop('xml-too-big', 'text');
    const last = parent.children.length - 1;
    const before = parent.children[last];
    if (typeof before === 'string') parent.children[last] = before + value;
    else {
      this.count();
      append(parent, value);
    }
  }

  private count(): void {
    this.nodes += 1;
    if (this.nodes > limits.xmlNodes) stop('xml-too-big', 'nodes');
  }
}

function append(parent: Building, node: XmlNode): void {
  if (parent.children === NO_CHILDREN) parent.children = [node];
  else parent.children.push(node);
}

/** Takes `xmlns` declarations out of the attributes into a scope of its own. */
function declare(attributes: Record<string, string>, outer: Scope): Scope {
  let scope: Record<string, string> | null = null;
  for (const key in attributes) {
    if (!key.startsWith('xmlns') || (key.length > 5 && key[5] !== ':')) continue;
    scope ??= Object.create(outer) as Record<string, string>;
    scope[key.slice(6)] = attributes[key]!;
    delete attributes[key];
  }
  return scope ?? outer;
}
