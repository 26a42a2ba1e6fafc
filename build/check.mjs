// The fast inner loop: types, lint, layers, unit tests.
import { ensureDependencies } from './setup/npm.mjs';
import { root, run } from './setup/run.mjs';

ensureDependencies();
const bin = (name) => `${root}/node_modules/.bin/${name}`;
const shell = process.platform === 'win32';

/** Types, lint and layers. Stops at the first that fails. */
export function checkSources() {
  for (const [name, ...args] of [
    [bin('tsc'), '-p', '.'],
    [bin('biome'), 'check', '--error-on-warnings', '.'],
    [process.execPath, 'build/layers.mjs'],
  ]) {
    if (run(name, args, { shell: shell && name !== process.execPath }) !== 0) return false;
  }
  return true;
}

if (process.argv[1]?.endsWith('check.mjs')) {
  if (!checkSources()) process.exit(1);
  const { vitest } = await import('./vitest.mjs');
  process.exitCode = await vitest('run', '--project', 'unit');
}
