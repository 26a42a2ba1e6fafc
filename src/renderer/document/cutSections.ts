import type { Section } from '../../shared/documents/clinicalDocument';
import type { Narrative, NarrativeItem, NarrativeRow } from '../../shared/documents/narrative';

/**
 * The beginning of a text, in the order of its reading, up to so many nodes; `whole` when nothing is left
 * out. Drawing costs by the node: a text of a hundred thousand would hold the window for a minute.
 */
export function cutSections(
  sections: readonly Section[],
  most: number,
): { sections: Section[]; whole: boolean } {
  const room = { left: most };
  const cut = sectionsWithin(sections, room);
  return { sections: cut, whole: room.left > 0 };
}

interface Room {
  left: number;
}

/** Those of a list that find room, each cut by what is left to it. */
function within<T>(list: readonly T[], room: Room, cut: (one: T) => T): T[] {
  const kept: T[] = [];
  for (const one of list) {
    if (room.left <= 0) break;
    room.left -= 1;
    kept.push(cut(one));
  }
  return kept;
}

const sectionsWithin = (sections: readonly Section[], room: Room): Section[] =>
  within(sections, room, (section) => ({
    ...section,
    narrative: nodes(section.narrative, room),
    sections: sectionsWithin(section.sections, room),
  }));

const nodes = (list: readonly Narrative[], room: Room): Narrative[] =>
  within(list, room, (node): Narrative => {
    if (node.type === 'table')
      return {
        ...node,
        head: rows(node.head, room),
        body: rows(node.body, room),
        foot: rows(node.foot, room),
      };
    if (node.type === 'list')
      return { ...node, items: within(node.items, room, (item) => holder(item, room)) };
    return 'children' in node ? holder(node, room) : node;
  });

const holder = <T extends NarrativeItem | { children: Narrative[] }>(node: T, room: Room): T => ({
  ...node,
  children: nodes(node.children, room),
});

const rows = (list: readonly NarrativeRow[], room: Room): NarrativeRow[] =>
  within(list, room, (row) => ({ ...row, cells: within(row.cells, room, (cell) => holder(cell, room)) }));
