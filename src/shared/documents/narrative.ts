import { z } from 'zod';

/**
 * The narrative of a section as typed nodes (CDA narrative block). Never HTML: the screen turns
 * these nodes into elements of its own. Links are inert text with their address beside.
 */
export type Narrative =
  | { type: 'text'; text: string }
  | { type: 'content'; id?: string | undefined; styles: string[]; children: Narrative[] }
  | { type: 'paragraph'; id?: string | undefined; styles: string[]; children: Narrative[] }
  | { type: 'list'; ordered: boolean; caption?: string | undefined; items: NarrativeItem[] }
  | {
      type: 'table';
      id?: string | undefined;
      caption?: string | undefined;
      head: NarrativeRow[];
      body: NarrativeRow[];
      foot: NarrativeRow[];
    }
  | { type: 'break' }
  | { type: 'sub'; children: Narrative[] }
  | { type: 'sup'; children: Narrative[] }
  | { type: 'footnote'; id?: string | undefined; children: Narrative[] }
  | { type: 'link'; address: string; children: Narrative[] }
  /** Shows the attachments whose `mediaId` is listed. */
  | { type: 'media'; ids: string[]; caption?: string | undefined };

export interface NarrativeItem {
  id?: string | undefined;
  children: Narrative[];
}

export interface NarrativeRow {
  id?: string | undefined;
  styles: string[];
  cells: NarrativeCell[];
}

export interface NarrativeCell {
  id?: string | undefined;
  header: boolean;
  columns: number;
  rows: number;
  align: 'left' | 'center' | 'right' | null;
  styles: string[];
  children: Narrative[];
}

const children = z.array(z.lazy((): z.ZodType<Narrative> => narrativeSchema));
const id = z.string().optional();
const styles = z.array(z.string());

const cellSchema: z.ZodType<NarrativeCell> = z.object({
  id,
  header: z.boolean(),
  columns: z.number().int().min(1),
  rows: z.number().int().min(1),
  align: z.enum(['left', 'center', 'right']).nullable(),
  styles,
  children,
});
const rows = z.array(z.object({ id, styles, cells: z.array(cellSchema) }));

export const narrativeSchema: z.ZodType<Narrative> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('content'), id, styles, children }),
  z.object({ type: z.literal('paragraph'), id, styles, children }),
  z.object({
    type: z.literal('list'),
    ordered: z.boolean(),
    caption: z.string().optional(),
    items: z.array(z.object({ id, children })),
  }),
  z.object({
    type: z.literal('table'),
    id,
    caption: z.string().optional(),
    head: rows,
    body: rows,
    foot: rows,
  }),
  z.object({ type: z.literal('break') }),
  z.object({ type: z.literal('sub'), children }),
  z.object({ type: z.literal('sup'), children }),
  z.object({ type: z.literal('footnote'), id, children }),
  z.object({ type: z.literal('link'), address: z.string(), children }),
  z.object({ type: z.literal('media'), ids: z.array(z.string()), caption: z.string().optional() }),
]);

/** The words of a narrative, blocks separated by a space: for search and for a one-line summary. */
export function narrativeText(nodes: readonly Narrative[]): string {
  return nodes.map(textOf).join('').replace(/\s+/g, ' ').trim();
}

function textOf(node: Narrative): string {
  const rowText = (r: NarrativeRow) => r.cells.map((c) => c.children.map(textOf).join('')).join(' ');
  switch (node.type) {
    case 'text':
      return node.text;
    case 'break':
      return ' ';
    case 'media':
      return node.caption ?? '';
    case 'list':
      return ` ${[node.caption ?? '', ...node.items.map((i) => i.children.map(textOf).join(''))].join(' ')} `;
    case 'table':
      return ` ${[node.caption ?? '', ...[...node.head, ...node.body, ...node.foot].map(rowText)].join(' ')} `;
    case 'paragraph':
      return ` ${node.children.map(textOf).join('')} `;
    default:
      return node.children.map(textOf).join('');
  }
}
