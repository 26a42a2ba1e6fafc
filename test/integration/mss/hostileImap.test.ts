import type { Socket } from 'node:net';
import { afterEach, beforeAll, expect, test } from 'vitest';
import type { Bounds } from '../../../src/main/mss/fetchMessage';
import { type Identity, type TestIgc, testIgc } from './certificates';
import { mailboxOf, quickPace, rawMail, subjectOf, until, watching } from './house';
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

type Reply = (args: string, tag: string, socket: Socket) => string;

const CAPABILITY = 'IMAP4rev1 AUTH=EXTERNAL SASL-IR IDLE';
const messages = [rawMail('un'), rawMail('deux'), rawMail('trois')];

/** An honest inbox of three messages, but for the commands a test replaces. */
const honest: Record<string, Reply> = {
  CAPABILITY: () => `* CAPABILITY ${CAPABILITY}\r\n`,
  EXAMINE: () => '* 3 EXISTS\r\n* OK [UIDVALIDITY 7] ok\r\n* OK [UIDNEXT 4] ok\r\n',
  'UID SEARCH': (args) => {
    const from = Number(/(\d+):\*/.exec(args)?.[1] ?? 1);
    return `* SEARCH ${[1, 2, 3].filter((uid) => uid >= from || uid === 3).join(' ')}\r\n`;
  },
  'UID FETCH': (args) => each(args, (uid) => fetched(uid, args)),
};

/** What a server that answers for each message of a set says. */
const each = (args: string, answer: (uid: number) => string): string =>
  (/^[\d,:]+/.exec(args)?.[0] ?? '')
    .split(',')
    .flatMap((range) => {
      const [from = 0, to = from] = range.split(':').map(Number);
      return Array.from({ length: Math.min(to, 100) - from + 1 }, (_, i) => from + i);
    })
    .map(answer)
    .join('');

const asksBody = (args: string): boolean => args.includes('BODY') && !args.includes('HEADER');

function fetched(uid: number, args: string): string {
  const raw = messages[uid - 1];
  if (!raw) return '';
  if (!args.includes('BODY')) return about(uid, raw.length);
  const start = Number(/<(\d+)\.\d+>/.exec(args)?.[1] ?? 0);
  const part = args.includes('HEADER') ? raw.slice(0, raw.indexOf('\r\n\r\n') + 4) : raw.slice(start);
  return `* ${uid} FETCH (UID ${uid} RFC822.SIZE ${raw.length} BODY[${args.includes('HEADER') ? 'HEADER' : ''}]<${start}> {${part.length}}\r\n${part})\r\n`;
}

const about = (uid: number, size: number) =>
  `* ${uid} FETCH (UID ${uid} FLAGS () RFC822.SIZE ${size} INTERNALDATE "23-Nov-2026 08:00:00 +0000")\r\n`;

async function inbox(
  change: Record<string, Reply> = {},
  greeting = `* OK [CAPABILITY ${CAPABILITY}] pret\r\n`,
) {
  const replies = { ...honest, ...change };
  const server = await impostor(
    (socket, heard) => {
      socket.write(greeting, 'latin1');
      byLine(socket, heard, (line) => {
        if (line === 'DONE') return '';
        const [, tag = '', verb = '', args = ''] = /^(\S+) ((?:UID )?\S+) ?(.*)$/.exec(line) ?? [];
        if (verb === 'IDLE' && !replies.IDLE) return '+ idling\r\n';
        if (verb === 'IDLE') return replies.IDLE!(args, tag, socket);
        return `${replies[verb]?.(args, tag, socket) ?? ''}${tag} OK done\r\n`;
      });
    },
    { cert: igc.server.certificate, key: igc.server.key, maxVersion: 'TLSv1.2' },
  );
  ends.push(() => server.stop());
  return server;
}

