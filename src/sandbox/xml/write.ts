/** Text already escaped: what {@link element} gives back. */
export interface Markup {
  readonly markup: string;
}

type Attributes = Readonly<Record<string, string | number | null | undefined>>;
export type Content = Markup | string | number | null | undefined | false | readonly Content[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
};
const escapeText = (s: string) => s.replace(/[&<>\r]/g, (c) => ESCAPES[c] ?? c);
const escapeAttribute = (s: string) => s.replace(/[&<>"\n\t\r]/g, (c) => ESCAPES[c] ?? c);

const render = (content: Content): string =>
  content === null || content === undefined || content === false
    ? ''
    : Array.isArray(content)
      ? content.map(render).join('')
      : typeof content === 'object'
        ? (content as Markup).markup
        : escapeText(String(content));

/** An element; attributes without a value are left out. */
export function element(name: string, attributes: Attributes = {}, ...content: Content[]): Markup {
  const attrs = Object.entries(attributes)
    .filter(([, v]) => v !== null && v !== undefined)
    .map(([k, v]) => ` ${k}="${escapeAttribute(String(v))}"`)
    .join('');
  const inner = render(content);
  return { markup: inner ? `<${name}${attrs}>${inner}</${name}>` : `<${name}${attrs}/>` };
}

/** Markup written elsewhere. */
export const raw = (markup: string): Markup => ({ markup });
