import { limits } from '../../shared/limits';

/** Values that fetch, run, or hide what they are behind an escape. */
const forbidden =
  /url|image|expression|script|binding|behaviou?r|attr\s*\(|var\s*\(|src\s*\(|env\s*\(|:\/\/|[\\@<>{}]/i;
const property = /^\s*-?[a-z][a-z-]*\s*$/i;
const selector = /^[\w\s.#:,>+~*()[\]="'|-]+$/;
const media = /^@media\s[\w\s:(),.-]*$/i;

/** Declarations (`color: red; …`) without those that could reach outside. Pure text work: nothing is corrected. */
export const safeDeclarations = (written: string): string =>
  withoutComments(written)
    .split(';')
    .filter((one) => {
      const colon = one.indexOf(':');
      return colon > 0 && property.test(one.slice(0, colon)) && !forbidden.test(one.slice(colon + 1));
    })
    .map((one) => one.trim())
    .join('; ');

/** A style sheet's plain rules and its `@media`; every other at-rule (`@import`, `@font-face`…) is left out. */
export function safeCss(written: string): string {
  const out: string[] = [];
  for (const { head, body } of blocks(withoutComments(written.slice(0, limits.presentationCss)))) {
    if (media.test(head)) {
      const inside = blocks(body).flatMap(rule);
      if (inside.length > 0) out.push(`${head} { ${inside.join(' ')} }`);
    } else out.push(...rule({ head, body }));
  }
  return out.join('\n').slice(0, limits.presentationCss);
}

interface Block {
  head: string;
  body: string;
}

function rule({ head, body }: Block): string[] {
  const declarations = safeDeclarations(body);
  return selector.test(head) && declarations !== '' && !body.includes('{')
    ? [`${head} { ${declarations}; }`]
    : [];
}

/** `head { body }` one after the other, braces balanced; what has no braces (`@import …;`) is dropped with its `;`. */
function blocks(text: string): Block[] {
  const found: Block[] = [];
  let depth = 0;
  let start = 0;
  let open = 0;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (c === '{') {
      if (depth === 0) open = i;
      depth++;
    } else if (c === '}' && depth > 0) {
      depth--;
      if (depth > 0) continue;
      found.push({ head: text.slice(start, open).trim(), body: text.slice(open + 1, i) });
      start = i + 1;
    } else if (c === ';' && depth === 0) start = i + 1;
  }
  return found;
}

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?(\*\/|$)/g, ' ');
