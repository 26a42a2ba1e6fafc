import { createServer, type Server } from 'node:net';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/main/card/channel';
import { createCardDesk } from '../../../src/main/card/desk';
import { openReader } from '../../../src/main/card/openReader';
import type { CardDesk, CardState } from '../../../src/main/card/port';
import { type CpsContent, createCps3, serveCard } from '../../../src/sandbox/cards';
import { fixedClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';
import { fictiveCps, typing } from '../../unit/card/fictive';

let content: CpsContent;
beforeAll(async () => {
  content = await fictiveCps();
});
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const never = (): Channel => {
  throw new Error('a network reader needs no process');
};
function deskAt(port: number, host = '127.0.0.1', codes: string[] = []): CardDesk {
  const reader = openReader(
    { reader: { kind: 'network', host, port } },
    { log: silentLog, spawn: never, apduMs: 400, restartMs: 50 },
  );
  const clock = fixedClock('2026-11-23T10:00:00Z');
  const desk = createCardDesk({ reader, pin: typing(...codes), log: silentLog, clock, settleMs: 0 });
  ends.push(() => desk.close());
  return desk;
}
function reach(desk: CardDesk, wanted: (state: CardState) => boolean): Promise<CardState> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(JSON.stringify(desk.state()))), 5_000);
    const look = (state: CardState) => {
      if (!wanted(state)) return;
      clearTimeout(timer);
      resolve(state);
    };
    desk.onChange(look);
    look(desk.state());
  });
}
/** A server of the test's own making, that says these bytes to whoever comes. */
const saying = (...bytes: number[]): Promise<number> =>
  new Promise((resolve) => {
    const server: Server = createServer((socket) => {
      socket.on('error', () => {});
      socket.write(Uint8Array.from(bytes));
    });
    ends.push(async () => server.close());
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port));
  });

describe('the network reader', () => {
  test('reads and signs with the card it holds, follows insertion and removal', async () => {
    const reader = await serveCard(createCps3(content));
    ends.push(() => reader.close());
    const desk = deskAt(reader.port, '127.0.0.1', ['1234']);
    const state = await reach(desk, (s) => s.holder !== null);
    expect(state.readers).toEqual([{ name: 'Lecteur du bac à sable', kind: 'cps3' }]);
    const found = desk.professional();
    if (!found.ok) throw new Error(found.error.code);
    expect((await found.value.sign('signature', Buffer.from('x'))).ok).toBe(true);
    await reader.eject();
    await reach(desk, (s) => s.holder === null);
    expect(await found.value.sign('signature', Buffer.from('x'))).toMatchObject({
      error: { code: 'card-removed' },
    });
    await reader.insert(createCps3({ ...content, serial: '26005678' }));
    await reach(desk, (s) => s.holder?.cardSerial === '26005678');
  });

  test('a mute card is given up; the next one works', async () => {
    const reader = await serveCard(createCps3({ ...content, muteAfter: 20 }));
    ends.push(() => reader.close());
    const desk = deskAt(reader.port);
    await reach(desk, (s) => s.failure?.code === 'card-mute');
    await reader.insert(createCps3(content));
    await reach(desk, (s) => s.holder !== null);
  });

  test('a reader that stops and comes back is found again', async () => {
    const first = await serveCard(createCps3(content));
    const desk = deskAt(first.port);
    await reach(desk, (s) => s.holder !== null);
    await first.close();
    await reach(desk, (s) => s.failure?.code === 'network-reader-unreachable');
    expect(desk.professional()).toMatchObject({ ok: false, error: { code: 'network-reader-unreachable' } });
    const second = await serveCard(createCps3(content), { port: first.port });
    ends.push(() => second.close());
    await reach(desk, (s) => s.holder !== null);
  });

  test('any address but this machine is refused: the wire carries the PIN', async () => {
    const desk = deskAt(9, '192.0.2.1');
    await reach(desk, (s) => s.failure?.code === 'network-reader-refused');
  });

  test.each([
    ['another version', [0, 3, 0x01, 9, 0x41]],
    ['a frame of no length', [0, 0, 0, 0, 0]],
    ['an event before the greeting', [0, 2, 0x02, 0x3b]],
    ['HTTP', [...Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(4000))]],
  ])('%s: unreachable, said once, never a crash', async (_, bytes) => {
    const desk = deskAt(await saying(...bytes));
    const state = await reach(desk, (s) => s.failure !== null);
    expect(state.failure?.code).toBe('network-reader-unreachable');
  });

  test('a server that says nothing is given up', async () => {
    const desk = deskAt(await saying());
    expect((await reach(desk, (s) => s.failure !== null)).failure?.code).toBe('network-reader-unreachable');
  });
});
