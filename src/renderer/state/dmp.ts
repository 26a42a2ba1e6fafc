import { create } from 'zustand';
import type { DmpShelf } from '../../shared/contract/dmp';
import { call } from '../bridge/bridge';
import { useDossier } from './dossier';
import { asking, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

interface Dmp {
  patientId: string | null;
  shelf: Loaded<DmpShelf>;
  /** The document on its way: one at a time, each by its own gesture. */
  bringing: string | null;
  ask(patientId: string): Promise<void>;
  bring(uniqueId: string): Promise<void>;
}

/** What a patient's DMP holds: asked when somebody looks, never by itself. */
export const useDmp = create<Dmp>((set, get) => ({
  patientId: null,
  shelf: unasked,
  bringing: null,
  async ask(patientId) {
    const last = patientId === get().patientId ? get().shelf : unasked;
    set({ patientId, shelf: asking(last) });
    const answer = await call('dmp.list', { patientId });
    if (get().patientId === patientId) set({ shelf: settled(get().shelf, answer) });
  },
  async bring(uniqueId) {
    const { patientId, bringing } = get();
    if (patientId === null || bringing !== null) return;
    set({ bringing: uniqueId });
    const answer = await call('dmp.bring', { patientId, uniqueId });
    set({ bringing: null });
    if (!answer.ok) return useNotices.getState().failure(answer.error);
    const { standing, documentId, sentence, undo } = answer.value;
    useNotices.getState().done(sentence, undo);
    const { shelf } = get();
    const now = standing === 'filed' ? 'in-record' : standing === 'to-file' ? 'waiting' : null;
    if (get().patientId === patientId && shelf.value && now !== null)
      set({
        shelf: {
          ...shelf,
          value: {
            ...shelf.value,
            documents: shelf.value.documents.map((d) =>
              d.uniqueId === uniqueId ? { ...d, standing: now, documentId } : d,
            ),
          },
        },
      });
    const dossier = useDossier.getState();
    if (dossier.patientId !== patientId) return;
    await dossier.refresh();
    if (standing === 'filed' && documentId) await useDossier.getState().openDocument(documentId);
  },
}));
