import { z } from 'zod';
import { limits } from '../limits';

/** Elements a rendering by a stylesheet may hold: words, tables, lists, pictures. Nothing that acts. */
export const presentationTags = [
  'abbr', 'address', 'article', 'b', 'big', 'blockquote', 'br', 'caption', 'center', 'cite', 'code', 'col',
  'colgroup', 'dd', 'del', 'div', 'dl', 'dt', 'em', 'fieldset', 'figcaption', 'figure', 'font', 'footer',
  'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'header', 'hr', 'i', 'img', 'ins', 'legend', 'li', 'main', 'ol', 'p',
  'pre', 'q', 's', 'section', 'small', 'span', 'strike', 'strong', 'sub', 'sup', 'table', 'tbody', 'td',
  'tfoot', 'th', 'thead', 'tr', 'tt', 'u', 'ul',
] as const; // biome-ignore format: a list of words

/** Attributes that place and colour; `src` only ever holds a bitmap as `data:`. */
export const presentationAttributes = [
  'align', 'alt', 'bgcolor', 'border', 'cellpadding', 'cellspacing', 'class', 'color', 'colspan', 'dir',
  'height', 'id', 'lang', 'rowspan', 'scope', 'size', 'span', 'src', 'style', 'title', 'type', 'valign', 'width',
] as const; // biome-ignore format: a list of words

export type PresentationTag = (typeof presentationTags)[number];
export type PresentationAttribute = (typeof presentationAttributes)[number];

export interface PresentationElement {
  tag: PresentationTag;
  attributes: Partial<Record<PresentationAttribute, string>>;
  children: PresentationNode[];
}
export type PresentationNode = string | PresentationElement;

const nodeSchema: z.ZodType<PresentationNode> = z.union([
  z.string(),
  z.object({
    tag: z.enum(presentationTags),
    attributes: z.partialRecord(z.enum(presentationAttributes), z.string()),
    children: z.array(z.lazy(() => nodeSchema)),
  }),
]);

/**
 * A document as a stylesheet lays it out (BIO.06): that of its sender, else that of the practice. Typed nodes and
 * a filtered style sheet, never HTML; the screen draws them in a frame where nothing can run or be fetched.
 */
export const presentationSchema = z.object({
  source: z.enum(['sender', 'practice']),
  css: z.string().max(limits.presentationCss),
  nodes: z.array(nodeSchema),
});
export type Presentation = z.infer<typeof presentationSchema>;
