import { create } from 'zustand';
import type { Intent } from '../../shared/exchange/outbox';
import { call } from '../bridge/bridge';
import { asking, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

interface Outbox {
  intents: Loaded<Intent[]>;
  refresh(): Promise<void>;
  retry(legId: string): Promise<void>;
  cancel(legId: string): Promise<void>;
}

/** What was sent, what is leaving, what waits for someone. */
export const useOutbox = create<Outbox>((set, get) => {
  async function gesture(method: 'outbox.retry' | 'outbox.cancel', legId: string) {
    const answer = await call(method, { legId });
    if (answer.ok) set({ intents: settled(get().intents, answer) });
    else useNotices.getState().failure(answer.error);
  }
  return {
    intents: unasked,
    async refresh() {
      set({ intents: asking(get().intents) });
      const answer = await call('outbox.list', {});
      set({ intents: settled(get().intents, answer) });
    },
    retry: (legId) => gesture('outbox.retry', legId),
    cancel: (legId) => gesture('outbox.cancel', legId),
  };
});

/** Legs that wait for a human: counted beside the place's name. */
export const waitingForSomeone = (intents: readonly Intent[]): number =>
  intents.reduce((n, i) => n + i.legs.filter((l) => l.state === 'parked').length, 0);
