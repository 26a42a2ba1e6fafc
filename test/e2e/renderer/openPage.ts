import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { waitsForPlaywright } from '../../support/app';

const root = join(import.meta.dirname, '../../..');
let built: Promise<string> | null = null;

/** Builds the pages as shipped, and a main that opens them on a fake practice. Once a run. */
const prepare = () => {
  built ??= (async () => {
    const dir = mkdtempSync(join(tmpdir(), 'colloque-renderer-'));
    const vite = await import('vite');
    const renderer = join(dir, 'renderer');
    await vite.build({
      root: join(root, 'src/renderer'),
      configFile: join(root, 'src/renderer/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: renderer },
    });
    const common = {
      bundle: true,
      platform: 'node' as const,
      external: ['electron'],
      logLevel: 'warning' as const,
    };
    await build({
      ...common,
      entryPoints: [join(import.meta.dirname, 'main.ts')],
      format: 'esm',
      outfile: join(dir, 'main.mjs'),
    });
    await build({
      ...common,
      entryPoints: [join(import.meta.dirname, 'preload.ts')],
      format: 'cjs',
      outfile: join(dir, 'preload.cjs'),
    });
    return dir;
  })();
  return built;
};

export interface OpenedPage {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** What the policy refused, and what broke: must stay empty. */
  readonly complaints: string[];
  close(): Promise<void>;
}

/** Opens one of the pages in a real window of that inner size. */
export async function openPage(address: string, width = 1440, height = 900): Promise<OpenedPage> {
  const dir = await prepare();
  const { ELECTRON_RUN_AS_NODE: _node, ...env } = process.env;
  const app = await _electron.launch({
    executablePath: process.execPath,
    args: [
      ...waitsForPlaywright,
      '--no-sandbox',
      join(dir, 'main.mjs'),
      join(dir, 'renderer'),
      String(width),
      String(height),
    ],
    env: env as Record<string, string>,
  });
  const page = await app.firstWindow();
  const complaints: string[] = [];
  page.on('console', (m) => {
    if (m.type() === 'error' || /Content Security Policy/i.test(m.text())) complaints.push(m.text());
  });
  page.on('pageerror', (e) => complaints.push(String(e)));
  await page.goto(`app://colloque/${address}`);
  return { app, page, complaints, close: () => app.close() };
}
