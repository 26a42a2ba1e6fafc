// `npm run bench`: builds the benches and runs them on the product's own Node; then the window's start-up, where there is a display.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBundle } from './bundle.mjs';
import { withDisplay } from './display.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { follow, root } from './setup/run.mjs';

const electron = ensureElectron();
await ensureBundle();
const outdir = join(root, 'dist', 'bench');
await build({
  absWorkingDir: root,
  entryPoints: { main: 'test/bench/main.ts', startup: 'test/bench/startup.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  // The benches look for the public examples, and for the project, from where their sources stand.
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'support')) },
});
const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', COLLOQUE_ELECTRON: electron };
process.exitCode =
  (await follow(electron, [join(outdir, 'main.js')], { env })) ||
  (await withDisplay(electron, [join(outdir, 'startup.js')], env));
