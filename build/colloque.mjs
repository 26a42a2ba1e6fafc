// `npm run --silent colloque -- …`: the CLI, on plain Node.
import { join } from 'node:path';
import { ensureBundle } from './bundle.mjs';
import { ensureDependencies } from './setup/npm.mjs';
import { follow, root } from './setup/run.mjs';

ensureDependencies();
await ensureBundle({ renderer: false });
process.exitCode = await follow(process.execPath, [join(root, 'dist', 'cli.js'), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
