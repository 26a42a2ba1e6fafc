// Checks that every import points down (docs/architecture.md). Prints each offence; exit status 1 when there is one.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseSync } from 'oxc-parser';
import { root } from './setup/run.mjs';

const format = ['cda', 'mime', 'pdf', 'soap', 'store', 'stylesheet', 'xdm', 'xds', 'xml'];
const client = ['apcv', 'card', 'directory', 'dmp', 'ins', 'mss', 'psc'];
const practice = ['compose', 'inbox', 'journal', 'outbox', 'patients', 'records'];
const main = (names) => names.map((n) => `src/main/${n}/`);

/** Rooms, from the most particular prefix; each says which rooms it may look into. Its own folder is always allowed. */
const rooms = [
  { name: 'shared', folders: ['src/shared/'], sees: [] },
  { name: 'format', folders: main(format), sees: ['shared', 'format'] },
  { name: 'client', folders: main(client), sees: ['shared', 'format'] },
  { name: 'practice', folders: main(practice), sees: ['shared', 'format', 'client', 'practice'] },
  { name: 'composition', folders: ['src/main/'], sees: ['shared', 'format', 'client', 'practice'] },
  {
    name: 'cli',
    folders: ['src/cli/'],
    sees: ['shared', 'format', 'client', 'practice', 'composition', 'sandbox'],
  },
  { name: 'sandbox', folders: ['src/sandbox/'], sees: ['shared', 'format'] },
  { name: 'renderer', folders: ['src/renderer/'], sees: ['shared'] },
  {
    name: 'electron',
    folders: ['electron/'],
    sees: ['shared', 'format', 'client', 'practice', 'composition'],
  },
];
/** A format is pure: no network, no database, no process. `store` is the exception that holds the database. */
const impure = /^node:(net|tls|http|https|http2|dgram|child_process|worker_threads|fs)/;

const roomOf = (path) => rooms.find((r) => r.folders.some((f) => path.startsWith(f)));

/** The offences of one file, as sentences. `path` is relative to the project. */
export function offences(path, source) {
  const from = roomOf(path);
  if (!from) return [];
  const out = [];
  for (const specifier of importsOf(path, source)) {
    if (specifier.startsWith('.')) {
      const target = posix.normalize(posix.join(dirname(path), specifier));
      const to = roomOf(`${target}/`) ?? roomOf(target);
      const sameFolder = from.folders.some((f) => path.startsWith(f) && target.startsWith(f));
      if (!to) out.push(`${path}: ${specifier} leaves the house`);
      else if (!sameFolder && !from.sees.includes(to.name))
        out.push(`${path}: ${from.name} may not see ${to.name} (${specifier})`);
    } else if (specifier === 'electron' && from.name !== 'electron') {
      out.push(`${path}: only electron/ may import Electron`);
    } else if (from.name === 'format' && !path.startsWith('src/main/store/') && impure.test(specifier)) {
      out.push(`${path}: a format is pure, it may not import ${specifier}`);
    } else if ((from.name === 'shared' || from.name === 'renderer') && specifier.startsWith('node:')) {
      out.push(`${path}: ${from.name} runs anywhere, it may not import ${specifier}`);
    }
  }
  return out;
}

function importsOf(path, source) {
  const { module } = parseSync(path, source);
  return [
    ...module.staticImports.map((i) => i.moduleRequest.value),
    ...module.staticExports.flatMap((e) =>
      e.entries.flatMap((x) => (x.moduleRequest ? [x.moduleRequest.value] : [])),
    ),
    ...module.dynamicImports.map((i) => source.slice(i.moduleRequest.start + 1, i.moduleRequest.end - 1)),
  ];
}

const walk = (dir) =>
  readdirSync(dir, { withFileTypes: true }).flatMap((e) =>
    e.isDirectory() ? walk(join(dir, e.name)) : /\.tsx?$/.test(e.name) ? [join(dir, e.name)] : [],
  );

if (import.meta.url === pathToFileURL(process.argv[1]).href) {
  const files = [...walk(join(root, 'src')), ...walk(join(root, 'electron'))];
  const found = files.flatMap((f) =>
    offences(relative(root, f).replaceAll('\\', '/'), readFileSync(f, 'utf8')),
  );
  for (const line of found) console.error(line);
  console.log(`layers: ${files.length} files, ${found.length} offences`);
  process.exitCode = found.length ? 1 : 0;
}
