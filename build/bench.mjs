// `npm run bench`: builds the benches and runs them on the product's own Node. Without a name all of them; `npm run bench -- mail --messages=10000` runs one.
import { join } from 'node:path';
import { build } from 'esbuild';
import { ensureBundle } from './bundle.mjs';
import { withDisplay } from './display.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { follow, root } from './setup/run.mjs';
import { ensureSystem } from './setup/system.mjs';

const electron = ensureElectron();
await ensureBundle();
const outdir = join(root, 'dist', 'bench');
await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'test/bench/main.ts',
    mail: 'test/bench/mail/mail.ts',
    mailReceive: 'test/bench/mail/receive.ts',
    search: 'test/bench/search.ts',
    startup: 'test/bench/startup.ts',
    worklist: 'test/bench/worklist.ts',
  },
  outdir,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  logLevel: 'warning',
  loader: { '.ttf': 'binary' },
  // The benches look for the public examples, and for the project, from where their sources stand.
  define: { 'import.meta.dirname': JSON.stringify(join(root, 'test', 'support')) },
});
const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', COLLOQUE_ELECTRON: electron };
const [named, ...options] = process.argv.slice(2);
const node = (name) => follow(electron, [join(outdir, `${name}.js`), ...options], { env });
const benches = {
  main: () => node('main'),
  mail: () => {
    ensureSystem('tests', 'bench');
    return node('mail');
  },
  search: () => node('search'),
  startup: () => withDisplay(electron, [join(outdir, 'startup.js')], env),
  worklist: () => withDisplay(electron, [join(outdir, 'worklist.js')], env),
};
if (named !== undefined && !Object.hasOwn(benches, named)) {
  process.stderr.write(`« ${named} » n’est pas un banc de mesure : ${Object.keys(benches).join(', ')}.\n`);
  process.exit(1);
}
const chosen = named === undefined ? Object.keys(benches) : [named];
for (const name of chosen) process.exitCode = (await benches[name]()) || process.exitCode;