function watch(server: Impostor, pace: Partial<typeof quickPace> = {}, bounds?: Partial<Bounds>) {
  const at = { host: '127.0.0.1', port: server.port, security: 'implicit' as const };
  const mailbox = mailboxOf(
    { imap: at, smtp: at },
    { trust: [igc.ca], client: structure },
    { pace: { ...quickPace, ...pace }, ...(bounds ? { bounds } : {}) },
  );
  const watched = watching(mailbox, null);
  ends.unshift(watched.stop);
  return watched;
}

test('the honest impostor is read, in order, with EXAMINE and PEEK only', async () => {
  const server = await inbox();
  const watched = watch(server);
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map(subjectOf)).toEqual(['un', 'deux', 'trois']);
  expect(server.heard.join('\n')).not.toMatch(/SELECT|STORE|EXPUNGE|BODY\[/);
});

test('garbage for a greeting is a protocol failure, and the watch goes on trying', async () => {
  const server = await inbox({}, '\u0000\u0001\u0002 HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(50));
  const watched = watch(server, { connect: 400 });
  await until(() => watched.states.length >= 2);
  expect(watched.states.map((s) => s.connected)).not.toContain(true);
  expect(['mss-protocol', 'mss-timeout', 'mss-disconnected']).toContain(watched.states[0]?.failure?.code);
});

test('EXISTS lies: messages announced that are not there cost a look and nothing else', async () => {
  const server = await inbox({
    EXAMINE: (_, __, socket) => {
      const lie = setInterval(() => socket.write('* 4000000000 EXISTS\r\n* 1 EXISTS\r\n'), 5);
      socket.once('close', () => clearInterval(lie));
      return honest.EXAMINE!('', '', socket);
    },
  });
  const watched = watch(server, { breath: 100 });
  await until(() => watched.messages.length === 3);
  const before = server.heard.length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(watched.messages).toHaveLength(3);
  expect(server.heard.length - before).toBeLessThan(40);
});

test('a search that answers UIDs already read brings nothing twice', async () => {
  const server = await inbox({ 'UID SEARCH': () => '* SEARCH 3 3 2 1 1\r\n' });
  const watched = watch(server, { look: 50 });
  await until(() => watched.messages.length === 3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(watched.messages.map((m) => m.uid)).toEqual([1, 2, 3]);
});

test('a huge literal behind a small announced size is cut off, refused once, and the queue goes on', async () => {
  const server = await inbox({
    'UID FETCH': (args) =>
      each(args, (uid) =>
        uid === 2 && asksBody(args)
          ? `* 2 FETCH (UID 2 RFC822.SIZE 100 BODY[]<0> {4000000000}\r\n${'x'.repeat(100_000)}`
          : fetched(uid, args),
      ),
  });
  const watched = watch(server);
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map((m) => [m.uid, m.refused?.code])).toEqual([
    [1, undefined],
    [2, 'mss-received-too-large'],
    [3, undefined],
  ]);
  expect(subjectOf(watched.messages[1]!)).toBe('deux');
});

test('a body that never ends is stopped at the limit', async () => {
  const server = await inbox({
    'UID FETCH': (args) =>
      each(args, (uid) => {
        if (uid !== 2 || !asksBody(args)) return fetched(uid, args);
        // Asked among others it is all there at once; asked alone, it goes on for ever.
        const [, start = 0, length = 6_000_000] = /<(\d+)\.(\d+)>/.exec(args) ?? [];
        return `* 2 FETCH (UID 2 RFC822.SIZE 100 BODY[]<${start}> {${length}}\r\n${'x'.repeat(Number(length))})\r\n`;
      }),
  });
  const watched = watch(server, {}, { messageBytes: 5_000_000, headerBytes: 1_000 });
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map((m) => m.refused?.code)).toEqual([
    undefined,
    'mss-received-too-large',
    undefined,
  ]);
});

