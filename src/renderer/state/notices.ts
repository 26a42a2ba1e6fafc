import { create } from 'zustand';
import type { Failure } from '../../shared/failure';

export interface Notice {
  readonly key: number;
  readonly tone: 'done' | 'failure';
  readonly sentence: string;
  readonly action: string | null;
  /** Token that takes the gesture back. */
  readonly undo: string | null;
}

interface Notices {
  notice: Notice | null;
  done(sentence: string, undo?: string | null): void;
  failure(failure: Pick<Failure, 'message' | 'action'>): void;
  /** What a person must see, though it is no failure. */
  alert(sentence: string): void;
  clear(): void;
}

/** The one line that says what was just done, and how to take it back. The next line replaces it. */
export const useNotices = create<Notices>((set, get) => {
  const next = () => (get().notice?.key ?? 0) + 1;
  return {
    notice: null,
    done: (sentence, undo = null) =>
      set({ notice: { key: next(), tone: 'done', sentence, action: null, undo } }),
    failure: ({ message, action }) =>
      set({ notice: { key: next(), tone: 'failure', sentence: message, action, undo: null } }),
    alert: (sentence) =>
      set({ notice: { key: next(), tone: 'failure', sentence, action: null, undo: null } }),
    clear: () => set({ notice: null }),
  };
});
