import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { _electron, type ElectronApplication, type Page } from 'playwright';

export const root = resolve(import.meta.dirname, '../..');

/** Electron as set-up found it; the tests themselves run on its Node. */
export const electronProgram = process.env.COLLOQUE_ELECTRON ?? process.execPath;

/** Switches that hold the application until Playwright has attached: see the file. */
export const waitsForPlaywright = ['-r', resolve(import.meta.dirname, 'readyGate.cjs')];

/** Our environment without what would turn Electron into a plain Node. */
export function cleanEnvironment(more: Record<string, string> = {}): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(process.env).filter((e): e is [string, string] => e[1] !== undefined),
  );
  for (const name of ['ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'VITEST', 'NODE_ENV']) delete env[name];
  // A practice in France: pictures and expectations do not depend on the machine.
  return { ...env, TZ: 'Europe/Paris', ...more };
}

export interface RunningSandbox {
  /** What `colloque -- sandbox` prints: endpoints, and the product configuration that points at them. */
  endpoints: { configuration: unknown; endpoints: { control: string } & Record<string, unknown> };
  stop(): Promise<void>;
}

/** Starts the sandbox as its own process, on its own state folder. */
export async function startSandboxProcess(
  state: string,
  env: Record<string, string> = {},
): Promise<RunningSandbox> {
  const child = spawn(process.execPath, [join(root, 'dist', 'sandbox.js')], {
    env: { ...cleanEnvironment(), ELECTRON_RUN_AS_NODE: '1', COLLOQUE_SANDBOX: state, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const line = await new Promise<string>((resolveLine, reject) => {
    createInterface({ input: child.stdout! }).once('line', resolveLine);
    child.once('exit', (code) => reject(new Error(`sandbox ended with ${code}`)));
  });
  return { endpoints: JSON.parse(line), stop: () => end(child) };
}

const end = (child: ChildProcess) =>
  new Promise<void>((done) => {
    child.once('exit', () => done());
    child.kill('SIGTERM');
  });

export interface RunningApp {
  app: ElectronApplication;
  window: Page;
  close(): Promise<void>;
}

export const PASSPHRASE = 'correct cheval batterie agrafe';

/** Opens the real application on a data folder; where the system has no keychain, types the passphrase. */
export async function openApp(options: {
  data: string;
  configuration: unknown;
  args?: string[];
  size?: { width: number; height: number };
}): Promise<RunningApp> {
  mkdirSync(options.data, { recursive: true });
  const file = join(options.data, 'configuration.json');
  writeFileSync(file, JSON.stringify(options.configuration));
  const app = await _electron.launch({
    executablePath: electronProgram,
    args: [
      ...waitsForPlaywright,
      '--no-sandbox',
      `--data=${options.data}`,
      `--configuration=${file}`,
      ...(options.args ?? []),
      root,
    ],
    env: cleanEnvironment(),
    timeout: 60_000,
  });
  const first = await app.firstWindow({ timeout: 60_000 });
  await first.waitForLoadState('domcontentloaded');
  const window = first.url().includes('passphrase') ? await typePassphrase(app, first) : first;
  await window.waitForLoadState('load');
  if (options.size) {
    await app.evaluate(({ BrowserWindow }, size) => {
      for (const w of BrowserWindow.getAllWindows()) w.setContentSize(size.width, size.height);
    }, options.size);
  }
  return { app, window, close: () => app.close() };
}

async function typePassphrase(app: ElectronApplication, page: Page): Promise<Page> {
  const opened = app.waitForEvent('window', { timeout: 60_000 });
  const fields = page.locator('input[type=password]');
  await fields.first().waitFor();
  for (const field of await fields.all()) await field.fill(PASSPHRASE);
  // The window closes under the key: that is its answer.
  await page.keyboard.press('Enter').catch(() => {});
  return opened;
}

/** A folder that goes away with the test. */
export function temporaryFolder(name: string): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), `colloque-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
