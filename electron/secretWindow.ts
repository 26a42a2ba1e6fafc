import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import type { Log } from '../src/shared/log';
import { fenceSession } from './fence';
import { webPreferences } from './mainWindow';
import { ORIGIN, serveScheme } from './scheme';

const PARTITION = 'secret';
let ready = false;

/** Sets up the session that secret pages share: its own storage (in memory), the same fence. */
function secretSession(dist: string, log: Log) {
  const own = session.fromPartition(PARTITION, { cache: false });
  if (!ready) {
    serveScheme(own, join(dist, 'renderer'));
    fenceSession(own, log);
    ready = true;
  }
  return own;
}

/**
 * Asks for a secret (PIN, passphrase) in a window whose page can reach nothing but this question.
 * Answers null when the window is closed or given up.
 */
export async function askSecret(
  page: 'pin' | 'passphrase',
  request: unknown,
  place: { dist: string; parent: BrowserWindow | null; title: string; log: Log },
): Promise<string | null> {
  const window = new BrowserWindow({
    title: place.title,
    width: 440,
    height: page === 'pin' ? 360 : 460,
    resizable: false,
    minimizable: false,
    maximizable: false,
    show: false,
    ...(place.parent ? { parent: place.parent, modal: true } : {}),
    webPreferences: {
      ...webPreferences,
      preload: join(place.dist, 'preloadSecret.cjs'),
      session: secretSession(place.dist, place.log),
      devTools: !app.isPackaged,
    },
  });
  window.setMenu(null);
  window.setContentProtection(true);
  const contents = window.webContents;
  contents.ipc.handle('secret:request', () => request);
  const answer = new Promise<string | null>((resolve) => {
    contents.ipc.once('secret:answer', (_event, secret: unknown) => {
      resolve(typeof secret === 'string' && secret.length <= 256 ? secret : null);
    });
    window.once('closed', () => resolve(null));
  });
  window.once('ready-to-show', () => window.show());
  await window.loadURL(`${ORIGIN}/${page}.html`).catch(() => window.destroy());
  const secret = await answer;
  if (!window.isDestroyed()) window.destroy();
  return secret;
}
