// Runs vitest on the product's own Node, the one inside Electron: `node build/vitest.mjs run --project unit …`
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureElectron } from './setup/electron.mjs';
import { follow, root } from './setup/run.mjs';

/** @returns {Promise<number>} exit status */
export const vitest = (...args) =>
  follow(ensureElectron(), [join(root, 'node_modules', 'vitest', 'vitest.mjs'), ...args], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });

if (import.meta.url === pathToFileURL(process.argv[1]).href)
  process.exitCode = await vitest(...process.argv.slice(2));
