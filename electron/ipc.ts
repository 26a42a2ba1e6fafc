import { type BrowserWindow, ipcMain } from 'electron';
import type { Changed } from '../src/shared/contract/contract';
import { failures } from '../src/shared/failure';
import type { Log } from '../src/shared/log';
import { ORIGIN } from './scheme';

const failure = failures({
  'ipc-foreign-frame': {
    retry: 'never',
    message: 'Une page inconnue a tenté de parler à Colloque.',
    action: 'Redémarrez Colloque ; si cela se répète, prévenez le support.',
  },
});

interface Callable {
  call(method: unknown, request: unknown): Promise<unknown>;
  onChanged(listener: (changed: Changed) => void): () => void;
}

/** Binds the practice to the main window: only its main frame, on our own origin, is heard. */
export function bindPractice(practice: Callable, window: BrowserWindow, log: Log): () => void {
  ipcMain.handle('colloque:call', async (event, method: unknown, request: unknown) => {
    const frame = event.senderFrame;
    const ours =
      event.sender === window.webContents &&
      frame === window.webContents.mainFrame &&
      frame?.origin === ORIGIN;
    if (!ours) {
      log.warn('ipc.foreign-frame', {});
      return { ok: false, error: failure('ipc-foreign-frame') };
    }
    return practice.call(method, request);
  });
  const stop = practice.onChanged((changed) => {
    if (!window.isDestroyed()) window.webContents.send('colloque:changed', changed);
  });
  return () => {
    stop();
    ipcMain.removeHandler('colloque:call');
  };
}
