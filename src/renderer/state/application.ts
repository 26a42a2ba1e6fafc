import { create } from 'zustand';
import type { AppState, ServiceStatus, Settings } from '../../shared/contract/status';
import { call } from '../bridge/bridge';
import { asking, type Loaded, settled, unasked } from './loaded';
import { useNotices } from './notices';

interface Application {
  app: Loaded<AppState>;
  services: Loaded<ServiceStatus[]>;
  settings: Loaded<Settings>;
  refreshApp(): Promise<void>;
  refreshServices(): Promise<void>;
  refreshSettings(): Promise<void>;
  /** Keeps at once on screen, then in main; a refusal brings main's settings back. */
  saveSettings(settings: Settings): Promise<void>;
}

/** What the whole window shares: who is signed in, how the services stand, the settings. */
export const useApplication = create<Application>((set, get) => ({
  app: unasked,
  services: unasked,
  settings: unasked,
  async refreshApp() {
    set({ app: asking(get().app) });
    const answer = await call('app.state', {});
    set({ app: settled(get().app, answer) });
  },
  async refreshServices() {
    set({ services: asking(get().services) });
    const answer = await call('services.status', {});
    set({ services: settled(get().services, answer) });
  },
  async refreshSettings() {
    set({ settings: asking(get().settings) });
    const answer = await call('settings.get', {});
    set({ settings: settled(get().settings, answer) });
  },
  async saveSettings(settings) {
    set({ settings: { value: settings, loading: true, failure: null } });
    const answer = await call('settings.set', settings);
    if (answer.ok) {
      // A later keystroke may already stand on screen: the answer to an older one must not undo it.
      if (get().settings.value === settings) set({ settings: settled(get().settings, answer) });
      return;
    }
    useNotices.getState().failure(answer.error);
    await get().refreshSettings();
  },
}));
