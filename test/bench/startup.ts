// From the program's start to a usable worklist, against a blank Electron window started in the same run.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from 'playwright';
import {
  cleanEnvironment,
  electronProgram,
  openApp,
  PASSPHRASE,
  root,
  startSandboxProcess,
  temporaryFolder,
  waitsForPlaywright,
} from '../support/app';
import { median } from './peer';

const ROUNDS = 5;
const folder = temporaryFolder('bench');
const basic = [...waitsForPlaywright, '--no-sandbox', '--password-store=basic'];

const BLANK = `import { app, BrowserWindow } from 'electron';
void app.whenReady().then(() => new BrowserWindow({ width: 1440, height: 900 }).loadURL('data:text/html,<p class=row>vide</p>'));`;

async function time(args: string[], ready: (app: ElectronApplication) => Promise<void>): Promise<number> {
  const start = performance.now();
  const app = await _electron.launch({ executablePath: electronProgram, args, env: cleanEnvironment() });
  await ready(app);
  const took = performance.now() - start;
  await app.close();
  return took;
}

const rows = async (app: ElectronApplication) => {
  const page = await app.firstWindow();
  await page.locator('.row').first().waitFor();
};

/** Ours asks for a passphrase on the way; the time of typing and of its scrypt is counted. */
const ours = async (app: ElectronApplication) => {
  const secret = await app.firstWindow();
  const opened = app.waitForEvent('window');
  await secret.locator('input[type=password]').first().fill(PASSPHRASE);
  await secret.keyboard.press('Enter').catch(() => {});
  await (await opened).locator('.row').first().waitFor();
};

const sandbox = await startSandboxProcess(join(folder.path, 'sandbox'));
const data = join(folder.path, 'practice');
const first = await openApp({
  data,
  configuration: sandbox.endpoints.configuration,
  args: ['--password-store=basic'],
});
await first.window.locator('.row').nth(7).waitFor({ timeout: 60_000 });
await first.close();

const blank = join(folder.path, 'blank');
mkdirSync(blank);
writeFileSync(join(blank, 'package.json'), '{"type":"module","main":"main.js"}');
writeFileSync(join(blank, 'main.js'), BLANK);

const mine: number[] = [];
const theirs: number[] = [];
for (let i = 0; i < ROUNDS; i++) {
  theirs.push(await time([...basic, blank], rows));
  mine.push(
    await time(
      [...basic, `--data=${data}`, `--configuration=${join(data, 'configuration.json')}`, root],
      ours,
    ),
  );
}
await sandbox.stop();
folder.remove();
const [us, them] = [median(mine), median(theirs)];
process.stdout.write(
  `démarrage        ${us.toFixed(0)} ms jusqu’à la liste, phrase de passe comprise ; fenêtre Electron vide ${them.toFixed(0)} ms\n` +
    `                 ${(us / them).toFixed(2)} × le pair\n`,
);
