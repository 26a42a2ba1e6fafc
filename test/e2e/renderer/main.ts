import { join } from 'node:path';
import { app, BrowserWindow, session } from 'electron';
import { webPreferences } from '../../../electron/mainWindow';
import { declareScheme, serveScheme } from '../../../electron/scheme';

// The real scheme, policy and preferences; only the door leads to a practice in memory.
declareScheme();
const [renderer = '', width = '1440', height = '900'] = process.argv.slice(-3);
void app.whenReady().then(async () => {
  serveScheme(session.defaultSession, renderer);
  const window = new BrowserWindow({
    width: Number(width),
    height: Number(height),
    useContentSize: true,
    webPreferences: { ...webPreferences, preload: join(import.meta.dirname, 'preload.cjs') },
  });
  await window.loadURL('about:blank');
});
