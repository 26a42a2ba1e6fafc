import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, session } from 'electron';
import { openPractice, type Practice } from '../src/main/openPractice';
import { openStore } from '../src/main/store/store';
import { systemClock } from '../src/shared/clock';
import type { Failure } from '../src/shared/failure';
import { randomIds } from '../src/shared/ids';
import type { Log } from '../src/shared/log';
import { cardChannel } from './cardChannel';
import { readConfiguration } from './configuration';
import { fenceContents, fenceSession } from './fence';
import { fileLog } from './fileLog';
import { bindPractice } from './ipc';
import { createMainWindow } from './mainWindow';
import { installMenu } from './menu';
import { declareScheme, serveScheme } from './scheme';
import { askSecret } from './secretWindow';
import { storeKey } from './storeKey';

const dist = import.meta.dirname;
const option = (name: string) => process.argv.find((a) => a.startsWith(`--${name}=`))?.slice(name.length + 3);

const chosen = option('data');
if (chosen) app.setPath('userData', chosen);
const data = app.getPath('userData');
mkdirSync(data, { recursive: true });

declareScheme();
// Root cannot have Chromium's sandbox (containers, CI): started so, it must not be forced.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();

/** Says in a window why Colloque cannot open, and what to do; then leaves. */
function giveUp(failure: Failure): null {
  dialog.showErrorBox(failure.message, failure.action);
  app.exit(1);
  return null;
}

async function unlockStore(log: Log) {
  const path = join(data, 'colloque.db');
  const title = 'Colloque – ouverture du dossier du cabinet';
  let opened: Awaited<ReturnType<typeof openStore>> | undefined;
  const key = await storeKey(
    data,
    (request) => askSecret('passphrase', request, { dist, parent: null, title, log }),
    async (candidate) => {
      opened = await openStore({ path, key: candidate });
      return opened.ok || opened.error.code !== 'store-wrong-key';
    },
  );
  if (!key) return null;
  return opened?.ok ? opened : openStore({ path, key });
}

async function open(log: Log): Promise<{ practice: Practice; window: BrowserWindow } | null> {
  const configuration = readConfiguration(option('configuration') ?? join(data, 'configuration.json'));
  if (!configuration.ok) return giveUp(configuration.error);
  serveScheme(session.defaultSession, join(dist, 'renderer'));
  fenceSession(session.defaultSession, log);
  fenceContents(log);
  installMenu();
  const store = await unlockStore(log);
  if (!store) {
    app.quit();
    return null;
  }
  if (!store.ok) return giveUp(store.error);
  let window: BrowserWindow | null = null;
  const practice = await openPractice({
    configuration: configuration.value,
    store: store.value,
    clock: systemClock,
    ids: randomIds,
    log,
    programs: {
      card: join(dist, 'cardProcess.js'),
      intake: join(dist, 'intakeWorker.js'),
      presentation: join(dist, 'presentationThread.js'),
    },
    spawnCard: cardChannel(join(dist, 'cardProcess.js')),
    pin: {
      ask: (request) =>
        askSecret('pin', request, { dist, parent: window, title: 'Code porteur de la carte CPS', log }),
    },
  });
  const main = createMainWindow(dist, data);
  window = main.window;
  const unbind = bindPractice(practice, window, log);
  window.on('closed', unbind);
  await main.load();
  practice.start();
  return { practice, window };
}

if (app.requestSingleInstanceLock()) {
  const log = fileLog(join(data, 'colloque.log'));
  process.on('uncaughtException', (error) =>
    log.error('main.uncaught', { name: error.name, stack: error.stack }),
  );
  process.on('unhandledRejection', (reason) => log.error('main.unhandled', { reason: String(reason) }));
  let current: Awaited<ReturnType<typeof open>> = null;
  app.on('second-instance', () => {
    current?.window.show();
    current?.window.focus();
  });
  app.on('window-all-closed', () => {});
  app.on('render-process-gone', (_event, contents, { reason }) => {
    log.error('window.gone', { reason });
    if (reason !== 'clean-exit' && !contents.isDestroyed()) contents.reload();
  });
  // Not awaited here: Electron is ready only once this module has been read to its end.
  void app.whenReady().then(async () => {
    current = await open(log);
    current?.window.on('closed', async () => {
      await current?.practice.stop();
      app.quit();
    });
  });
} else {
  app.quit();
}
