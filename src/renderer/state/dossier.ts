import { create } from 'zustand';
import type { PatientRecord } from '../../shared/contract/record';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { call } from '../bridge/bridge';
import { asking, known, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

interface Dossier {
  patientId: string | null;
  record: Loaded<PatientRecord>;
  documentId: string | null;
  document: Loaded<ClinicalDocument>;
  calling: boolean;
  open(patientId: string): Promise<void>;
  refresh(): Promise<void>;
  close(): void;
  openDocument(documentId: string | null): Promise<void>;
  callInsi(): Promise<void>;
  checkEvidence(evidence: string): Promise<void>;
}

/** The record of one patient: also the patient for whom one writes. */
export const useDossier = create<Dossier>((set, get) => ({
  patientId: null,
  record: unasked,
  documentId: null,
  document: unasked,
  calling: false,
  async open(patientId) {
    if (patientId !== get().patientId)
      set({ patientId, record: unasked, documentId: null, document: unasked });
    await get().refresh();
  },
  async refresh() {
    const { patientId } = get();
    if (!patientId) return;
    set({ record: asking(get().record) });
    const answer = await call('patients.open', { patientId });
    if (get().patientId === patientId) set({ record: settled(get().record, answer) });
  },
  close: () => set({ patientId: null, record: unasked, documentId: null, document: unasked }),
  async openDocument(documentId) {
    set({ documentId, document: documentId ? asking(unasked) : unasked });
    if (!documentId) return;
    const answer = await call('documents.open', { documentId });
    if (get().documentId === documentId) set({ document: settled(get().document, answer) });
  },
  async callInsi() {
    const { patientId } = get();
    if (!patientId || get().calling) return;
    set({ calling: true });
    const answer = await call('patients.callInsi', { patientId });
    set({ calling: false });
    if (!answer.ok) return useNotices.getState().failure(answer.error);
    useNotices.getState().done(answer.value.sentence);
    const record = get().record.value;
    if (record && get().patientId === patientId)
      set({ record: known({ ...record, patient: answer.value.patient }) });
  },
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
