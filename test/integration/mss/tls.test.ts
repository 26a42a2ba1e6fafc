import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import type { TlsOptions } from 'node:tls';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Failure } from '../../../src/shared/failure';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { mail, mailboxOf, operatorOf, temporaryFolder } from './house';
import { byLine, type Impostor, impostor } from './impostor';

let igc: TestIgc;
let stranger: TestIgc;
let structure: Identity;
const ends: (() => Promise<unknown>)[] = [];

const DAY = 86_400_000;
const openssl = spawnSync('openssl', ['version']).status === 0;

beforeAll(async () => {
  igc = await testIgc();
  stranger = await testIgc('AC publique');
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF, OU=499700000012001' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** What both clients say of a server: IMAP by looking in Sent, SMTP by sending. */
async function outcomes(
  server: Impostor,
  security: 'implicit' | 'starttls',
  mss: { allowTls13?: boolean } = {},
  trust = [igc.ca],
  asked: ('imap' | 'smtp')[] = ['imap', 'smtp'],
): Promise<Failure['code'][]> {
  ends.push(() => server.stop());
  const at = { host: '127.0.0.1', port: server.port, security };
  const mailbox = mailboxOf({ imap: at, smtp: at }, { trust, client: structure }, {}, mss);
  const codes: string[] = [];
  for (const protocol of asked) {
    const outcome = await (protocol === 'imap' ? mailbox.wasSent('<a@b.fr>') : mailbox.send(mail()));
    codes.push(outcome.ok ? 'ok' : outcome.error.code);
  }
  return codes;
}

const identity = (it: Identity, options: TlsOptions = {}): TlsOptions => ({
  cert: it.certificate,
  key: it.key,
  ...options,
});
const silent = () => {};

describe('a server is refused before anything is said to it', () => {
  const names = [{ type: 'ip' as const, value: '127.0.0.1' }];
  test.each<[string, () => Promise<TlsOptions>, string]>([
    [
      'E-MSS-07 an expired certificate',
      async () =>
        identity(
          await igc.issue({
            subject: 'CN=x',
            names,
            notBefore: new Date(Date.now() - 9 * DAY),
            notAfter: new Date(Date.now() - DAY),
          }),
        ),
      'mss-tls-expired',
    ],
    [
      'a certificate not yet valid',
      async () =>
        identity(
          await igc.issue({
            subject: 'CN=x',
            names,
            notBefore: new Date(Date.now() + DAY),
            notAfter: new Date(Date.now() + 2 * DAY),
          }),
        ),
      'mss-tls-not-yet-valid',
    ],
    [
      'the certificate of another host',
      async () =>
        identity(
          await igc.issue({ subject: 'CN=127.0.0.1', names: [{ type: 'dns', value: 'autre.mssante.fr' }] }),
        ),
      'mss-tls-host',
    ],
    ['an unknown authority', async () => identity(stranger.server), 'mss-tls-authority'],
    [
      'E-MSS-04 TLS 1.1',
      async () => identity(igc.server, { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1' }),
      'mss-tls-version',
    ],
    [
      'E-MSS-04 TLS 1.3 alone',
      async () => identity(igc.server, { minVersion: 'TLSv1.3' }),
      'mss-tls-version',
    ],
    [
      'E-MSS-05 a suite without forward secrecy',
      async () => identity(igc.server, { ciphers: 'AES128-GCM-SHA256', maxVersion: 'TLSv1.2' }),
      'mss-tls-version',
    ],
    [
      'E-MSS-05 a modern suite that is not on the list',
      async () => identity(igc.server, { ciphers: 'ECDHE-RSA-CHACHA20-POLY1305', maxVersion: 'TLSv1.2' }),
      'mss-tls-version',
    ],
  ])('%s', async (_, options, code) => {
    const server = await impostor((socket, heard) => byLine(socket, heard, () => null), await options());
    expect(await outcomes(server, 'implicit')).toEqual([code, code]);
    expect(server.heard).toEqual([]);
  });

  test('E-MSS-03 a server that speaks in clear', async () => {
    const server = await impostor((socket) => socket.write('* OK 220 bonjour\r\n'));
    expect(await outcomes(server, 'implicit')).toEqual(['mss-no-tls', 'mss-no-tls']);
  });

  test('an empty list of anchors trusts nobody', async () => {
    const server = await impostor(silent, identity(igc.server));
    expect(await outcomes(server, 'implicit', {}, [])).toEqual(['mss-tls-authority', 'mss-tls-authority']);
  });
});

describe('E-MSS-03 STARTTLS is mandatory before any login', () => {
  const imap =
    (capabilities: string, after?: (socket: Socket, tag: string) => void) =>
    (socket: Socket, heard: string[]) => {
      socket.write(`* OK [CAPABILITY ${capabilities}] pret\r\n`);
      byLine(socket, heard, (line) => {
        const [tag, verb] = line.split(' ');
        if (verb === 'CAPABILITY') return `* CAPABILITY ${capabilities}\r\n${tag} OK\r\n`;
        if (verb === 'STARTTLS' && after) return void after(socket, tag!);
        return `${tag} NO\r\n`;
      });
    };
  const imapOnly = async (server: Impostor) =>
    (await outcomes(server, 'starttls', {}, [igc.ca], ['imap']))[0];

  test.each(['IMAP4rev1 AUTH=EXTERNAL SASL-IR', 'IMAP4rev1 STARTTLS AUTH=EXTERNAL'])(
    'IMAP: not offered, or refused (%s)',
    async (capabilities) => {
      const server = await impostor(imap(capabilities));
      expect(await imapOnly(server)).toBe('mss-no-tls');
      expect(server.heard.join()).not.toMatch(/AUTHENTICATE|LOGIN/);
    },
  );

  test('IMAP: a PREAUTH greeting does not dispense from it', async () => {
    const server = await impostor((socket, heard) => {
      socket.write('* PREAUTH [CAPABILITY IMAP4rev1] bienvenue\r\n');
      byLine(socket, heard, (line) => `* CAPABILITY IMAP4rev1\r\n${line.split(' ')[0]} OK\r\n`);
    });
    expect(await imapOnly(server)).toBe('mss-no-tls');
    expect(server.heard.join()).not.toMatch(/SELECT|EXAMINE|LIST/);
  });

  test('IMAP: starttls-injection, answers slipped in before the handshake', async () => {
    const server = await impostor(
      imap('IMAP4rev1 STARTTLS', (socket, tag) =>
        socket.write(`${tag} OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n`),
      ),
    );
    expect(await imapOnly(server)).toBe('mss-tls-tampered');
  });

  test('SMTP: not offered, or refused', async () => {
    for (const extensions of ['250 AUTH EXTERNAL', '250-STARTTLS\r\n250 AUTH EXTERNAL']) {
      const server = await impostor((socket, heard) => {
        socket.write('220 pret\r\n');
        byLine(socket, heard, (line) =>
          line.startsWith('EHLO') ? `250-moi\r\n${extensions}\r\n` : '502 5.5.1 non\r\n',
        );
      });
      expect((await outcomes(server, 'starttls', {}, [igc.ca], ['smtp']))[0]).toBe('mss-no-tls');
      expect(server.heard.join()).not.toMatch(/AUTH|MAIL/);
    }
  });
});

test('E-MSS-06 a server of the configured authority is accepted, with TLS 1.2', async () => {
  const operator = await operatorOf(igc);
  ends.push(() => operator.stop());
  const mailbox = mailboxOf(operator, { trust: [stranger.ca, igc.ca], client: structure });
  expect((await mailbox.send(mail())).ok).toBe(true);
});

test('TLS 1.3 is spoken only when the configuration allows it', async () => {
  const server = await impostor(
    (socket, heard) => {
      socket.write('* BYE pas aujourd’hui\r\n');
      heard.push('secured');
      socket.end();
    },
    identity(igc.server, { minVersion: 'TLSv1.3' }),
  );
  await outcomes(server, 'implicit', { allowTls13: true });
  expect(server.heard).toContain('secured');
});

test.skipIf(!openssl)(
  'a client certificate refused by the operator is told apart from a server that is down (openssl s_server)',
  async () => {
    const dir = temporaryFolder();
    const files = { 'server.pem': igc.server.certificate, 'server.key': igc.server.key, 'ca.pem': igc.ca };
    for (const [name, content] of Object.entries(files)) writeFileSync(join(dir, name), content);
    const args = [
      's_server',
      '-accept',
      '127.0.0.1:0',
      '-cert',
      'server.pem',
      '-key',
      'server.key',
      '-CAfile',
      'ca.pem',
    ];
    const server = spawn('openssl', [...args, '-Verify', '1', '-verify_return_error', '-tls1_2'], {
      cwd: dir,
    });
    ends.push(async () => server.kill());
    const port = await new Promise<number>((resolve) => {
      let said = '';
      server.stdout.on('data', (chunk: Buffer) => {
        said += chunk;
        const [, found] = /ACCEPT [^\n]*:(\d+)/.exec(said) ?? [];
        if (found) resolve(Number(found));
      });
    });
    const at = { host: '127.0.0.1', port, security: 'implicit' as const };
    const mailbox = mailboxOf({ imap: at, smtp: at }, { trust: [igc.ca], client: stranger.server });
    for (const outcome of [await mailbox.wasSent('<a@b.fr>'), await mailbox.send(mail())])
      expect(outcome).toMatchObject({ ok: false, error: { code: 'mss-client-certificate', retry: 'human' } });
  },
);
