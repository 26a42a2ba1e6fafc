// `npm run fuzz -- --seconds 60`: builds the fuzz and runs it on the product's own Node.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureElectron } from './setup/electron.mjs';
import { follow, root } from './setup/run.mjs';

const outdir = join(root, 'dist', 'fuzz');
await build({
  absWorkingDir: root,
  entryPoints: { main: 'test/fuzz/main.ts', worker: 'test/fuzz/worker.ts' },
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  splitting: true,
  jsx: 'automatic',
  logLevel: 'warning',
  define: {
    // Seeds are looked for from where their sources stand; React is the one that ships.
    'import.meta.dirname': JSON.stringify(join(root, 'test', 'support')),
    'process.env.NODE_ENV': '"production"',
  },
});
process.exitCode = await follow(ensureElectron(), [join(outdir, 'main.js'), ...process.argv.slice(2)], {
  env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'production' },
});
