import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createMailbox } from '../../../src/main/mss/mailbox';
import { systemClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { DOCTOR, mail, operatorOf, quickPace, temporaryFolder } from './house';

const openssl = spawnSync('openssl', ['version']).status === 0;
const ends: (() => Promise<unknown>)[] = [];
let igc: TestIgc;
let structure: Identity;

beforeAll(async () => {
  igc = await testIgc();
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A revocation list as an authority publishes it, by openssl. `until` in seconds from now. */
function revocationList(by: TestIgc, serials: string[], until = 86_400): string {
  const dir = temporaryFolder();
  const file = (name: string, content: string) => writeFileSync(join(dir, name), content);
  file('ca.pem', by.ca);
  file('ca.key', by.caKey);
  file('serial', '01');
  file('index', serials.map((s) => `R\t401231000000Z\t200101000000Z\t${s}\tunknown\t/CN=x\n`).join(''));
  file('conf', '[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=serial\ndefault_md=sha256\n');
  const day = (ms: number) => new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  const dates = [
    '-crl_lastupdate',
    day(Date.now() - 2 * 86_400_000),
    '-crl_nextupdate',
    day(Date.now() + until * 1_000),
  ];
  const args = [
    'ca',
    '-config',
    'conf',
    '-gencrl',
    '-keyfile',
    'ca.key',
    '-cert',
    'ca.pem',
    '-out',
    'crl',
    ...dates,
  ];
  const made = spawnSync('openssl', args, { cwd: dir, encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  return readFileSync(join(dir, 'crl'), 'utf8');
}

const serialOf = (certificate: string) => new X509Certificate(certificate).serialNumber;

// skipped without openssl, which makes the lists
describe.skipIf(!openssl)('with revocation lists at hand, a revoked server is refused', () => {
  const codes = async (lists: () => string[]) => {
    const operator = await operatorOf(igc);
    ends.push(() => operator.stop());
    const mailbox = createMailbox(
      {
        mss: {
          address: DOCTOR,
          displayName: 'Cabinet',
          imap: operator.imap,
          smtp: operator.smtp,
          auth: 'certificate',
          allowTls13: false,
        },
        trust: [igc.ca],
        client: structure,
        revocations: lists,
      },
      { clock: systemClock, log: silentLog, pace: quickPace },
    );
    const outcomes = [await mailbox.send(mail()), await mailbox.wasSent('<a@b.fr>')];
    return outcomes.map((o) => (o.ok ? 'ok' : o.error.code));
  };

  test('a list that does not name it lets it through', async () => {
    expect(await codes(() => [revocationList(igc, ['0BAD'])])).toEqual(['ok', 'ok']);
  });

  test('a list that names it does not', async () => {
    const list = revocationList(igc, [serialOf(igc.server.certificate)]);
    expect(await codes(() => [list])).toEqual(['mss-tls-revoked', 'mss-tls-revoked']);
  });

  test.each<[string, () => Promise<string>]>([
    ['out of date', async () => revocationList(igc, [], -3_600)],
    ['of another authority', async () => revocationList(await testIgc('AC voisine'), [])],
    ['signed by another under its name', async () => revocationList(await testIgc(), [])],
    ['unreadable', async () => '-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----\n'],
  ])('a list %s proves nothing: the server is not trusted on it', async (_, list) => {
    const given = await list();
    const unknown = 'mss-tls-revocation-unknown';
    expect(await codes(() => [given])).toEqual([unknown, unknown]);
  });
});
