import { existsSync, readFileSync } from 'node:fs';
import { capture, run, say } from './run.mjs';

/** What each use of the project needs from the system, as Debian and Ubuntu name it. */
export const needs = {
  window: ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'fonts-dejavu-core'],
  // The last three compile the PC/SC binding.
  card: ['pcscd', 'libpcsclite-dev', 'libccid', 'python3', 'make', 'g++'],
  display: ['xvfb', 'xauth', 'dbus', 'gnome-keyring'],
  // Own instances on free ports, with their own configuration: the system's services are never used.
  tests: [
    'vsmartcard-vpcd',
    'opensc',
    'dovecot-imapd',
    'dovecot-lmtpd',
    'postfix',
    'python3',
    'util-linux',
    'mount',
    'procps',
    'libxml2-utils',
    'xmlsec1',
    'xsltproc',
    'openssl',
    'iproute2',
    'poppler-utils',
    'unzip',
  ],
  bench: ['notmuch'],
  judges: [
    'default-jdk-headless',
    'libpdfbox2-java',
    'libfontbox2-java',
    'libcommons-logging-java',
    'libactivation-java',
    'libjaxb-api-java',
  ],
};

/** Later releases renamed some libraries (the 64-bit time_t change): either name will do. */
const also = (name) => [name, `${name}t64`];

const installed = (name) =>
  also(name).some((n) =>
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
    capture('dpkg-query', ['-W', '-f=${Status}', n]).stdout.includes('install ok installed'),
  );

const isDebian = () =>
  process.platform === 'linux' &&
  existsSync('/etc/os-release') &&
  /\b(debian|ubuntu)\b/i.test(readFileSync('/etc/os-release', 'utf8')) &&
  existsSync('/usr/bin/dpkg-query');

/**
 * Makes sure the named groups of system packages stand.
 * Root on Debian or Ubuntu: installs them. Otherwise: stops with the one line to type.
 */
export function ensureSystem(...groups) {
  if (!isDebian()) return;
  const missing = groups.flatMap((g) => needs[g]).filter((n) => !installed(n));
  if (missing.length === 0) return;
  const line = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
  if (process.getuid?.() !== 0) {
    throw new Error(`Il manque des paquets du système. Tapez, puis recommencez :\n\n    sudo ${line}\n`);
  }
  say(`installation des paquets du système : ${missing.join(' ')}…`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { env, stdio: ['ignore', 'ignore', 2] };
  const resolve = (n) =>
    also(n).find((x) => capture('apt-cache', ['show', '--no-all-versions', x]).status === 0) ?? n;
  if (run('apt-get', ['update', '-qq'], quiet) !== 0) throw new Error('« apt-get update » a échoué.');
  const status = run(
    'apt-get',
    ['install', '-y', '-qq', '--no-install-recommends', ...missing.map(resolve)],
    quiet,
  );
  if (status !== 0) throw new Error(`L’installation a échoué ; tapez vous-même :\n\n    ${line}\n`);
}
