// `npm start`: everything a new user needs, then the window – or the tour where there is no display.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensureBundle } from './bundle.mjs';
import { ensureElectron } from './setup/electron.mjs';
import { ensureDependencies } from './setup/npm.mjs';
import { follow, root, say } from './setup/run.mjs';
import { ensureSystem } from './setup/system.mjs';

const state =
  process.env.COLLOQUE_STATE ??
  join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local', 'state'), 'colloque');
const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY;

try {
  process.exitCode = hasDisplay ? await openWindow() : await tour();
} catch (error) {
  process.stderr.write(`\n${error.message}\n`);
  process.exitCode = 1;
}

async function tour() {
  say('pas d’écran ici : on fait la visite guidée dans un écran virtuel');
  const { runTour } = await import('./tour.mjs');
  return runTour();
}

async function openWindow() {
  ensureSystem('window', 'card');
  ensureDependencies();
  const electron = ensureElectron();
  await ensureBundle();
  mkdirSync(state, { recursive: true });
  const own =
    process.argv.find((a) => a.startsWith('--configuration='))?.slice(16) ??
    process.env.COLLOQUE_CONFIGURATION;
  const configured = own ?? [join(state, 'practice', 'configuration.json')].find(existsSync);
  const sandbox = configured ? null : await startSandbox();
  const args = [
    root,
    `--configuration=${configured ?? sandbox.configuration}`,
    `--data=${join(state, configured ? 'practice' : 'sandbox-practice')}`,
  ];
  if (process.platform === 'linux' && process.getuid?.() === 0) args.unshift('--no-sandbox');
  say('ouverture de la fenêtre');
  const env = { ...process.env };
  delete env.ELECTRON_RUN_AS_NODE;
  const status = await follow(electron, args, { env });
  sandbox?.stop();
  return status;
}

/** No real service is configured: the bac à sable plays them on loopback. */
async function startSandbox() {
  say('démarrage du bac à sable (services nationaux fictifs, sur ce poste)…');
  const child = spawn(process.execPath, [join(root, 'dist', 'sandbox.js')], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, COLLOQUE_SANDBOX: process.env.COLLOQUE_SANDBOX ?? join(state, '.sandbox') },
  });
  // However we leave, it leaves with us; asked once, because a second signal would cut its closing short.
  const stop = () => child.killed || child.kill('SIGTERM');
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'exit']) process.on(event, stop);
  const lines = createInterface({ input: child.stdout });
  const first = await new Promise((resolve, reject) => {
    lines.once('line', resolve);
    child.once('exit', (code) => reject(new Error(`Le bac à sable s’est arrêté (code ${code}).`)));
  });
  const configuration = join(state, 'sandbox-configuration.json');
  writeFileSync(configuration, JSON.stringify(JSON.parse(first).configuration), { mode: 0o600 });
  return { configuration, stop };
}
