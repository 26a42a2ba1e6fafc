// Builds dist/: main process, preloads, workers and CLI with esbuild; the windows' pages with vite.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, run, say } from './setup/run.mjs';

const dist = join(root, 'dist');
const here = (names) =>
  Object.fromEntries(Object.entries(names).filter(([, f]) => existsSync(join(root, f))));

/** Programs of the main side: ES modules, npm packages left outside. */
const programs = () =>
  here({
    main: 'electron/main.ts',
    cli: 'src/cli/main.ts',
    cardProcess: 'src/main/card/process.ts',
    intakeWorker: 'src/main/inbox/worker.ts',
    presentationThread: 'src/main/records/presentationThread.ts',
    sandbox: 'src/sandbox/main.ts',
  });
/** Preloads run in the renderer's sandbox, which knows no modules. */
const preloads = () => here({ preload: 'electron/preload.ts', preloadSecret: 'electron/preloadSecret.ts' });

export async function bundleMain() {
  const { build } = await import('esbuild');
  const common = {
    absWorkingDir: root,
    outdir: dist,
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
    sourcemap: 'linked',
    loader: { '.ttf': 'binary' },
  };
  await build({
    ...common,
    entryPoints: programs(),
    format: 'esm',
    packages: 'external',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    outExtension: { '.js': '.js' },
  });
  await build({
    ...common,
    entryPoints: preloads(),
    format: 'cjs',
    external: ['electron'],
    outExtension: { '.js': '.cjs' },
  });
}

export function bundleRenderer() {
  if (!existsSync(join(root, 'src/renderer/index.html'))) return;
  const status = run(process.execPath, [
    join(root, 'node_modules/vite/bin/vite.js'),
    'build',
    '--config',
    'src/renderer/vite.config.ts',
    '--logLevel',
    'error',
  ]);
  if (status !== 0) throw new Error('La construction de l’interface a échoué.');
}

const newest = (dir) =>
  readdirSync(join(root, dir), { withFileTypes: true, recursive: true }).reduce(
    (t, e) => (e.isFile() ? Math.max(t, statSync(join(e.parentPath ?? e.path, e.name)).mtimeMs) : t),
    0,
  );
const age = (file) => (existsSync(join(dist, file)) ? statSync(join(dist, file)).mtimeMs : 0);

/** Builds what is older than its sources. `renderer: false` when only programs are wanted (CLI). */
export async function ensureBundle({ renderer = true } = {}) {
  const sources = Math.max(
    newest('src/main'),
    newest('src/shared'),
    newest('electron'),
    newest('src/sandbox'),
    existsSync(join(root, 'src/cli')) ? newest('src/cli') : 0,
  );
  if (age('cli.js') < sources) await bundleMain();
  if (renderer && age('renderer/index.html') < Math.max(newest('src/renderer'), newest('src/shared'))) {
    say('construction de l’interface…');
    bundleRenderer();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bundleMain();
  bundleRenderer();
}
