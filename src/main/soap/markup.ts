/** A piece of well-formed XML. Only {@link el} and {@link raw} make one, so that no text is ever taken for markup. */
export class Markup {
  constructor(readonly xml: string) {}
  toString(): string {
    return this.xml;
  }
}

export type Content = Markup | string | number | null | undefined | false | Content[];

/** One element. Strings are escaped, absent attributes and children are left out. */
export function el(
  name: string,
  attributes: Readonly<Record<string, string | number | null | undefined>> = {},
  ...content: Content[]
): Markup {
  const open = Object.entries(attributes)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(String(value))}"`)
    .join('');
  const inside = write(content);
  return new Markup(inside === '' ? `<${name}${open}/>` : `<${name}${open}>${inside}</${name}>`);
}

/** XML that is well formed already: an assertion once signed must not change by one byte. */
export const raw = (xml: string): Markup => new Markup(xml);

function write(content: Content): string {
  if (Array.isArray(content)) return content.map(write).join('');
  if (content === null || content === undefined || content === false) return '';
  return content instanceof Markup ? content.xml : escaped(String(content));
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\r': '&#xD;',
  '\n': '&#xA;',
  '\t': '&#x9;',
};
// Characters XML 1.0 has no writing for: a message that held one would be refused whole.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is sought
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"\r\n\t]/g, (c) => ENTITIES[c]!);
