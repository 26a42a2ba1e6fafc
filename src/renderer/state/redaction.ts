import { create } from 'zustand';
import type { Problem } from '../../shared/contract/contract';
import type { Destination, Intent } from '../../shared/exchange/outbox';
import type { PrescriptionDraft } from '../../shared/prescription/prescription';
import { call } from '../bridge/bridge';
import { useDrafts } from './drafts';
import { asking, known, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';
import { useOutbox } from './outbox';

interface Redaction {
  destinations: Loaded<Destination[]>;
  /** The very PDF that will be signed. */
  preview: Loaded<Uint8Array>;
  problems: Problem[];
  validating: boolean;
  /** What was last validated, by patient: shown until the next draft. */
  sent: Readonly<Record<string, Intent>>;
  loadDestinations(patientId: string): Promise<void>;
  askPreview(draft: PrescriptionDraft): Promise<void>;
  clearPreview(): void;
  validate(draft: PrescriptionDraft, destinations: string[]): Promise<void>;
  again(patientId: string): void;
}

let asked = 0;

/** What main makes of a draft: its paper, its problems, where it can go. */
export const useRedaction = create<Redaction>((set, get) => ({
  destinations: unasked,
  preview: unasked,
  problems: [],
  validating: false,
  sent: {},
  async loadDestinations(patientId) {
    set({ destinations: asking(unasked) });
    const answer = await call('compose.destinations', { patientId });
    set({ destinations: settled(get().destinations, answer) });
  },
  async askPreview(draft) {
    const mine = ++asked;
    set({ preview: asking(get().preview) });
    const answer = await call('compose.preview', { draft });
    // Only the last question counts: a slow answer to an older draft is dropped.
    if (mine !== asked) return;
    if (answer.ok) set({ preview: known(answer.value.bytes), problems: answer.value.problems });
    else set({ preview: settled(get().preview, answer) });
  },
  clearPreview() {
    asked++;
    set({ preview: unasked, problems: [] });
  },
  async validate(draft, destinations) {
    if (get().validating) return;
    set({ validating: true });
    const answer = await call('compose.validate', { draft, destinations });
    set({ validating: false });
    if (!answer.ok) return useNotices.getState().failure(answer.error);
    const { intent } = answer.value;
    useDrafts.getState().forget(draft.patientId);
    get().clearPreview();
    set({ sent: { ...get().sent, [draft.patientId]: intent } });
    useNotices.getState().done('Ordonnance signée : les envois partent.');
    await useOutbox.getState().refresh();
  },
  again(patientId) {
    const { [patientId]: _intent, ...sent } = get().sent;
    set({ sent });
  },
}));
