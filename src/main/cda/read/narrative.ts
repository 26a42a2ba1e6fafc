import type {
  Narrative,
  NarrativeCell,
  NarrativeItem,
  NarrativeRow,
} from '../../../shared/documents/narrative';
import {
  attribute,
  child,
  childrenOf,
  isElement,
  words,
  type XmlElement,
  type XmlNode,
} from '../../xml/element';
import type { Warnings } from './warnings';

/** What no narrative may hold, in whatever namespace: dropped with all it contains. */
const active = new Set([
  'script',
  'style',
  'object',
  'embed',
  'iframe',
  'svg',
  'form',
  'math',
  'link',
  'meta',
]);
const safeAddress = /^(https?:\/\/|mailto:|tel:|#)/i;

/** The narrative block of a section as typed nodes, in the sender's order (cda-cr-bio.md §10). */
export function readNarrative(text: XmlElement | null, warnings: Warnings): Narrative[] {
  return text ? trimmed(nodes(text.children, warnings)) : [];
}

const nodes = (children: readonly XmlNode[], warnings: Warnings): Narrative[] =>
  children.flatMap((node): Narrative[] => {
    if (isElement(node)) return element(node, warnings);
    const text = node.replace(/[ \t\r\n]+/g, ' ');
    return text === '' ? [] : [{ type: 'text', text }];
  });

function element(node: XmlElement, warnings: Warnings): Narrative[] {
  if (active.has(node.name.toLowerCase())) {
    warnings.add('active-content');
    return [];
  }
  const inside = () => trimmed(nodes(node.children.filter(notCaption), warnings));
  const id = attribute(node, 'ID') ?? undefined;
  switch (node.name) {
    case 'content':
      return [{ type: 'content', id, styles: styles(node), children: nodes(node.children, warnings) }];
    case 'paragraph':
      return [{ type: 'paragraph', id, styles: styles(node), children: inside() }];
    case 'list':
      return [list(node, warnings)];
    case 'table':
      return [table(node, warnings)];
    case 'br':
      return [{ type: 'break' }];
    case 'sub':
    case 'sup':
      return [{ type: node.name, children: nodes(node.children, warnings) }];
    case 'footnote':
      return [{ type: 'footnote', id, children: inside() }];
    case 'footnoteRef':
      return [{ type: 'sup', children: [{ type: 'text', text: '*' }] }];
    case 'linkHtml':
    case 'a':
      return [link(node, warnings)];
    case 'renderMultiMedia':
      return [
        {
          type: 'media',
          ids: (attribute(node, 'referencedObject') ?? '').split(/\s+/).filter(Boolean),
          caption: words(child(node, 'caption')) ?? undefined,
        },
      ];
    case 'caption':
      return [{ type: 'paragraph', id, styles: ['Bold'], children: inside() }];
    default:
      // Anything else is not of the narrative block: its words stay, its behaviour does not.
      return nodes(node.children, warnings);
  }
}

const notCaption = (node: XmlNode) => !isElement(node) || node.name !== 'caption';

const styles = (node: XmlElement): string[] =>
  (attribute(node, 'styleCode') ?? '').split(/\s+/).filter(Boolean);

function link(node: XmlElement, warnings: Warnings): Narrative {
  const address = (attribute(node, 'href') ?? '').trim();
  const safe = address === '' || safeAddress.test(address);
  if (!safe) warnings.add(/^[a-z]+:/i.test(address) ? 'active-content' : 'external-file');
  return { type: 'link', address: safe ? address : '', children: nodes(node.children, warnings) };
}

function list(node: XmlElement, warnings: Warnings): Narrative {
  const items = childrenOf(node, 'item').map(
    (item): NarrativeItem => ({
      id: attribute(item, 'ID') ?? undefined,
      children: trimmed(nodes(item.children, warnings)),
    }),
  );
  return {
    type: 'list',
    ordered: attribute(node, 'listType') === 'ordered',
    caption: words(child(node, 'caption')) ?? undefined,
    items,
  };
}

function table(node: XmlElement, warnings: Warnings): Narrative {
  const part = (...names: string[]) =>
    names.flatMap((name) => childrenOf(node, name)).flatMap((body) => rows(body, warnings));
  return {
    type: 'table',
    id: attribute(node, 'ID') ?? undefined,
    caption: words(child(node, 'caption')) ?? undefined,
    head: part('thead'),
    body: [...rows(node, warnings), ...part('tbody')],
    foot: part('tfoot'),
  };
}

const rows = (body: XmlElement, warnings: Warnings): NarrativeRow[] =>
  childrenOf(body, 'tr').map((row) => ({
    id: attribute(row, 'ID') ?? undefined,
    styles: styles(row),
    cells: row.elements.flatMap((c) => (c.name === 'td' || c.name === 'th' ? [cell(c, warnings)] : [])),
  }));

const aligns = ['left', 'center', 'right'] as const;

function cell(node: XmlElement, warnings: Warnings): NarrativeCell {
  const align = attribute(node, 'align')?.toLowerCase();
  return {
    id: attribute(node, 'ID') ?? undefined,
    header: node.name === 'th',
    columns: span(node, 'colspan'),
    rows: span(node, 'rowspan'),
    align: aligns.find((a) => a === align) ?? null,
    styles: styles(node),
    children: trimmed(nodes(node.children, warnings)),
  };
}

/** A span the screen can lay out: between 1 and 100 whatever is written. */
export function span(node: XmlElement, name: 'colspan' | 'rowspan'): number {
  const written = Number.parseInt(attribute(node, name) ?? '1', 10);
  return Number.isNaN(written) ? 1 : Math.min(Math.max(written, 1), 100);
}

const blocks = new Set<Narrative['type']>(['paragraph', 'list', 'table', 'break', 'media']);

/** Drops the indentation of the source: blank text at either end and beside blocks. */
function trimmed(list: Narrative[]): Narrative[] {
  const kept = list.filter((node, i) => {
    if (node.type !== 'text' || node.text.trim() !== '') return true;
    const before = list[i - 1];
    const after = list[i + 1];
    return before && after && !blocks.has(before.type) && !blocks.has(after.type);
  });
  const first = kept[0];
  if (first?.type === 'text') kept[0] = { type: 'text', text: first.text.trimStart() };
  const last = kept.at(-1);
  if (last?.type === 'text') kept[kept.length - 1] = { type: 'text', text: last.text.trimEnd() };
  return kept;
}
