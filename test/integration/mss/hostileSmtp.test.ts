import type { Socket } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { mail, mailboxOf, quickPace } from './house';
import { byLine, type Impostor, impostor } from './impostor';

let igc: TestIgc;
let structure: Identity;
const ends: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  igc = await testIgc();
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

type Verb = 'greeting' | 'EHLO' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'dot';

const USUAL: Record<Verb, string> = {
  greeting: '220 pret',
  EHLO: '250-moi\r\n250 AUTH EXTERNAL',
  AUTH: '235 2.7.0 ok',
  MAIL: '250 2.1.0 ok',
  RCPT: '250 2.1.5 ok',
  DATA: '354 go',
  dot: '250 2.0.0 queued',
};

/** A server over TLS that behaves but for one step: `answer` there, or cuts (`null`), or says nothing (`undefined`). */
async function misbehaving(step: Verb, answer: string | null | undefined): Promise<Impostor> {
  const server = await impostor(
    (socket: Socket, heard) => {
      const say = (verb: Verb) => {
        const reply = verb === step ? answer : USUAL[verb];
        if (reply === null) socket.destroy();
        return reply ? `${reply}\r\n` : null;
      };
      const greeting = say('greeting');
      if (greeting) socket.write(greeting);
      let inData = false;
      byLine(socket, heard, (line) => {
        if (inData) {
          if (line !== '.') return null;
          inData = false;
          return say('dot');
        }
        const verb = line.split(' ')[0] as Verb;
        if (verb === 'DATA' && step !== 'DATA') inData = true;
        return verb in USUAL ? say(verb) : '250 ok\r\n';
      });
    },
    { cert: igc.server.certificate, key: igc.server.key, maxVersion: 'TLSv1.2' },
  );
  ends.push(() => server.stop());
  return server;
}

const send = async (server: Impostor) => {
  const at = { host: '127.0.0.1', port: server.port, security: 'implicit' as const };
  const pace = { ...quickPace, connect: 700, silence: 700 };
  const mailbox = mailboxOf(
    { imap: { ...at, port: 1 }, smtp: at },
    { trust: [igc.ca], client: structure },
    { pace },
  );
  const outcome = await mailbox.send(mail());
  return outcome.ok ? 'ok' : [outcome.error.code, outcome.error.retry];
};

describe('the line is cut at each step: only after the last byte is the fate of the mail unknown', () => {
  test.each<[Verb, string, string]>([
    ['greeting', 'mss-disconnected', 'later'],
    ['EHLO', 'mss-disconnected', 'later'],
    ['AUTH', 'mss-interrupted', 'later'],
    ['MAIL', 'mss-interrupted', 'later'],
    ['RCPT', 'mss-interrupted', 'later'],
    ['DATA', 'mss-interrupted', 'later'],
    ['dot', 'mss-unknown', 'human'],
  ])('cut at %s', async (step, code, retry) => {
    expect(await send(await misbehaving(step, null))).toEqual([code, retry]);
  });
});

describe('the server stalls at each step', () => {
  test.each<[Verb, string, string]>([
    ['greeting', 'mss-timeout', 'later'],
    ['AUTH', 'mss-interrupted', 'later'],
    ['RCPT', 'mss-interrupted', 'later'],
    ['DATA', 'mss-interrupted', 'later'],
    ['dot', 'mss-unknown', 'human'],
  ])('mute at %s', async (step, code, retry) => {
    expect(await send(await misbehaving(step, undefined))).toEqual([code, retry]);
  });
});

describe('the server refuses', () => {
  test.each<[Verb, string, string, string]>([
    ['greeting', '554 5.7.1 non', 'mss-message-refused', 'human'],
    ['greeting', '421 4.3.2 plus tard', 'mss-deferred', 'later'],
    ['greeting', 'n’importe quoi', 'mss-protocol', 'later'],
    ['EHLO', '250-moi\r\n250 AUTH PLAIN LOGIN', 'mss-login-unsupported', 'human'],
    ['AUTH', '535 5.7.8 non', 'mss-login-refused', 'human'],
    ['AUTH', '454 4.7.0 plus tard', 'mss-deferred', 'later'],
    ['MAIL', '553 5.7.1 pas vous', 'mss-sender-refused', 'human'],
    ['MAIL', '552 5.3.4 trop gros', 'mss-too-large', 'human'],
    ['RCPT', '550 5.1.1 inconnu', 'mss-recipient-refused', 'human'],
    ['RCPT', '452 4.2.2 boite pleine', 'mss-deferred', 'later'],
    ['DATA', '554 5.5.1 non', 'mss-message-refused', 'human'],
    ['dot', '554 5.6.0 non', 'mss-message-refused', 'human'],
    ['dot', '552 5.3.4 trop gros', 'mss-too-large', 'human'],
    ['dot', '451 4.3.0 plus tard', 'mss-deferred', 'later'],
    ['dot', '699 charabia', 'mss-unknown', 'human'],
  ])('at %s: %s', async (step, answer, code, retry) => {
    expect(await send(await misbehaving(step, answer))).toEqual([code, retry]);
  });
});

test('an operator that offers no AUTH knows us by our certificate', async () => {
  const server = await misbehaving('EHLO', '250-moi\r\n250 SIZE 30000000');
  expect(await send(server)).toBe('ok');
  expect(server.heard.some((line) => line.startsWith('AUTH'))).toBe(false);
});

test('without DSN announced no DSN is asked for; with it, headers only and every event', async () => {
  const plain = await misbehaving('dot', USUAL.dot);
  await send(plain);
  expect(plain.heard.join('\n')).not.toMatch(/RET=|NOTIFY=/);
  const dsn = await misbehaving('EHLO', '250-moi\r\n250-DSN\r\n250-SIZE 1000000\r\n250 AUTH EXTERNAL');
  await send(dsn);
  expect(dsn.heard.find((line) => line.startsWith('MAIL'))).toMatch(/ SIZE=\d+ RET=HDRS/);
  expect(dsn.heard.find((line) => line.startsWith('RCPT'))).toMatch(/ NOTIFY=SUCCESS,FAILURE,DELAY/);
});

test('what a server says of a patient is not repeated in a failure, which goes to the log', async () => {
  const server = await misbehaving('RCPT', '550 5.1.1 <286033523801240@patient.mssante.fr> DURAND inconnu');
  const at = { host: '127.0.0.1', port: server.port, security: 'implicit' as const };
  const mailbox = mailboxOf({ imap: at, smtp: at }, { trust: [igc.ca], client: structure });
  const outcome = await mailbox.send(
    mail({ to: { address: '286033523801240@patient.mssante.fr', name: 'DURAND' } }),
  );
  expect(outcome).toMatchObject({
    ok: false,
    error: { code: 'mss-recipient-refused', detail: 'envelope 550 5.1.1' },
  });
  expect(JSON.stringify(outcome)).not.toMatch(/28603|DURAND/);
});
