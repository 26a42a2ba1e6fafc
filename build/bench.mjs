// `npm run bench`: builds the benches and runs them on the product's own Node, then the window's start-up.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureElectron } from './setup/electron.mjs';
import { follow, root } from './setup/run.mjs';

const electron = ensureElectron();
const outfile = join(root, 'dist', 'bench.js');
await build({
  entryPoints: [join(root, 'test/bench/main.ts')],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  // The bench looks for the public examples from where its sources stand.
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'support')) },
});
process.exitCode = await follow(electron, [outfile, ...process.argv.slice(2)], {
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
});
