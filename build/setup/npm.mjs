import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, say } from './run.mjs';

const stamp = join(root, 'node_modules', '.colloque-lock');
const lockHash = () =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');

/**
 * Installs what the lock file says (`npm ci` of npm 11 refuses a lock file without download addresses),
 * when the dependencies are missing or older than it.
 */
export function ensureDependencies() {
  const wanted = lockHash();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  say('installation des dépendances npm…');
  const status = run('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], {
    shell: process.platform === 'win32',
    stdio: ['inherit', 2, 2],
  });
  if (status !== 0) throw new Error(`« npm install » a échoué (code ${status}).`);
  writeFileSync(stamp, wanted);
}
