import { create } from 'zustand';
import type { InboxList, InboxQuery, InboxRow } from '../../shared/contract/inbox';
import { call } from '../bridge/bridge';
import { asking, type Loaded, settled, unasked } from './loaded';

export const firstQuery: InboxQuery = {
  state: 'to-file',
  kind: null,
  abnormalOnly: false,
  text: '',
  sort: 'date',
  descending: true,
};

interface Inbox {
  query: InboxQuery;
  list: Loaded<InboxList>;
  selected: string | null;
  /** On a narrow screen the list gives way to the document. */
  reading: boolean;
  /** Rows whose filing is under way: already gone for the eye. */
  leaving: ReadonlySet<string>;
  /** Of those, the ones that main has answered for: the next snapshot tells the truth about them. */
  landed: ReadonlySet<string>;
  refresh(): Promise<void>;
  ask(part: Partial<InboxQuery>): Promise<void>;
  select(id: string | null): void;
  read(reading: boolean): void;
  move(step: 1 | -1): void;
  leave(id: string): void;
  land(id: string): void;
  stay(id: string): void;
}

let asked = 0;

/** Rows the eye sees: main's snapshot less those on their way out. */
export const visibleRows = (s: Pick<Inbox, 'list' | 'leaving'>): InboxRow[] =>
  (s.list.value?.rows ?? []).filter((r) => !s.leaving.has(r.id));

/** Proposed at opening: the first unread, else the first. */
export const proposedRow = (rows: readonly InboxRow[]): string | null =>
  (rows.find((r) => !r.read) ?? rows[0])?.id ?? null;

/** The row that takes the place of one that leaves: the next below, else the one above. */
export function successor(rows: readonly InboxRow[], id: string): string | null {
  const at = rows.findIndex((r) => r.id === id);
  return (rows[at + 1] ?? rows[at - 1])?.id ?? null;
}

/** The worklist: what was asked, what main answered, what is selected. */
export const useInbox = create<Inbox>((set, get) => ({
  query: firstQuery,
  list: unasked,
  selected: null,
  reading: false,
  leaving: new Set(),
  landed: new Set(),
  async refresh() {
    const mine = ++asked;
    const { landed } = get();
    set({ list: asking(get().list) });
    const answer = await call('inbox.list', get().query);
    if (mine !== asked) return;
    const list = settled(get().list, answer);
    const present = new Set(list.value?.rows.map((r) => r.id));
    const leaving = new Set([...get().leaving].filter((id) => present.has(id) && !landed.has(id)));
    const rows = visibleRows({ list, leaving });
    const kept = rows.some((r) => r.id === get().selected) ? get().selected : proposedRow(rows);
    set({
      list,
      leaving,
      landed: new Set([...get().landed].filter((id) => !landed.has(id))),
      selected: kept,
    });
  },
  async ask(part) {
    set({ query: { ...get().query, ...part } });
    await get().refresh();
  },
  select: (selected) => set({ selected }),
  read: (reading) => set({ reading }),
  move(step) {
    const rows = visibleRows(get());
    const at = rows.findIndex((r) => r.id === get().selected);
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))];
    if (next) set({ selected: next.id });
  },
  leave(id) {
    const next = successor(visibleRows(get()), id);
    set({
      leaving: new Set([...get().leaving, id]),
      ...(get().selected === id ? { selected: next } : {}),
    });
  },
  land: (id) => set({ landed: new Set([...get().landed, id]) }),
  stay(id) {
    set({ leaving: new Set([...get().leaving].filter((x) => x !== id)), selected: id });
  },
}));
