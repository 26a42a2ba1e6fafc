import { join } from 'node:path';
import { BrowserWindow, nativeTheme } from 'electron';
import { ORIGIN } from './scheme';
import { recallWindow, rememberWindow } from './windowState';

/** What every page of the app lives under; a test reads these from the live window. */
export const webPreferences = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  safeDialogs: true,
} as const;

/** The one window of the practice: created empty and hidden, so that its page finds somebody to answer when it is loaded. */
export function createMainWindow(
  dist: string,
  data: string,
): { window: BrowserWindow; load(): Promise<void> } {
  const statePath = join(data, 'window.json');
  const last = recallWindow(statePath);
  const window = new BrowserWindow({
    title: 'Colloque',
    width: last.width ?? 1440,
    height: last.height ?? 900,
    ...(last.x === undefined ? {} : { x: last.x, y: last.y }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#14181c' : '#fbfaf8',
    webPreferences: { ...webPreferences, preload: join(dist, 'preload.cjs') },
  });
  rememberWindow(window, statePath);
  window.once('ready-to-show', () => {
    if (last.maximized) window.maximize();
    window.show();
  });
  const load = async () => {
    await window.loadURL(`${ORIGIN}/index.html`);
    if (last.zoom) window.webContents.setZoomFactor(last.zoom);
  };
  return { window, load };
}
