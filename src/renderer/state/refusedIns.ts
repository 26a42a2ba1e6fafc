import { create } from 'zustand';
import type { PatientSummary } from '../../shared/contract/record';
import { call } from '../bridge/bridge';

interface RefusedIns {
  patients: readonly PatientSummary[];
  refresh(): Promise<void>;
}

/** Records whose INS was refused by INSi. What main cannot answer leaves the last known list. */
export const useRefusedIns = create<RefusedIns>((set) => ({
  patients: [],
  async refresh() {
    const answer = await call('patients.insRefused', {});
    if (answer.ok) set({ patients: answer.value });
  },
}));
