import { describe, expect, test, vi } from 'vitest';
import type { Channel, FromReaders, ToReaders } from '../../../src/main/card/channel';
import { cardError } from '../../../src/main/card/errors';
import type { ReaderEvent } from '../../../src/main/card/port';
import { supervisedReader } from '../../../src/main/card/supervisedReader';
import { silentLog } from '../../../src/shared/log';

const atr = Uint8Array.of(0x3b, 0x01);
const other = Uint8Array.of(0x3b, 0x02);

/** Channels one after the other, each in the test's hand. */
function hand() {
  const opened: { tell(message: FromReaders): void; exit(): void; posted: ToReaders[]; killed: boolean }[] =
    [];
  const open = (): Channel => {
    let onMessage: (message: unknown) => void = () => {};
    let onExit = () => {};
    const mine = {
      tell: (m: FromReaders) => onMessage(m),
      exit: () => onExit(),
      posted: [] as ToReaders[],
      killed: false,
    };
    opened.push(mine);
    return {
      post: (message) => void mine.posted.push(message),
      onMessage: (listener) => {
        onMessage = listener;
      },
      onExit: (listener) => {
        onExit = listener;
      },
      kill: () => {
        mine.killed = true;
      },
    };
  };
  return { opened, open, last: () => opened.at(-1)! };
}
function start(restartMs = 10) {
  const wires = hand();
  const reader = supervisedReader(wires.open, { apduMs: 1_000, restartMs, log: silentLog });
  const events: string[] = [];
  reader.watch((e: ReaderEvent) =>
    events.push(`${e.type}${'reader' in e ? ` ${e.reader}` : ` ${e.failure.code}`}`),
  );
  return { ...wires, reader, events };
}
const withCard = () => {
  const all = start();
  all.last().tell({ type: 'card-inserted', reader: 'A', atr });
  all.last().tell({ type: 'ready' });
  return all;
};
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'fulfilled',
    (e: { code: string }) => e.code,
  );

describe('a reader over a channel that may die', () => {
  test('answers go to their question, whatever their order', async () => {
    const { reader, last } = withCard();
    const one = reader.transmit('A', Uint8Array.of(1, 2, 3, 4));
    const two = reader.transmit('A', Uint8Array.of(5, 6, 7, 8));
    const ids = last().posted.flatMap((m) => (m.type === 'transmit' ? [m.id] : []));
    last().tell({ type: 'answer', id: ids[1]!, data: Uint8Array.of(2) });
    last().tell({ type: 'answer', id: 9_999, data: Uint8Array.of(9) });
    last().tell({ type: 'answer', id: ids[0]!, data: Uint8Array.of(1) });
    expect([...(await one), ...(await two)]).toEqual([1, 2]);
  });

  test('a mute card: the channel is killed, opened again, the caller told; the card gets one more chance, no third', async () => {
    vi.useFakeTimers();
    try {
      const { reader, last, opened, events } = withCard();
      const asked = failure(reader.transmit('A', Uint8Array.of(0, 0xb0, 0, 0)));
      await vi.advanceTimersByTimeAsync(999);
      expect(last().killed).toBe(false);
      await vi.advanceTimersByTimeAsync(1);
      expect(await asked).toBe('card-mute');
      expect(opened[0]!.killed).toBe(true);
      await vi.advanceTimersByTimeAsync(10);
      expect(opened).toHaveLength(2);
      opened[0]!.tell({ type: 'card-removed', reader: 'A' });
      last().tell({ type: 'card-inserted', reader: 'A', atr });
      last().tell({ type: 'ready' });
      const again = ['card-removed A', 'card-inserted A'];
      expect(events).toEqual(['reader-added A', 'card-inserted A', ...again]);
      const once = failure(reader.transmit('A', Uint8Array.of(0, 0xb0, 0, 0)));
      await vi.advanceTimersByTimeAsync(1_010);
      expect(await once).toBe('card-mute');
      last().tell({ type: 'card-inserted', reader: 'A', atr });
      last().tell({ type: 'ready' });
      expect(opened).toHaveLength(3);
      expect(events).toEqual(['reader-added A', 'card-inserted A', ...again]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a signature is given half as much time again', async () => {
    vi.useFakeTimers();
    try {
      const { reader, last } = withCard();
      const asked = failure(reader.transmit('A', Uint8Array.of(0, 0x2a, 0x9e, 0x9a)));
      await vi.advanceTimersByTimeAsync(1_400);
      expect(last().killed).toBe(false);
      await vi.advanceTimersByTimeAsync(100);
      expect(await asked).toBe('card-mute');
    } finally {
      vi.useRealTimers();
    }
  });

  test('a card that went or changed while the channel was down is told after the restart', async () => {
    const { last, opened, events } = withCard();
    last().tell({ type: 'card-inserted', reader: 'B', atr });
    last().exit();
    await vi.waitFor(() => expect(opened).toHaveLength(2));
    last().tell({ type: 'card-inserted', reader: 'B', atr: other });
    last().tell({ type: 'reader-added', reader: 'A' });
    last().tell({ type: 'ready' });
    expect(events.slice(4)).toEqual(['card-removed B', 'card-inserted B', 'card-removed A']);
  });

  test('removal and death of the channel answer whoever waits', async () => {
    const { reader, last } = withCard();
    const one = failure(reader.transmit('A', atr));
    last().tell({ type: 'card-removed', reader: 'A' });
    expect(await one).toBe('card-removed');
    expect(await failure(reader.transmit('A', atr))).toBe('card-absent');
    last().tell({ type: 'card-inserted', reader: 'A', atr });
    const two = failure(reader.transmit('A', atr));
    last().exit();
    expect(await two).toBe('card-process-failed');
    expect(await failure(reader.transmit('A', atr))).toBe('card-process-failed');
    await reader.close();
  });

  test('a channel that dies at once is opened again ever more slowly', async () => {
    vi.useFakeTimers();
    try {
      const { last, opened, reader } = start(100);
      for (const rest of [100, 200, 400]) {
        const before = opened.length;
        last().exit();
        await vi.advanceTimersByTimeAsync(rest - 1);
        expect(opened).toHaveLength(before);
        await vi.advanceTimersByTimeAsync(1);
        expect(opened).toHaveLength(before + 1);
      }
      await reader.close();
      last().exit();
      await vi.advanceTimersByTimeAsync(10_000);
      expect(opened).toHaveLength(4);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a lost service is told once, to newcomers too, and refuses at once', async () => {
    const { reader, last, events } = withCard();
    last().tell({ type: 'service-lost', failure: cardError('pcsc-service') });
    last().tell({ type: 'service-lost', failure: cardError('pcsc-service') });
    expect(events.slice(2)).toEqual(['card-removed A', 'reader-removed A', 'service-lost pcsc-service']);
    const late: string[] = [];
    reader.watch((e) => late.push(e.type));
    expect(late).toEqual(['service-lost']);
    expect(await failure(reader.transmit('A', atr))).toBe('pcsc-service');
  });

  test('what is no message is ignored', () => {
    const { last, events } = withCard();
    const tell = last().tell as (message: unknown) => void;
    for (const junk of [
      null,
      1,
      'x',
      {},
      { type: 'answer' },
      { type: 'card-inserted', reader: 'A', atr: 'AA' },
    ])
      tell(junk);
    expect(events).toEqual(['reader-added A', 'card-inserted A']);
  });
});
