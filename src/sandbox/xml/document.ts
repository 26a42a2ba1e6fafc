import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';

/** What the bac à sable says of XML it will not take. */
export class Malformed extends Error {}

/**
 * Parses what came over the wire: no DOCTYPE at all (hence no entity), nothing fetched.
 * The caller disposes of the document.
 */
export function parseXml(bytes: Uint8Array): XmlDocument {
  if (/<!DOCTYPE/i.test(new TextDecoder('latin1').decode(bytes))) throw new Malformed('DOCTYPE refusé');
  try {
    return XmlDocument.fromBuffer(bytes, {
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE | ParseOption.XML_PARSE_HUGE,
    });
  } catch {
    throw new Malformed('XML mal formé');
  }
}

/** Runs `use` on a parsed document and frees it. */
export function withXml<T>(bytes: Uint8Array, use: (doc: XmlDocument) => T): T {
  const doc = parseXml(bytes);
  try {
    return use(doc);
  } finally {
    doc.dispose();
  }
}

export function children(parent: XmlElement): XmlElement[] {
  const out: XmlElement[] = [];
  for (let at = parent.firstChild; at; at = at.next) if (at instanceof XmlElement) out.push(at);
  return out;
}

export const is = (el: XmlElement, namespace: string, name: string): boolean =>
  el.name === name && el.namespaceUri === namespace;

export const childrenOf = (parent: XmlElement, namespace: string, name: string): XmlElement[] =>
  children(parent).filter((c) => is(c, namespace, name));

/** The one child of that name; null when there is none or more than one. */
export function only(parent: XmlElement, namespace: string, name: string): XmlElement | null {
  const [first, second] = childrenOf(parent, namespace, name);
  return first && !second ? first : null;
}

/** Follows a path of single children in one namespace. */
export const follow = (start: XmlElement, namespace: string, ...path: string[]): XmlElement | null =>
  path.reduce<XmlElement | null>((at, name) => at && only(at, namespace, name), start);

export const attribute = (el: XmlElement | null, name: string): string | null =>
  el?.attrs.find((a) => a.name === name)?.value ?? null;

export const textOf = (el: XmlElement | null): string => el?.content.trim() ?? '';
