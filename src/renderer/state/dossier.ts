import { create } from 'zustand';
import type { PatientRecord } from '../../shared/contract/record';
import type { DocumentLife } from '../../shared/contract/thread';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { call } from '../bridge/bridge';
import { asking, known, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

/** What the middle of the record shows. */
export type Shelf = 'documents' | 'trends' | 'dmp';

interface Dossier {
  /** Kept while a document is read: coming back finds the same shelf. */
  shelf: Shelf;
  show(shelf: Shelf): void;
  patientId: string | null;
  record: Loaded<PatientRecord>;
  documentId: string | null;
  document: Loaded<ClinicalDocument>;
  /** Of the opened document: a detail beside it, so its failure says nothing of its own. */
  life: DocumentLife | null;
  calling: boolean;
  open(patientId: string): Promise<void>;
  refresh(): Promise<void>;
  close(): void;
  openDocument(documentId: string | null): Promise<void>;
  /** Takes the opened document out of the record; it waits again in the worklist. */
  unfile(): Promise<void>;
  callInsi(): Promise<void>;
  /** Asks INSi whether it still holds the INS of this record. */
  verifyIns(): Promise<void>;
  checkEvidence(evidence: string): Promise<void>;
}

/** The record of one patient: also the patient for whom one writes. */
export const useDossier = create<Dossier>((set, get) => ({
  shelf: 'documents',
  show: (shelf) => set({ shelf }),
  patientId: null,
  record: unasked,
  documentId: null,
  document: unasked,
  life: null,
  calling: false,
  async open(patientId) {
    if (patientId !== get().patientId)
      set({
        patientId,
        shelf: 'documents',
        record: unasked,
        documentId: null,
        document: unasked,
        life: null,
      });
    await get().refresh();
  },
  async refresh() {
    const { patientId } = get();
    if (!patientId) return;
    set({ record: asking(get().record) });
    const answer = await call('patients.open', { patientId });
    if (get().patientId === patientId) set({ record: settled(get().record, answer) });
  },
  close: () => set({ patientId: null, record: unasked, documentId: null, document: unasked, life: null }),
  async openDocument(documentId) {
    set({ documentId, document: documentId ? asking(unasked) : unasked, life: null });
    if (!documentId) return;
    const answer = await call('documents.open', { documentId });
    if (get().documentId === documentId) set({ document: settled(get().document, answer) });
    const life = await call('documents.life', { documentId });
    if (get().documentId === documentId && life.ok) set({ life: life.value });
  },
  async unfile() {
    const { record, documentId } = get();
    const item = record.value?.documents.find((d) => d.id === documentId)?.item;
    if (!item) return;
    const answer = await call('inbox.unfile', { itemId: item.id, revision: item.revision });
    if (!answer.ok) return useNotices.getState().failure(answer.error);
    useNotices.getState().done(answer.value.sentence, answer.value.undo);
    // The place may have changed while main was answering.
    if (get().documentId === documentId) await get().openDocument(null);
    await get().refresh();
  },
  callInsi: () => askInsi('patients.callInsi'),
  verifyIns: () => askInsi('patients.verifyIns'),
  async checkEvidence(evidence) {
    const { patientId } = get();
    if (!patientId) return;
    const answer = await call('patients.checkEvidence', { patientId, evidence });
    if (!answer.ok) return useNotices.getState().failure(answer.error);
    useNotices.getState().done('Justificatif contrôlé : le statut de l’identité est à jour.');
    const record = get().record.value;
    if (record && get().patientId === patientId) set({ record: known({ ...record, patient: answer.value }) });
  },
}));

/** One call at a time; its answer is shown only if the same record is still open. */
async function askInsi(method: 'patients.callInsi' | 'patients.verifyIns'): Promise<void> {
  const { patientId, calling } = useDossier.getState();
  if (!patientId || calling) return;
  useDossier.setState({ calling: true });
  const answer = await call(method, { patientId });
  useDossier.setState({ calling: false });
  if (!answer.ok) return useNotices.getState().failure(answer.error);
  const refused = 'verdict' in answer.value && answer.value.verdict === 'ko';
  useNotices.getState()[refused ? 'alert' : 'done'](answer.value.sentence);
  const { record, patientId: opened } = useDossier.getState();
  if (record.value && opened === patientId)
    useDossier.setState({ record: known({ ...record.value, patient: answer.value.patient }) });
}
