import type { Attribute, Element, XmlTree } from './tree';

export interface CanonicalForm {
  /** Exclusive (http://www.w3.org/2001/10/xml-exc-c14n#) or inclusive (REC-xml-c14n-20010315). */
  exclusive: boolean;
  comments: boolean;
  /** Exclusive only: prefixes treated inclusively, `#default` for the default one. */
  inclusivePrefixes?: readonly string[];
  /** A child left out with all it holds: the signature, for the enveloped-signature transform. */
  without?: Element;
}

export const algorithms = {
  inclusive: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
  inclusiveWithComments: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments',
  exclusive: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  exclusiveWithComments: 'http://www.w3.org/2001/10/xml-exc-c14n#WithComments',
} as const;

type Bindings = ReadonlyMap<string, string>;

/** Canonical XML of a whole document or of one of its elements, as UTF-8 (Canonical XML 1.0, Exclusive XML Canonicalization 1.0). */
export function canonical(node: XmlTree | Element, form: CanonicalForm): Uint8Array {
  const out: string[] = [];
  if ('root' in node) document(node, form, out);
  else {
    const scope = inScope(node.parent);
    element(node, scope, new Map(), form, out, form.exclusive ? [] : inheritedXmlAttributes(node));
  }
  return new TextEncoder().encode(out.join(''));
}

function document(tree: XmlTree, form: CanonicalForm, out: string[]) {
  let before = true;
  for (const node of tree.children) {
    if (node.type === 'element') {
      element(node, new Map(), new Map(), form, out, []);
      before = false;
    } else if (node.type !== 'comment' || form.comments) {
      // Outside the root, each node stands on a line of its own.
      const text = node.type === 'comment' ? `<!--${node.value}-->` : instruction(node);
      out.push(before ? `${text}\n` : `\n${text}`);
    }
  }
}

function element(
  e: Element,
  parentScope: Bindings,
  parentRendered: Bindings,
  form: CanonicalForm,
  out: string[],
  inherited: Attribute[],
) {
  const scope = e.declarations.length ? new Map([...parentScope, ...e.declarations]) : parentScope;
  const shown = toRender(e, scope, parentRendered, form);
  const rendered = shown.length ? new Map([...parentRendered, ...shown]) : parentRendered;
  out.push('<', e.name);
  for (const [prefix, uri] of shown)
    out.push(prefix ? ` xmlns:${prefix}="` : ' xmlns="', inAttribute(uri), '"');
  const attributes = inherited.length ? [...inherited, ...e.attributes] : e.attributes;
  for (const a of attributes.length > 1 ? [...attributes].sort(byExpandedName) : attributes)
    out.push(' ', a.name, '="', inAttribute(a.value), '"');
  out.push('>');
  for (const node of e.children) {
    if (node === form.without) continue;
    if (node.type === 'element') element(node, scope, rendered, form, out, []);
    else if (node.type === 'text') out.push(inText(node.value));
    else if (node.type === 'instruction') out.push(instruction(node));
    else if (form.comments) out.push(`<!--${node.value}-->`);
  }
  out.push('</', e.name, '>');
}

/** The namespace nodes this element must show, sorted by prefix. */
function toRender(e: Element, scope: Bindings, rendered: Bindings, form: CanonicalForm): [string, string][] {
  const candidates = form.exclusive
    ? new Set([e.prefix, ...e.attributes.map((a) => a.prefix).filter(Boolean), ...listed(form, scope)])
    : scope.keys();
  const shown: [string, string][] = [];
  for (const prefix of candidates) {
    const uri = scope.get(prefix) ?? '';
    // The xml prefix needs no declaration; an absent default one is undone only where an ancestor showed another.
    if (prefix === 'xml' || (rendered.get(prefix) ?? '') === uri) continue;
    shown.push([prefix, uri]);
  }
  return shown.sort(([a], [b]) => compare(a, b));
}

const listed = (form: CanonicalForm, scope: Bindings): string[] =>
  (form.inclusivePrefixes ?? []).map((p) => (p === '#default' ? '' : p)).filter((p) => scope.has(p));

function inScope(e: Element | null): Bindings {
  return e ? new Map([...inScope(e.parent), ...e.declarations]) : new Map();
}

/** Inclusive form of a part of a document: `xml:lang` and the like come down from the ancestors left out. */
function inheritedXmlAttributes(apex: Element): Attribute[] {
  const found = new Map<string, Attribute>();
  for (let e = apex.parent; e; e = e.parent)
    for (const a of e.attributes) if (a.prefix === 'xml' && !found.has(a.local)) found.set(a.local, a);
  for (const a of apex.attributes) if (a.prefix === 'xml') found.delete(a.local);
  return [...found.values()];
}

const byExpandedName = (a: Attribute, b: Attribute) => compare(a.uri, b.uri) || compare(a.local, b.local);

/** Order of code points, which is not JavaScript's order of UTF-16 units. */
function compare(a: string, b: string): number {
  for (let i = 0; ; i++) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(i)];
    if (Number.isNaN(x) || Number.isNaN(y)) return Number.isNaN(x) ? (Number.isNaN(y) ? 0 : -1) : 1;
    if (x !== y) return rank(x) - rank(y);
  }
}
const rank = (unit: number) => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

const instruction = (i: { target: string; body: string }) => `<?${i.target}${i.body ? ` ${i.body}` : ''}?>`;

const TEXT: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' };
const inText = (value: string) => value.replace(/[&<>\r]/g, (c) => TEXT[c]!);

const VALUE: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '"': '&quot;',
  '\t': '&#x9;',
  '\n': '&#xA;',
  '\r': '&#xD;',
};
const inAttribute = (value: string) => value.replace(/[&<"\t\n\r]/g, (c) => VALUE[c]!);
