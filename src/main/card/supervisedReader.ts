import type { Failure } from '../../shared/failure';
import type { Log } from '../../shared/log';
import { type Channel, type FromReaders, fromReadersSchema } from './channel';
import { asFailure, cardError } from './errors';
import type { CardReader, ReaderEvent } from './port';
import { toHex } from './recognise';

export interface Supervision {
  /** Budget of one APDU (cards.md §7: 10 s; 15 s when the chip computes a signature). */
  apduMs?: number;
  /** Rest before a lost channel is opened again; doubles up to {@link MAX_REST_MS}. */
  restartMs?: number;
  log: Log;
}

const MAX_REST_MS = 5_000;
const SIGNING = new Set([0x2a, 0x88]);

interface Pending {
  reader: string;
  timer: NodeJS.Timeout;
  resolve(data: Uint8Array): void;
  reject(failure: Failure): void;
}

/**
 * A {@link CardReader} over a channel that may die. Every APDU has its time; past it the channel is killed,
 * opened again, and the caller gets `card-mute`: nothing here ever waits for a card.
 * A restart is not seen from above: readers and cards that are still there are not announced twice,
 * but for one new chance given to a card that was mute.
 */
export function supervisedReader(open: () => Channel, supervision: Supervision): CardReader {
  const { apduMs = 10_000, restartMs = 250, log } = supervision;
  const listeners = new Set<(event: ReaderEvent) => void>();
  const readers = new Map<string, Uint8Array | null>();
  const pending = new Map<number, Pending>();
  /** Times the card now in that reader was given up as mute. */
  const muted = new Map<string, number>();
  let channel: Channel | null = null;
  let seen: Set<string> | null = null;
  let lost: Failure | null = null;
  let rest = restartMs;
  let restart: NodeJS.Timeout | null = null;
  let closed = false;
  let lastId = 0;

  const emit = (event: ReaderEvent) => {
    for (const listener of [...listeners]) listener(event);
  };
  const settle = (id: number): Pending | undefined => {
    const call = pending.get(id);
    if (call) clearTimeout(call.timer);
    pending.delete(id);
    return call;
  };
  const rejectAll = (failure: Failure, only?: string) => {
    for (const [id, call] of [...pending])
      if (only === undefined || call.reader === only) settle(id)!.reject(failure);
  };
  const removeCard = (reader: string) => {
    rejectAll(cardError('card-removed'), reader);
    if (!readers.get(reader)) return;
    readers.set(reader, null);
    emit({ type: 'card-removed', reader });
  };
  const removeReader = (reader: string) => {
    removeCard(reader);
    if (readers.delete(reader)) emit({ type: 'reader-removed', reader });
  };
  const addReader = (reader: string) => {
    seen?.add(reader);
    if (readers.has(reader)) return;
    readers.set(reader, null);
    emit({ type: 'reader-added', reader });
  };

  const receive = (message: FromReaders) => {
    switch (message.type) {
      case 'reader-added':
        return addReader(message.reader);
      case 'reader-removed':
        return removeReader(message.reader);
      case 'card-inserted': {
        addReader(message.reader);
        seen?.add(`${message.reader}\n`);
        const known = readers.get(message.reader);
        const same = known && toHex(known) === toHex(message.atr);
        // Given up as mute once: it may have been a bad contact, or have been exchanged meanwhile. Twice is enough.
        if (same && !(seen && muted.get(message.reader) === 1)) return;
        if (!same) muted.delete(message.reader);
        removeCard(message.reader);
        readers.set(message.reader, message.atr);
        return emit({ type: 'card-inserted', reader: message.reader, atr: message.atr });
      }
      case 'card-removed':
        muted.delete(message.reader);
        return removeCard(message.reader);
      case 'service-lost':
        for (const reader of [...readers.keys()]) removeReader(reader);
        // Each new try says the same: once is enough.
        if (lost?.code === message.failure.code) return;
        lost = message.failure;
        return emit({ type: 'service-lost', failure: message.failure });
      case 'ready':
        lost = null;
        rest = restartMs;
        for (const reader of [...readers.keys()]) {
          if (!seen?.has(reader)) removeReader(reader);
          else if (!seen.has(`${reader}\n`)) removeCard(reader);
        }
        seen = null;
        return;
      case 'answer':
        return settle(message.id)?.resolve(message.data);
      case 'refusal':
        return settle(message.id)?.reject(message.failure);
    }
  };

  const start = () => {
    restart = null;
    seen = new Set();
    const mine = open();
    channel = mine;
    mine.onMessage((raw) => {
      if (channel !== mine) return;
      const message = fromReadersSchema.safeParse(raw);
      if (message.success) receive(message.data);
      else log.warn('card.channel.unreadable');
    });
    mine.onExit(() => gone(mine, cardError('card-process-failed')));
  };
  const gone = (which: Channel, failure: Failure) => {
    if (channel !== which) return;
    channel = null;
    rejectAll(failure);
    if (closed) return;
    log.warn('card.channel.lost', { code: failure.code, rest });
    restart = setTimeout(start, rest);
    rest = Math.min(rest * 2, MAX_REST_MS);
  };

  start();
  return {
    watch(listener) {
      listeners.add(listener);
      for (const [reader, atr] of readers) {
        listener({ type: 'reader-added', reader });
        if (atr) listener({ type: 'card-inserted', reader, atr });
      }
      if (lost) listener({ type: 'service-lost', failure: lost });
      return () => listeners.delete(listener);
    },
    transmit(reader, apdu) {
      const mine = channel;
      if (closed || !mine) return Promise.reject(lost ?? cardError('card-process-failed'));
      if (!readers.has(reader)) return Promise.reject(lost ?? cardError('reader-absent'));
      if (!readers.get(reader)) return Promise.reject(cardError('card-absent'));
      return new Promise((resolve, reject) => {
        const id = ++lastId;
        const budget = SIGNING.has(apdu[1] ?? 0) ? apduMs * 1.5 : apduMs;
        const timer = setTimeout(() => {
          log.warn('card.mute', { reader, ins: apdu[1] ?? -1 });
          muted.set(reader, (muted.get(reader) ?? 0) + 1);
          settle(id)!.reject(cardError('card-mute'));
          mine.kill();
          gone(mine, cardError('card-mute'));
        }, budget);
        pending.set(id, { reader, timer, resolve, reject });
        try {
          mine.post({ type: 'transmit', id, reader, apdu });
        } catch (e) {
          settle(id)!.reject(asFailure(e, 'card-process-failed'));
        }
      });
    },
    async close() {
      closed = true;
      if (restart) clearTimeout(restart);
      rejectAll(cardError('card-process-failed', 'closed'));
      const mine = channel;
      channel = null;
      listeners.clear();
      mine?.post({ type: 'close' });
      mine?.kill();
    },
  };
}
