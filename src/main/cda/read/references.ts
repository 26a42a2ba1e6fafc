import { limits } from '../../../shared/limits';
import { at, attribute, child, words, type XmlElement } from '../../xml/element';
import { ResultTable } from './resultTable';
import type { Warnings } from './warnings';

/** A place of the narrative that an entry points at, with the row or the item that holds it. */
interface Target {
  element: XmlElement;
  cell: XmlElement | null;
  row: XmlElement | null;
  table: XmlElement | null;
  item: XmlElement | null;
}

/** The narrative by `ID`: what entries say through `reference` (cda-cr-bio.md §4.1). */
export class References {
  private readonly targets = new Map<string, Target>();
  private readonly tables = new Map<XmlElement, ResultTable>();
  private readonly quotes = new Map<XmlElement, string | null>();
  private readonly rows = new Map<XmlElement, string | null>();
  private readonly dangling = new Set<string>();
  private silent = false;

  constructor(
    body: XmlElement | null,
    private readonly warnings: Warnings,
  ) {
    if (body) this.index(body, null);
  }

  /** Walks down to the `text` of sections, then remembers every ID with where it stands. */
  private index(element: XmlElement, here: Omit<Target, 'element'> | null): void {
    for (const node of element.elements) {
      if (here === null) {
        if (node.name === 'text' && element.name === 'section')
          this.index(node, { cell: null, row: null, table: null, item: null });
        else if (node.name !== 'entry') this.index(node, null);
        continue;
      }
      const inside = step(node, here);
      const id = attribute(node, 'ID');
      if (id !== null && !this.targets.has(id)) this.targets.set(id, { element: node, ...inside });
      this.index(node, inside);
    }
  }

  /** What an `originalText` or a `text` says: the narrative it points at, else its own words. */
  wording(element: XmlElement | null): string | null {
    const target = this.target(element);
    return target ? this.quoted(target.element) : cut(words(element));
  }

  /** Wording behind `originalText` of a coded element. */
  original = (code: XmlElement | null): string | null => this.wording(child(code, 'originalText'));

  /**
   * What the narrative prints as the value of the analyte named by that coded element: the value cell of
   * its row, or the rest of its list item. Lines of a cell come apart (two units, one a line).
   */
  printedValue(code: XmlElement | null): string[] {
    const target = this.target(child(code, 'originalText'));
    if (!target) return [];
    if (target.row && target.table) {
      let table = this.tables.get(target.table);
      if (!table) {
        table = new ResultTable(target.table);
        this.tables.set(target.table, table);
      }
      return table.valueLines(target.row, target.cell);
    }
    const holder = target.item;
    const label = this.quoted(target.element);
    const all = holder && this.quoted(holder);
    if (!holder || !label || !all?.startsWith(label)) return [];
    const rest = all.slice(label.length).replace(/^[\s:]+/, '');
    return rest ? [rest] : [];
  }

  /** Reads what may be absent without a complaint: outside a laboratory report the narrative says it all. */
  silently<T>(read: () => T): T {
    this.silent = true;
    try {
      return read();
    } finally {
      this.silent = false;
    }
  }

  /** Where an element points and what is printed there: its own words, and those of its row, item or paragraph. */
  place(element: XmlElement | null): { id: string; words: string | null; line: string | null } | null {
    const id = targetOf(element);
    const found = id === null ? undefined : this.targets.get(id);
    if (id === null || !found) return null;
    const line = found.row ? this.rowWords(found.row) : this.quoted(found.item ?? found.element);
    return { id, words: this.quoted(found.element), line };
  }

  /** Words of a row, its cells apart. */
  private rowWords(row: XmlElement): string | null {
    let text = this.rows.get(row);
    if (text === undefined) {
      text = cut(row.elements.map(words).filter(Boolean).join(' ') || null);
      this.rows.set(row, text);
    }
    return text;
  }

  /** Words of a place, once for all the entries that name it, and cut: many may name a long one. */
  private quoted(element: XmlElement): string | null {
    let text = this.quotes.get(element);
    if (text === undefined) {
      text = cut(words(element));
      this.quotes.set(element, text);
    }
    return text;
  }

  private target(element: XmlElement | null): Target | null {
    const id = targetOf(element);
    if (id === null) return null;
    const found = this.targets.get(id);
    if (!found && !this.silent && !this.dangling.has(id)) {
      this.dangling.add(id);
      this.warnings.add('dangling-reference');
    }
    return found ?? null;
  }
}

/** The `ID` that an element's reference names, without its `#`. */
function targetOf(element: XmlElement | null): string | null {
  const reference = at(element, 'reference');
  const written = reference && attribute(reference, 'value')?.trim();
  return written && written !== '#' ? written.replace(/^#/, '') : null;
}

/** What is cut says so. */
const cut = (text: string | null): string | null =>
  text && text.length > limits.quotedText ? `${text.slice(0, limits.quotedText - 1)}…` : text;

function step(node: XmlElement, here: Omit<Target, 'element'>): Omit<Target, 'element'> {
  switch (node.name) {
    case 'table':
      return { cell: null, row: null, table: node, item: null };
    case 'tr':
      return { ...here, row: node, cell: null };
    case 'td':
    case 'th':
      return { ...here, cell: node };
    case 'item':
    case 'paragraph':
      return { ...here, item: node };
    default:
      return here;
  }
}
