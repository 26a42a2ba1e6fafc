import { ImapFlow } from 'imapflow';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Operator } from '../../../src/sandbox/mss/operator';
import { type Identity, type TestIgc, testIgc } from './certificates';
import {
  DOCTOR,
  mailboxOf,
  operatorOf,
  quickPace,
  rawMail,
  subjectOf,
  temporaryFolder,
  until,
  watching,
} from './house';

let igc: TestIgc;
let structure: Identity;
let operator: Operator;
const ends: (() => Promise<unknown>)[] = [];
const client = () => ({ trust: [igc.ca], client: structure });
const start = async (options: Parameters<typeof operatorOf>[1] = {}) => {
  operator = await operatorOf(igc, options);
  ends.push(() => operator.stop());
  return operator;
};
const watch = (...args: Parameters<typeof watching>) => {
  const watched = watching(...args);
  ends.unshift(watched.stop);
  return watched;
};

beforeAll(async () => {
  igc = await testIgc();
  structure = await igc.issue({ subject: 'CN=CABINET FICTIF, OU=499700000012001' });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

describe.each(['starttls', 'implicit'] as const)('receiving over %s', (security) => {
  test('messages come in UID order, byte for byte, and the server never sees them as read', async () => {
    await start({ security });
    const big = rawMail('gros', `${'é0123456789'.repeat(7)}\r\n`.repeat(30_000));
    for (const raw of [rawMail('un'), big, rawMail('trois')]) await operator.deliver(DOCTOR, raw);
    const watched = watch(mailboxOf(operator, client()), null);
    await until(() => watched.messages.length === 3);
    expect(watched.messages.map(subjectOf)).toEqual(['un', 'gros', 'trois']);
    expect(Buffer.from(watched.messages[1]!.bytes).equals(Buffer.from(big))).toBe(true);
    expect(watched.messages.map((m) => m.flags)).toEqual([[], [], []]);
    expect((await operator.messagesOf(DOCTOR)).flatMap((m) => m.flags)).toEqual([]);
  });
});

test('a message that arrives later is pushed by IDLE', async () => {
  await start();
  const watched = watch(mailboxOf(operator, client()), null);
  await until(() => watched.states.some((s) => s.connected));
  await new Promise((resolve) => setTimeout(resolve, 200));
  await operator.deliver(DOCTOR, rawMail('tardif'));
  await until(() => watched.messages.length === 1, 3_000);
  expect(watched.messages.map(subjectOf)).toEqual(['tardif']);
});

test('after a silent night the connection still stands and still hears', async () => {
  await start();
  const watched = watch(mailboxOf(operator, client(), { pace: { ...quickPace, silence: 200 } }), null);
  await until(() => watched.states.some((s) => s.connected));
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await operator.deliver(DOCTOR, rawMail('matin'));
  await until(() => watched.messages.length === 1, 1_000);
  expect(watched.states).toEqual([{ connected: true, failure: null }]);
});

test('a restart resumes after the cursor; a new UIDVALIDITY starts again from the first message', async () => {
  await start();
  for (const name of ['a', 'b', 'c']) await operator.deliver(DOCTOR, rawMail(name));
  const first = watch(mailboxOf(operator, client()), null);
  await until(() => first.cursors.at(-1)?.lastUid === 3);
  await first.stop();
  await operator.deliver(DOCTOR, rawMail('d'));
  const second = watch(mailboxOf(operator, client()), first.cursors.at(-1)!);
  await until(() => second.messages.length === 1);
  expect(second.messages.map(subjectOf)).toEqual(['d']);
  operator.resetUidValidity(DOCTOR);
  await until(() => second.messages.length === 5);
  expect(second.messages.slice(1).map(subjectOf)).toEqual(['a', 'b', 'c', 'd']);
  expect(second.cursors.at(-1)!.uidValidity).not.toBe(first.cursors.at(-1)!.uidValidity);
});

test('the cursor never passes a message the intake could not keep, and comes back to it', async () => {
  await start();
  for (const name of ['a', 'b']) await operator.deliver(DOCTOR, rawMail(name));
  let refusals = 2;
  const watched = watch(mailboxOf(operator, client()), null, async (message) => {
    if (subjectOf(message) === 'a' && refusals-- > 0) throw new Error('disk full');
  });
  await until(() => watched.messages.length === 2);
  expect(watched.messages.map(subjectOf)).toEqual(['a', 'b']);
  expect(watched.states.filter((s) => s.failure?.code === 'mss-intake')).toHaveLength(2);
  expect(watched.cursors.map((c) => c.lastUid)).toEqual([0, 1, 2]);
});

test('E-MSS-24 a dead operator is a state, not an exception; the watch comes back with the operator', async () => {
  const dir = temporaryFolder();
  await start({ dir });
  const { imap, smtp } = operator;
  await operator.deliver(DOCTOR, rawMail('avant'));
  const watched = watch(mailboxOf({ imap, smtp }, client()), null);
  await until(() => watched.messages.length === 1);
  await operator.stop();
  await until(() => watched.states.at(-1)?.failure?.code === 'mss-unreachable');
  await start({ dir, ports: { imap: imap.port } });
  await operator.deliver(DOCTOR, rawMail('après'.normalize()));
  await until(() => watched.messages.length === 2);
  expect(watched.messages.map((m) => m.uid)).toEqual([1, 2]);
});

test('a line cut at any byte loses and repeats nothing', async () => {
  await start();
  for (let i = 0; i < 5; i++) await operator.deliver(DOCTOR, rawMail(`n${i}`, 'x'.repeat(2_000)));
  operator.setFault({ dropImapAfterBytes: 600 });
  const watched = watch(mailboxOf(operator, client()), null);
  for (const bytes of [1_400, 2_900, 4_100, 5_300]) {
    await new Promise((resolve) => setTimeout(resolve, 150));
    operator.setFault({ dropImapAfterBytes: bytes });
  }
  await new Promise((resolve) => setTimeout(resolve, 150));
  operator.setFault({});
  await until(() => watched.messages.length >= 5);
  expect(watched.messages.map(subjectOf)).toEqual(['n0', 'n1', 'n2', 'n3', 'n4']);
  expect(watched.states.some((s) => s.failure !== null)).toBe(true);
});

test('a message above the limit comes as its headers and a refusal; the next ones follow', async () => {
  await start();
  const bounds = { messageBytes: 10_000, headerBytes: 1_000 };
  const sized = (name: string, size: number) => {
    const empty = rawMail(name, '');
    return rawMail(name, 'x'.repeat(size - empty.length));
  };
  await operator.deliver(DOCTOR, sized('juste', 10_000));
  await operator.deliver(DOCTOR, sized('trop', 10_001));
  await operator.deliver(DOCTOR, sized('suite', 500));
  const watched = watch(mailboxOf(operator, client(), { bounds }), null);
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map((m) => [subjectOf(m), m.refused?.code, m.bytes.length > 9_000])).toEqual([
    ['juste', undefined, true],
    ['trop', 'mss-received-too-large', false],
    ['suite', undefined, false],
  ]);
});

test('flags, moves and deletions by another client do not trouble the watch', async () => {
  await start();
  for (const name of ['a', 'b', 'c']) await operator.deliver(DOCTOR, rawMail(name));
  const other = new ImapFlow({
    host: '127.0.0.1',
    port: operator.imap.port,
    secure: false,
    doSTARTTLS: true,
    tls: { ca: igc.ca, cert: structure.certificate, key: structure.key },
    auth: { user: DOCTOR, accessToken: 'x' },
    logger: false,
  });
  const { speakExternal } = await import('../../../src/main/mss/external');
  speakExternal(other);
  await other.connect();
  ends.unshift(async () => other.close());
  await other.mailboxOpen('INBOX');
  let moved = false;
  const bounds = { batchMessages: 1 };
  const watched = watch(mailboxOf(operator, client(), { bounds }), null, async (message) => {
    if (moved || subjectOf(message) !== 'a') return;
    moved = true;
    await other.messageFlagsAdd('2', ['\\Seen', '\\Flagged'], { uid: true });
    await other.messageMove('3', 'Archives', { uid: true });
    await other.messageDelete('1', { uid: true });
  });
  await until(() => watched.cursors.at(-1)?.lastUid === 3);
  expect(watched.messages.map(subjectOf)).toEqual(['a', 'b']);
  await operator.deliver(DOCTOR, rawMail('d'));
  await until(() => watched.messages.length === 3);
  expect(subjectOf(watched.messages[2]!)).toBe('d');
  expect(watched.states.every((s) => s.failure === null)).toBe(true);
});

test('stop waits for the message in hand and lets nothing else through', async () => {
  await start();
  for (const name of ['a', 'b']) await operator.deliver(DOCTOR, rawMail(name));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const watched = watch(mailboxOf(operator, client(), { bounds: { batchMessages: 1 } }), null, () => held);
  await until(() => watched.states.some((s) => s.connected));
  await new Promise((resolve) => setTimeout(resolve, 150));
  let ended = false;
  const stopping = watched.stop().then(() => {
    ended = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ended).toBe(false);
  release();
  await stopping;
  expect(watched.messages.map(subjectOf)).toEqual(['a']);
});

test('a server that stalls after the login is given up and tried again', async () => {
  await start();
  await operator.deliver(DOCTOR, rawMail('lent'));
  operator.setFault({ slowMs: 2_000 });
  const watched = watch(
    mailboxOf(operator, client(), { pace: { ...quickPace, connect: 600, silence: 500 } }),
    null,
  );
  await until(() => watched.states.some((s) => s.failure?.code === 'mss-timeout'));
  operator.setFault({});
  await until(() => watched.messages.length === 1);
  expect(subjectOf(watched.messages[0]!)).toBe('lent');
});

test('XOAUTH2: a token is asked for at each connection, a refused one is a failure a doctor can mend', async () => {
  const asked: string[] = [];
  await start({ acceptToken: (_, token) => token === 'bon' });
  await operator.deliver(DOCTOR, rawMail('jeton'));
  const tokens = ['mauvais', 'bon', 'bon'];
  const token = async () => {
    asked.push(tokens[asked.length] ?? 'bon');
    return { ok: true as const, value: asked.at(-1)! };
  };
  const watched = watch(mailboxOf(operator, client(), { token }, { auth: 'xoauth2' }), null);
  await until(() => watched.messages.length === 1);
  expect(asked).toEqual(['mauvais', 'bon']);
  expect(watched.states[0]?.failure).toMatchObject({ code: 'mss-login-refused', retry: 'human' });
});
