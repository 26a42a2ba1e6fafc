import { create } from 'zustand';
import type { InboxItem } from '../../shared/contract/inbox';
import { call } from '../bridge/bridge';
import { useInbox } from './inbox';
import { asking, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

/** What the right side shows of a document. */
export const views = ['results', 'text', 'pdf', 'message'] as const;
export type View = (typeof views)[number];

interface Item {
  itemId: string | null;
  item: Loaded<InboxItem>;
  view: View | null;
  choosing: boolean;
  open(itemId: string | null): Promise<void>;
  show(view: View | null): void;
  choose(choosing: boolean): void;
  /** Files the item that is on screen, as it was when it was shown: main refuses a stale revision. */
  file(patientId: string): Promise<void>;
  createPatient(): Promise<void>;
  unfile(): Promise<void>;
  undo(): Promise<void>;
}

type Gesture = 'inbox.file' | 'inbox.unfile' | 'inbox.createPatient';

/** The opened document of the worklist, and what is done with it. */
export const useItem = create<Item>((set, get) => {
  /** Optimistic: the row leaves at once; a refusal brings it back and says why. */
  async function gesture(method: Gesture, patientId?: string): Promise<void> {
    const item = get().item.value;
    // The item on screen must be the one selected: a gesture never falls on a neighbour.
    if (!item || item.row.id !== useInbox.getState().selected) return;
    const { id: itemId, revision } = item.row;
    useInbox.getState().leave(itemId);
    const answer =
      method === 'inbox.file'
        ? await call(method, { itemId, revision, patientId: patientId ?? '' })
        : await call(method, { itemId, revision });
    useInbox.getState().land(itemId);
    if (answer.ok) useNotices.getState().done(answer.value.sentence, answer.value.undo);
    else {
      useInbox.getState().stay(itemId);
      useNotices.getState().failure(answer.error);
    }
    await useInbox.getState().refresh();
  }

  return {
    itemId: null,
    item: unasked,
    view: null,
    choosing: false,
    async open(itemId) {
      const same = itemId === get().itemId;
      const last = same ? get().item : unasked;
      set({
        itemId,
        item: itemId ? asking(last) : unasked,
        ...(same ? {} : { view: null, choosing: false }),
      });
      if (!itemId) return;
      const answer = await call('inbox.open', { itemId });
      if (get().itemId === itemId) set({ item: settled(get().item, answer) });
    },
    show: (view) => set({ view }),
    choose: (choosing) => set({ choosing }),
    file: (patientId) => gesture('inbox.file', patientId),
    createPatient: () => gesture('inbox.createPatient'),
    unfile: () => gesture('inbox.unfile'),
    async undo() {
      const token = useNotices.getState().notice?.undo;
      if (!token) return;
      useNotices.getState().clear();
      const answer = await call('inbox.undo', { undo: token });
      if (answer.ok) useNotices.getState().done(answer.value.sentence);
      else useNotices.getState().failure(answer.error);
      await useInbox.getState().refresh();
    },
  };
});
