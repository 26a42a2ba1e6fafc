import { limits } from '../../../shared/limits';
import { childrenOf, isElement, words, type XmlElement } from '../../xml/element';
import { span } from './narrative';

interface Placed {
  cell: XmlElement;
  column: number;
  width: number;
}

/** Columns that never hold today's value. */
const aside =
  /r[ée]f[ée]rence|norm[ae]|intervalle|usuel|ant[ée]ri|pr[ée]c[ée]dent|unit[ée]|interpr[ée]t|technique|m[ée]thode|comment|bornes?\b/i;

/** Wider and taller than any table a person reads: what lies beyond is not looked at. */
const MAX_COLUMNS = 30;
const MAX_HEAD_ROWS = 10;

/** A narrative table laid out with its spans, to find which cell holds the value of an analyte. */
export class ResultTable {
  private readonly rows = new Map<XmlElement, Placed[]>();
  /** Where each cell stands in its row. */
  private readonly places = new Map<XmlElement, number>();
  private readonly headings: string[] = [];

  constructor(table: XmlElement) {
    const head = childrenOf(table, 'thead').flatMap((part) => childrenOf(part, 'tr'));
    const body = [table, ...childrenOf(table, 'tbody')].flatMap((part) => childrenOf(part, 'tr'));
    for (const placed of layOut(head.slice(0, MAX_HEAD_ROWS))) this.addHeading(placed);
    const placedRows = layOut(body);
    body.forEach((row, i) => {
      const placed = placedRows[i]!;
      this.rows.set(row, placed);
      for (const [place, { cell }] of placed.entries()) this.places.set(cell, place);
      // A first row of nothing but headers heads the table too.
      if (i === 0 && placed.every(({ cell }) => cell.name === 'th')) this.addHeading(placed);
    });
  }

  private addHeading(placed: Placed[]): void {
    for (const { cell, column, width } of placed)
      for (let c = column; c < column + width; c++)
        this.headings[c] = `${this.headings[c] ?? ''} ${words(cell)?.slice(0, 80) ?? ''}`;
  }

  /** Lines of the value cell: the first after the label, under no heading that excludes it, with a digit if any has one. */
  valueLines(row: XmlElement, label: XmlElement | null): string[] {
    const placed = this.rows.get(row) ?? [];
    const from = label ? (this.places.get(label) ?? -1) : -1;
    const candidates = placed
      .slice(from + 1, from + 1 + MAX_COLUMNS)
      .filter(({ column }) => !aside.test(this.headings[column] ?? ''))
      .map(({ cell }) => lines(cell))
      .filter((l) => l.length > 0);
    return candidates.find((l) => l.some((line) => /\d/.test(line))) ?? candidates[0] ?? [];
  }
}

/** Columns of each cell, given the cells above that reach down. */
function layOut(rows: readonly XmlElement[]): Placed[][] {
  const reach: number[] = [];
  return rows.map((row, r) => {
    let column = 0;
    return row.elements.flatMap((cell): Placed[] => {
      if (cell.name !== 'td' && cell.name !== 'th') return [];
      while ((reach[column] ?? 0) > r) column++;
      const placed = { cell, column, width: span(cell, 'colspan') };
      for (let c = column; c < column + placed.width; c++) reach[c] = r + span(cell, 'rowspan');
      column += placed.width;
      return [placed];
    });
  });
}

/** Words of a cell, cut at its line breaks and paragraphs. */
function lines(cell: XmlElement): string[] {
  const out = [''];
  const walk = (element: XmlElement) => {
    for (const node of element.children) {
      if (!isElement(node)) out[out.length - 1] += node;
      else if (node.name === 'br') out.push('');
      else {
        const block = node.name === 'paragraph' || node.name === 'item';
        if (block) out.push('');
        walk(node);
        if (block) out.push('');
      }
    }
  };
  walk(cell);
  return out
    .slice(0, 50)
    .map((line) =>
      line
        .slice(0, limits.quotedText)
        .replace(/[\s\u00a0\u202f]+/g, ' ')
        .trim(),
    )
    .filter(Boolean);
}