test('a message whose body the server never gives is reported and passed over', async () => {
  const server = await inbox({
    'UID FETCH': (args) =>
      each(args, (uid) =>
        uid === 2 && asksBody(args)
          ? '* 2 FETCH (UID 2 RFC822.SIZE 100 BODY[]<0> NIL)\r\n'
          : fetched(uid, args),
      ),
  });
  const watched = watch(server);
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map((m) => m.refused?.code)).toEqual([
    undefined,
    'mss-received-unreadable',
    undefined,
  ]);
});

test('a message gone between the search and the fetch is passed over', async () => {
  const server = await inbox({
    'UID FETCH': (args) => each(args, (uid) => (uid === 2 ? '' : fetched(uid, args))),
  });
  const watched = watch(server);
  await until(() => watched.cursors.at(-1)?.lastUid === 3);
  expect(watched.messages.map((m) => m.uid)).toEqual([1, 3]);
});

test('a message left out of an answer about many is asked for by itself before it is passed over', async () => {
  const server = await inbox({
    'UID FETCH': (args) =>
      each(args, (uid) => (uid === 2 && !args.startsWith('2 ') ? '' : fetched(uid, args))),
  });
  const watched = watch(server);
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map(subjectOf)).toEqual(['un', 'deux', 'trois']);
});

test('a server that stops in the middle of a message is left, and the message asked for again', async () => {
  let stalls = 1;
  const server = await inbox({
    'UID FETCH': (args, tag, socket) => {
      if (asksBody(args) && stalls-- > 0) {
        socket.write(`${fetched(1, args)}* 2 FETCH (UID 2 BODY[]<0> {500}\r\nSubject: deu`);
        socket.write = () => true;
        return '';
      }
      return honest['UID FETCH']!(args, tag, socket);
    },
  });
  const watched = watch(server, { silence: 400 });
  await until(() => watched.messages.length === 3);
  expect(watched.messages.map(subjectOf)).toEqual(['un', 'deux', 'trois']);
  expect(watched.states.some((s) => s.failure?.code === 'mss-timeout')).toBe(true);
});

test('a server without IDLE is polled, not pestered', async () => {
  const without = CAPABILITY.replace(' IDLE', '');
  const capability: Reply = () => `* CAPABILITY ${without}\r\n`;
  const server = await inbox({ CAPABILITY: capability }, `* OK [CAPABILITY ${without}] pret\r\n`);
  const watched = watch(server);
  await until(() => watched.messages.length === 3);
  const before = server.heard.length;
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(server.heard.length - before).toBeLessThanOrEqual(2);
});

test.each([
  ['refused', (tag: string) => `${tag} NO not today\r\n`],
  ['ended at once', (tag: string) => `+ idling\r\n${tag} OK done already\r\n`],
])('IDLE %s: no storm of commands, and later mail is still found', async (_, idle) => {
  let there = 2;
  const server = await inbox({
    IDLE: (_args, tag) => idle(tag),
    'UID SEARCH': () => `* SEARCH ${[1, 2, 3].slice(0, there).join(' ')}\r\n`,
  });
  const watched = watch(server, { look: 400, breath: 20 });
  await until(() => watched.messages.length === 2);
  const before = server.heard.length;
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  expect(server.heard.length - before).toBeLessThan(40);
  there = 3;
  await until(() => watched.messages.length === 3, 2_000);
  expect(watched.states.every((s) => s.failure === null)).toBe(true);
});

test('flags shouted for messages never seen add nothing and drive nobody', async () => {
  const server = await inbox({
    EXAMINE: (_, __, socket) => {
      const shout = setInterval(() => {
        for (let i = 1; i < 200; i++)
          socket.write(`* ${i} FETCH (UID ${i * 7919} FLAGS (\\Seen \\Deleted))\r\n`);
      }, 5);
      socket.once('close', () => clearInterval(shout));
      return honest.EXAMINE!('', '', socket);
    },
  });
  const watched = watch(server, { gather: 100 });
  await until(() => watched.messages.length === 3);
  const before = server.heard.length;
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(watched.there.size).toBe(3);
  expect([...watched.there.values()].flat()).toEqual([]);
  expect(server.heard.length - before).toBeLessThan(40);
});
