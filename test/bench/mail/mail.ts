// `npm run bench -- mail [--messages=10000]`: a full mailbox, from IMAP to searchable and triaged, against `notmuch new` on the same Maildir.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testIgc } from '../../integration/mss/certificates';
import { debianMail, whyNoDebianMail } from '../../integration/mss/debian';
import { hasProgram } from '../../support/programs';
import { corpus, lot, reference } from './corpus';

const say = (text: string) => process.stdout.write(`${text}\n`);
const asked = Number(/^--messages=(\d+)$/m.exec(process.argv.slice(2).join('\n'))?.[1] ?? 300);
const DOCTOR = 'camille.docteur-fictif@cabinet.mssante.fr';

interface Ours {
  seconds: number;
  /** Of all its threads, starting included. */
  cpu: number;
  peak: number;
  found: Record<string, string[]>;
  state: { state: string; n: number }[];
}

/** `cur` of a Maildir, with the sizes in the names as a delivery agent writes them. */
function write(maildir: string, count: number, message: (n: number) => Buffer): number {
  for (const sub of ['cur', 'new', 'tmp']) mkdirSync(join(maildir, sub), { recursive: true });
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    const wire = message(n);
    const stored = Buffer.from(wire.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
    bytes += wire.length;
    const name = `${1_790_000_000 + n}.M${n}P1.banc,S=${stored.length},W=${wire.length}:2,`;
    writeFileSync(join(maildir, 'cur', name), stored);
  }
  return bytes;
}

function peer(maildir: string, folder: string, queries: readonly string[]) {
  const config = join(folder, 'notmuch');
  writeFileSync(
    config,
    `[database]\npath=${maildir}\n[user]\nname=Banc\nprimary_email=banc@exemple.fr\n[new]\ntags=\n[maildir]\nsynchronize_flags=false\n`,
  );
  const notmuch = (...args: string[]) =>
    spawnSync('notmuch', [`--config=${config}`, ...args], { encoding: 'utf8', maxBuffer: 64 << 20 }).stdout;
  const timed = spawnSync(
    'bash',
    ['-c', `TIMEFORMAT='%R %U %S'; time notmuch --config=${config} new --quiet`],
    {
      encoding: 'utf8',
    },
  );
  const [seconds = 0, user = 0, system = 0] = timed.stderr.trim().split('\n').at(-1)!.split(' ').map(Number);
  const found = Object.fromEntries(
    queries.map((query) => [
      query,
      notmuch('search', '--output=messages', '--', query)
        .split('\n')
        .filter(Boolean)
        .map((line) => line.replace(/^id:/, ''))
        .sort(),
    ]),
  );
  return { seconds, cpu: user + system, found, count: Number(notmuch('count', '--output=messages', '*')) };
}

async function round(count: number, message: (n: number) => Buffer): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'banc-'));
  const igc = await testIgc();
  const client = await igc.issue({ subject: `CN=${DOCTOR}` });
  const server = await debianMail(igc, client, [DOCTOR], 9_000_000);
  try {
    const queries = [
      ...Array.from({ length: 20 }, (_, i) => lot(i)),
      ...Array.from({ length: 20 }, (_, i) => reference((i * 7919) % count)),
    ];
    const maildir = join(folder, 'maildir');
    const bytes = write(maildir, count, message);
    cpSync(maildir, server.maildir(DOCTOR), { recursive: true });
    server.own(DOCTOR);
    const theirs = peer(maildir, folder, queries);
    const order = join(folder, 'order.json');
    const mss = {
      address: DOCTOR,
      displayName: 'Banc',
      imap: server.imaps,
      smtp: server.submission,
      auth: 'certificate',
      allowTls13: false,
    };
    const worker = join(import.meta.dirname, '..', '..', 'dist', 'intakeWorker.js');
    writeFileSync(
      order,
      JSON.stringify({ store: folder, worker, mss, trust: [igc.ca], client, count, queries }),
    );
    const program = join(import.meta.dirname, '..', '..', 'dist', 'bench', 'mailReceive.js');
    const done = spawnSync(process.execPath, [program, order], { encoding: 'utf8', maxBuffer: 64 << 20 });
    if (done.status !== 0) throw new Error(done.stderr);
    const ours = JSON.parse(done.stdout) as Ours;
    const total = ours.state.reduce((sum, s) => sum + s.n, 0);
    const differing = queries.filter(
      (q) => JSON.stringify(ours.found[q]) !== JSON.stringify(theirs.found[q]),
    );
    if (total !== count || theirs.count !== count || differing.length > 0) {
      say(
        `messagerie       résultats différents (${total} / ${theirs.count} messages ; ${differing.slice(0, 3).join(', ')}), mesure refusée`,
      );
      process.exitCode = 1;
      return;
    }
    const each = ((ours.seconds * 1000) / count).toFixed(1);
    say(
      `messagerie       ${count} messages, ${(bytes / 1e6).toFixed(0)} Mo : ${ours.seconds.toFixed(1)} s (${each} ms l’un), processeur ${ours.cpu.toFixed(1)} s, mémoire ${ours.peak.toFixed(0)} Mo`,
    );
    say(
      `                 notmuch new ${theirs.seconds.toFixed(1)} s, processeur ${theirs.cpu.toFixed(1)} s ; ${queries.length} recherches égales`,
    );
    say(
      `                 ${(ours.seconds / theirs.seconds).toFixed(2)} × le pair en temps, ${(ours.cpu / theirs.cpu).toFixed(2)} × en processeur`,
    );
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

const why = whyNoDebianMail() ?? (hasProgram('notmuch') ? null : 'notmuch is absent');
if (why) say(`messagerie       passé (${why})`);
else {
  const message = await corpus();
  for (const count of [100, 1_000, 10_000].filter((n) => n < asked).concat(asked))
    await round(count, message);
}
