/**
 * A light XML tree: what reading needs and nothing else. Mixed content keeps its order; comments and
 * processing instructions are dropped; neighbouring texts are one string.
 */
export interface XmlElement {
  /** Local name. */
  readonly name: string;
  /** Namespace, '' when there is none. */
  readonly ns: string;
  /** All of them by the name written in the text (`xsi:type`); declarations of namespaces are not in it. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
  /** The children that are elements: the same objects, without the texts being made. */
  readonly elements: readonly XmlElement[];
  /** Namespaces by prefix in force here: a value such as `c:PQ` is a name too. */
  readonly scope: Scope;
  /** Value of one attribute by the name written, or null. */
  value(written: string): string | null;
  /** Value of one attribute by namespace and local name, whatever its prefix. */
  valueNs(ns: string, local: string): string | null;
}
export type XmlNode = XmlElement | string;
export type Scope = Readonly<Record<string, string>>;

export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

/** Value of an attribute that has no namespace. */
export const attribute = (element: XmlElement, name: string): string | null => element.value(name);

/** Value of an attribute by namespace and local name, whatever its prefix. */
export const attributeNs = (element: XmlElement, ns: string, name: string): string | null =>
  element.valueNs(ns, name);

/** First child of that name; in the namespace of its parent unless another is given. */
export function child(element: XmlElement | null | undefined, name: string, ns?: string): XmlElement | null {
  if (!element) return null;
  const wanted = ns ?? element.ns;
  for (const node of element.elements) if (node.name === name && node.ns === wanted) return node;
  return null;
}

/** Children of that name, in the order of the text. */
export function childrenOf(
  element: XmlElement | null | undefined,
  name: string,
  ns?: string,
): readonly XmlElement[] {
  if (!element) return [];
  const wanted = ns ?? element.ns;
  return element.elements.filter((node) => node.name === name && node.ns === wanted);
}

/** The element at the end of a path of first children, all in the namespace of the start. */
export function at(element: XmlElement | null | undefined, ...path: readonly string[]): XmlElement | null {
  let here = element ?? null;
  for (const name of path) here = child(here, name);
  return here;
}

/** Every element below, in document order, the element itself left out. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  for (const node of element.elements) {
    yield node;
    yield* descendants(node);
  }
}

/** First of the element and its descendants with that name. */
export function find(element: XmlElement, name: string, ns: string): XmlElement | null {
  if (element.name === name && element.ns === ns) return element;
  for (const node of element.elements) {
    const found = find(node, name, ns);
    if (found) return found;
  }
  return null;
}

/** All the text below, as written. */
export function textOf(element: XmlElement | null | undefined): string {
  if (!element) return '';
  const [only] = element.children;
  if (typeof only === 'string' && element.children.length === 1) return only;
  return element.children.map((node) => (typeof node === 'string' ? node : textOf(node))).join('');
}

/** The text below with its white space reduced to single spaces, or null when there is none. */
export const words = (element: XmlElement | null | undefined): string | null =>
  textOf(element)
    .replace(/[\s\u00a0]+/g, ' ')
    .trim() || null;

/** A name written as a value (`xsi:type`), resolved where it stands. An unknown prefix leaves `ns` empty. */
export function resolveName(element: XmlElement, written: string): { ns: string; name: string } {
  const colon = written.indexOf(':');
  const prefix = colon < 0 ? '' : written.slice(0, colon).trim();
  return { ns: element.scope[prefix] ?? '', name: written.slice(colon + 1).trim() };
}

/** Local name of the `xsi:type` of an element, or null. */
export function xsiType(element: XmlElement): string | null {
  const written = attributeNs(element, XSI, 'type');
  return written === null ? null : resolveName(element, written).name;
}
