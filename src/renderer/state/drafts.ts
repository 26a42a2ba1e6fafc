import { create } from 'zustand';
import type { Drug, PrescriptionDraft, PrescriptionLine } from '../../shared/prescription/prescription';

export const emptyDraft = (patientId: string): PrescriptionDraft => ({
  kind: 'ordonnance',
  patientId,
  lines: [],
  note: '',
});

export const newLine = (drug: Drug, byDci: boolean): PrescriptionLine => ({
  drug,
  byDci,
  posology: '',
  duration: '',
  renewals: 0,
  nonSubstitutable: null,
  ald: false,
});

interface Drafts {
  drafts: Readonly<Record<string, PrescriptionDraft>>;
  /** Destinations that the doctor took away, or added, by patient. */
  choices: Readonly<Record<string, Readonly<Record<string, boolean>>>>;
  addLine(patientId: string, line: PrescriptionLine): void;
  editLine(patientId: string, index: number, part: Partial<PrescriptionLine>): void;
  removeLine(patientId: string, index: number): void;
  moveLine(patientId: string, index: number, step: 1 | -1): void;
  note(patientId: string, note: string): void;
  choose(patientId: string, destination: string, chosen: boolean): void;
  forget(patientId: string): void;
}

/** What is being written, one draft a patient: leaving the place or the patient keeps it. */
export const useDrafts = create<Drafts>((set, get) => {
  const edit = (patientId: string, change: (d: PrescriptionDraft) => Partial<PrescriptionDraft>) => {
    const draft = get().drafts[patientId] ?? emptyDraft(patientId);
    set({ drafts: { ...get().drafts, [patientId]: { ...draft, ...change(draft) } } });
  };
  return {
    drafts: {},
    choices: {},
    addLine: (id, line) => edit(id, (d) => ({ lines: [...d.lines, line] })),
    editLine: (id, index, part) =>
      edit(id, (d) => ({ lines: d.lines.map((l, i) => (i === index ? { ...l, ...part } : l)) })),
    removeLine: (id, index) => edit(id, (d) => ({ lines: d.lines.filter((_, i) => i !== index) })),
    moveLine: (id, index, step) =>
      edit(id, (d) => {
        const lines = [...d.lines];
        const [line] = lines.splice(index, 1);
        if (line) lines.splice(Math.max(0, index + step), 0, line);
        return { lines };
      }),
    note: (id, note) => edit(id, () => ({ note })),
    choose(id, destination, chosen) {
      const { choices } = get();
      set({ choices: { ...choices, [id]: { ...choices[id], [destination]: chosen } } });
    },
    forget(id) {
      const { [id]: _draft, ...drafts } = get().drafts;
      const { [id]: _choice, ...choices } = get().choices;
      set({ drafts, choices });
    },
  };
});
