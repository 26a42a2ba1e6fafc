import { create } from 'zustand';
import {
  type InboxQuery,
  type InboxRow,
  inboxQuerySchema,
  LARGEST_WINDOW,
  worklistViewSchema,
} from '../../shared/contract/inbox';
import { call } from '../bridge/bridge';
import { asking, failed, known, type Loaded, unasked } from './loaded';
import { laid, missing, positionOf, type Seen, seen, successor, type Worklist } from './worklist';

export const firstQuery: InboxQuery = inboxQuerySchema.parse({});

interface Inbox {
  /** What chips and menus ask for. */
  filters: InboxQuery;
  /** What is typed in the search field; its conditions are added to the filters. */
  typed: string;
  /** Both together: what main is asked. */
  query: InboxQuery;
  list: Loaded<Worklist>;
  selected: string | null;
  /** On a narrow screen the list gives way to the document. */
  reading: boolean;
  /** Rows whose filing is under way: already gone for the eye. */
  leaving: ReadonlySet<string>;
  /** Of those, the ones that main has answered for: the next snapshot tells the truth about them. */
  landed: ReadonlySet<string>;
  /** The worklist as this person left it, then its rows. */
  recall(): Promise<void>;
  /** Asks again around the selected row, wherever it is now. */
  refresh(): Promise<void>;
  /** Brings the lines of a stretch that are not here yet. */
  bring(first: number, last: number): Promise<void>;
  ask(part: Partial<InboxQuery>): Promise<void>;
  /** Another text in the search field, and the conditions it means. */
  search(typed: string, conditions: Partial<InboxQuery>): Promise<void>;
  /** Lets every condition fall but the list. */
  clear(state: InboxQuery['state']): Promise<void>;
  /** Shows an item of another list, or out of the filter: all conditions fall but its list. */
  reach(id: string, state: InboxQuery['state']): Promise<void>;
  select(id: string | null): void;
  read(reading: boolean): void;
  move(step: 1 | -1): Promise<void>;
  /** The item was opened: its row is no longer unread. */
  opened(id: string): void;
  leave(id: string): void;
  land(id: string): void;
  stay(id: string): void;
}

let asked = 0;
const bringing = new Set<number>();

export const seenOf = (s: Pick<Inbox, 'list' | 'leaving'>): Seen => seen(s.list.value, s.leaving);

/** The row of an item, if it was brought. */
export const rowOf = (id: string | null): InboxRow | undefined => {
  const { list } = useInbox.getState();
  return list.value?.rows.get(positionOf(list.value, id));
};

/** The worklist: what was asked, the windows that main answered, what is selected. */
export const useInbox = create<Inbox>((set, get) => {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  let conditions: Partial<InboxQuery> = {};

  /** `fresh`: another question, so that one begins again at its first unread row. */
  async function load(fresh: boolean): Promise<void> {
    const mine = ++asked;
    const { landed, selected, list: before, query } = get();
    const position = fresh ? -1 : positionOf(before.value, selected);
    set({ list: asking(before) });
    const answer = await call('inbox.list', {
      ...query,
      around: selected,
      aroundUnread: fresh || before.value === null,
      // What follows a row that went away takes its place on the screen.
      from: Math.max(0, position - LARGEST_WINDOW / 2),
    });
    if (mine !== asked) return;
    if (!answer.ok) return set({ list: failed(get().list, answer.error) });
    const list = laid(null, answer.value);
    const leaving = new Set([...get().leaving].filter((id) => !landed.has(id)));
    // The selection may have moved while main was answering: what is selected now counts.
    const now = get().selected;
    const stays = now !== null && (now !== selected || seen(list, leaving).lineOf(now) >= 0);
    const instead = list.rows.get(answer.value.at ?? Math.min(Math.max(0, position), list.total - 1));
    set({
      list: known(list),
      leaving,
      landed: new Set([...get().landed].filter((id) => !landed.has(id))),
      selected: stays ? now : (instead?.id ?? null),
    });
  }

  return {
    filters: firstQuery,
    typed: '',
    query: firstQuery,
    list: unasked,
    selected: null,
    reading: false,
    leaving: new Set(),
    landed: new Set(),
    refresh() {
      // A storm of arrivals asks once at a time, and once more for what came meanwhile.
      if (!running) {
        running = load(false).finally(() => {
          running = null;
        });
        return running;
      }
      next ??= running.then(() => {
        next = null;
        return get().refresh();
      });
      return next;
    },
    async recall() {
      const answer = await call('view.get', {});
      const filters = { ...get().filters, ...(answer.ok ? answer.value : {}) };
      if (get().list.value && JSON.stringify(filters) === JSON.stringify(get().filters)) return;
      set({ filters, query: { ...filters, ...conditions } });
      await load(true);
    },
    async bring(first, last) {
      const { list, query } = get();
      const wanted = missing(seenOf(get()), first, last);
      if (!wanted || !list.value) return;
      const spare = Math.max(0, LARGEST_WINDOW - wanted.count);
      const from = Math.max(0, wanted.from - Math.floor(spare / 2));
      if (bringing.has(from)) return;
      bringing.add(from);
      const generation = asked;
      const answer = await call('inbox.list', { ...query, from, around: null, aroundUnread: false });
      bringing.delete(from);
      if (generation !== asked || !answer.ok) return;
      // The list moved meanwhile: positions of two revisions are never mixed.
      if (answer.value.revision !== get().list.value?.revision) return get().refresh();
      set({ list: known(laid(get().list.value, answer.value)) });
    },
    async ask(part) {
      const filters = { ...get().filters, ...part };
      const kept = worklistViewSchema.parse(filters);
      if (JSON.stringify(kept) !== JSON.stringify(worklistViewSchema.parse(get().filters)))
        void call('view.set', kept);
      set({ filters, query: { ...filters, ...conditions } });
      await load(true);
    },
    async search(typed, meant) {
      conditions = meant;
      set({ typed, query: { ...get().filters, ...meant } });
      await load(true);
    },
    async reach(id, state) {
      set({ selected: id });
      if (seenOf(get()).lineOf(id) >= 0) return;
      await get().clear(state);
    },
    async clear(state) {
      const { sort, descending } = get().filters;
      conditions = {};
      set({ typed: '' });
      await get().ask({ ...firstQuery, sort, descending, state });
    },
    select: (selected) => set({ selected }),
    read: (reading) => set({ reading }),
    async move(step) {
      const lines = seenOf(get());
      const to = Math.max(0, Math.min(lines.count - 1, lines.lineOf(get().selected) + step));
      // At the edge of what was brought the key waits for the rows: it never jumps over one.
      if (!lines.at(to)) await get().bring(to, to);
      const row = seenOf(get()).at(to);
      if (row) set({ selected: row.id });
    },
    opened(id) {
      const list = get().list.value;
      const position = positionOf(list, id);
      const row = list?.rows.get(position);
      if (!list || !row || row.read) return;
      set({
        list: {
          ...get().list,
          value: { ...list, rows: new Map(list.rows).set(position, { ...row, read: true }) },
        },
      });
    },
    leave(id) {
      const below = successor(seenOf(get()), id);
      set({
        leaving: new Set([...get().leaving, id]),
        ...(get().selected === id ? { selected: below } : {}),
      });
    },
    land: (id) => set({ landed: new Set([...get().landed, id]) }),
    stay(id) {
      set({ leaving: new Set([...get().leaving].filter((x) => x !== id)), selected: id });
    },
  };
});
