import { create } from 'zustand';
import type { InboxItem, InboxRow } from '../../shared/contract/inbox';
import { call } from '../bridge/bridge';
import { useInbox } from './inbox';
import { asking, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

/** What the right side shows of a document. */
export const views = ['results', 'text', 'coded', 'presentation', 'pdf', 'message'] as const;
export type View = (typeof views)[number];

/** The line a gesture was drawn from: a button and its key carry it, whatever the store holds by then. */
export type Shown = Pick<InboxRow, 'id' | 'revision'>;

interface Item {
  itemId: string | null;
  item: Loaded<InboxItem>;
  view: View | null;
  choosing: boolean;
  /** Somebody of the practice is being chosen for it. */
  assigning: boolean;
  /** The people proposed are no longer those that were on screen a moment ago: the next gesture is refused once. */
  proposalChanged: boolean;
  open(itemId: string | null): Promise<void>;
  show(view: View | null): void;
  choose(choosing: boolean): void;
  chooseAddressee(assigning: boolean): void;
  /** Gives it to a person of the practice; it stays where it is. */
  assign(shown: Shown, personId: string | null): Promise<void>;
  /** Done with what cannot be read. */
  setAside(shown: Shown): Promise<void>;
  /** Files the line that was drawn, as it was drawn: main refuses a stale revision. */
  file(shown: Shown, patientId: string): Promise<void>;
  createPatient(shown: Shown): Promise<void>;
  unfile(shown: Shown): Promise<void>;
  /** Keeps it as current against the version that replaces it from another record. */
  uphold(shown: Shown): Promise<void>;
  /** INSi is being asked, perhaps behind the window of the PIN. */
  verifying: boolean;
  verifyIns(shown: Shown): Promise<void>;
  undo(): Promise<void>;
}

type Gesture = 'inbox.file' | 'inbox.unfile' | 'inbox.uphold' | 'inbox.createPatient' | 'inbox.setAside';

const PROPOSAL_CHANGED = {
  message: 'Les patients proposés viennent de changer\u202f: rien n’a été fait.',
  action: 'Relisez l’identité, puis refaites le geste.',
};

/** Whom a gesture would fall on. */
const proposal = ({ row, match }: InboxItem): string =>
  [row.patientId, match.verdict, ...match.candidates.map((c) => c.patient.id)].join(' ');

/** The opened document of the worklist, and what is done with it. */
export const useItem = create<Item>((set, get) => {
  /** Optimistic: the row leaves at once; a refusal brings it back and says why. */
  async function gesture(method: Gesture, shown: Shown, patientId?: string): Promise<void> {
    const { id: itemId, revision } = shown;
    // The line drawn must be the one opened and the one selected: a gesture never falls on a neighbour.
    if (get().item.value?.row.id !== itemId || itemId !== useInbox.getState().selected) return;
    if (get().proposalChanged) {
      set({ proposalChanged: false });
      return useNotices.getState().failure(PROPOSAL_CHANGED);
    }
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
    assigning: false,
    proposalChanged: false,
    async open(itemId) {
      const same = itemId === get().itemId;
      const last = same ? get().item : unasked;
      set({
        itemId,
        item: itemId ? asking(last) : unasked,
        ...(same ? {} : { view: null, choosing: false, assigning: false, proposalChanged: false }),
      });
      if (!itemId) return;
      const answer = await call('inbox.open', { itemId });
      if (answer.ok) useInbox.getState().opened(itemId);
      if (get().itemId !== itemId) return;
      const before = get().item.value;
      const moved = before !== null && answer.ok && proposal(before) !== proposal(answer.value);
      set({ item: settled(get().item, answer), ...(moved ? { proposalChanged: true } : {}) });
    },
    show: (view) => set({ view }),
    choose: (choosing) => set({ choosing, assigning: false }),
    chooseAddressee: (assigning) => set({ assigning, choosing: false }),
    file: (shown, patientId) => gesture('inbox.file', shown, patientId),
    createPatient: (shown) => gesture('inbox.createPatient', shown),
    setAside: (shown) => gesture('inbox.setAside', shown),
    async assign(shown, personId) {
      set({ assigning: false });
      const answer = await call('inbox.assign', { itemId: shown.id, revision: shown.revision, personId });
      if (answer.ok) useNotices.getState().done(answer.value.sentence, answer.value.undo);
      else useNotices.getState().failure(answer.error);
      await useInbox.getState().refresh();
      if (get().itemId === shown.id) await get().open(shown.id);
    },
    unfile: (shown) => gesture('inbox.unfile', shown),
    uphold: (shown) => gesture('inbox.uphold', shown),
    verifying: false,
    async verifyIns({ id: itemId }) {
      if (get().verifying) return;
      set({ verifying: true });
      const answer = await call('inbox.verifyIns', { itemId });
      set({ verifying: false });
      const notices = useNotices.getState();
      if (!answer.ok) notices.failure(answer.error);
      else if (answer.value.verdict === 'ko') notices.alert(answer.value.sentence);
      else notices.done(answer.value.sentence);
    },
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
