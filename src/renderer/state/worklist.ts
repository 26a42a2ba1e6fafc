import type { InboxList, InboxRow } from '../../shared/contract/inbox';

/** Rows kept in the window's memory: far more than a screen, far fewer than a list may hold. */
const KEPT = 2_000;

/** What is known of a list of any length: its size, and the rows that were brought, each at its position. All of one revision. */
export interface Worklist {
  readonly revision: number;
  readonly total: number;
  readonly counts: InboxList['counts'];
  readonly rows: ReadonlyMap<number, InboxRow>;
}

/** Lays an answer beside what is known; of an older revision nothing is kept, for its positions mean nothing any more. */
export function laid(known: Worklist | null, answer: InboxList): Worklist {
  const same = known?.revision === answer.revision && known.total === answer.total;
  const rows = new Map(same ? known.rows : []);
  for (const [i, row] of answer.rows.entries()) rows.set(answer.from + i, row);
  if (rows.size > KEPT)
    for (const position of rows.keys())
      if (Math.abs(position - answer.from) > KEPT / 2) rows.delete(position);
  return { revision: answer.revision, total: answer.total, counts: answer.counts, rows };
}

/** Position of an item among the rows that were brought, or -1. */
export function positionOf(list: Worklist | null, id: string | null): number {
  if (id !== null) for (const [position, row] of list?.rows ?? []) if (row.id === id) return position;
  return -1;
}

/** The list as the eye sees it: rows on their way out are gone already, and the rest has closed up. */
export interface Seen {
  readonly count: number;
  /** The row drawn at a line, or undefined where it was not brought yet. */
  at(line: number): InboxRow | undefined;
  /** Where an item is drawn, or -1. */
  lineOf(id: string | null): number;
  /** The position main knows a line by. */
  positionAt(line: number): number;
}

export function seen(list: Worklist | null, leaving: ReadonlySet<string>): Seen {
  const gone = [...leaving]
    .map((id) => positionOf(list, id))
    .filter((p) => p >= 0)
    .sort((a, b) => a - b);
  const positionAt = (line: number) => gone.reduce((p, g) => (g <= p ? p + 1 : p), line);
  return {
    count: Math.max(0, (list?.total ?? 0) - gone.length),
    positionAt,
    at: (line) => list?.rows.get(positionAt(line)),
    lineOf(id) {
      const position = positionOf(list, id);
      if (position < 0 || gone.includes(position)) return -1;
      return position - gone.filter((g) => g < position).length;
    },
  };
}

/** The row that takes the place of one that leaves: the next below, else the one above. */
export function successor(list: Seen, id: string): string | null {
  const line = list.lineOf(id);
  return (list.at(line + 1) ?? list.at(line - 1))?.id ?? null;
}

/** Lines of a stretch that were not brought yet, as one request: null when nothing is missing. */
export function missing(list: Seen, first: number, last: number): { from: number; count: number } | null {
  const end = Math.min(last, list.count - 1);
  let [low, high] = [first, end];
  while (low <= end && list.at(low)) low += 1;
  while (high > low && list.at(high)) high -= 1;
  if (low > end) return null;
  return { from: list.positionAt(low), count: list.positionAt(high) - list.positionAt(low) + 1 };
}
