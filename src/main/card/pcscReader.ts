import type { FromReaders } from './channel';
import { type CardErrorCode, cardError, isFailure } from './errors';

/** What we use of the `smartcard` module. */
interface PcscCard {
  transmit(apdu: Buffer, options?: { maxRecvLength?: number }): Promise<Buffer>;
  reconnect(shareMode: number, protocol: number, initialization: number): Promise<number>;
  disconnect(disposition?: number): void;
}
interface PcscContext {
  listReaders(): { name: string; connect(shareMode: number, protocol: number): Promise<PcscCard> }[];
  close(): void;
}
interface PcscEvent {
  type: 'reader-attached' | 'reader-detached' | 'card-inserted' | 'card-removed' | 'error';
  reader: string;
  state: number;
  atr: Uint8Array | null;
}
export interface PcscModule {
  Context: new () => PcscContext;
  ReaderMonitor: new () => { start(callback: (event: PcscEvent) => void): void; stop(): void };
}

const SHARED = 2;
const T0 = 1;
const T1 = 2;
const LEAVE = 0;
/** Low word of the state; the high word counts events (cards.md §7). */
const PRESENT = 0x20;
const MUTE = 0x200;
const RETRY_MS = 2_000;

/** The binding gives sentences, not codes: each is one line of its own error table. */
const messages: readonly [RegExp, CardErrorCode][] = [
  [/sharing violation/i, 'reader-shared'],
  [/was removed|no smart ?card|unpowered/i, 'card-removed'],
  [/was reset/i, 'card-reset'],
  [/unresponsive|invalid atr|not supported/i, 'card-unresponsive'],
  [/service not running|service stopped/i, 'pcsc-service'],
  [/reader unavailable|unknown reader|no readers/i, 'reader-unavailable'],
];

const pcscError = (e: unknown) => {
  const text = e instanceof Error ? e.message : '';
  const code = messages.find(([pattern]) => pattern.test(text))?.[1] ?? 'card-communication';
  return cardError(code, text.slice(0, 80));
};

/**
 * The system's readers through PC/SC. Runs in the card process only: `transmit` on a mute card never comes back.
 * Each reader has its own context, so that a slow card in one does not hold the other.
 */
export function pcscReaders(pcsc: PcscModule, tell: (message: FromReaders) => void) {
  const cards = new Map<string, { context: PcscContext; card: Promise<PcscCard> }>();
  let retry: NodeJS.Timeout | null = null;

  const drop = (reader: string) => {
    const held = cards.get(reader);
    cards.delete(reader);
    held?.card
      .then((card) => card.disconnect(LEAVE))
      .catch(() => {})
      .finally(() => held.context.close());
  };
  const connect = (reader: string): Promise<PcscCard> => {
    const held = cards.get(reader);
    if (held) return held.card;
    const context = new pcsc.Context();
    const opened = async () => {
      const slot = context.listReaders().find((r) => r.name === reader);
      if (!slot) throw cardError('reader-unavailable');
      try {
        return await slot.connect(SHARED, T0 | T1);
      } catch (e) {
        // Some readers fail to negotiate on a card that offers both protocols.
        if (pcscError(e).code !== 'card-unresponsive') throw e;
        return slot.connect(SHARED, T0);
      }
    };
    const card = opened();
    cards.set(reader, { context, card });
    card.catch(() => drop(reader));
    return card;
  };

  const inserted = (reader: string, state: number, atr: Uint8Array | null) => {
    if ((state & PRESENT) === 0) return;
    // A mute card has no ATR: it is announced with an empty one, and shown as upside down.
    tell({
      type: 'card-inserted',
      reader,
      atr: state & MUTE || !atr ? new Uint8Array() : new Uint8Array(atr),
    });
  };

  const start = () => {
    retry = null;
    try {
      const context = new pcsc.Context();
      let expected = listed(context);
      context.close();
      if (expected === 0) tell({ type: 'ready' });
      new pcsc.ReaderMonitor().start((event) => {
        if (event.type === 'reader-attached') {
          tell({ type: 'reader-added', reader: event.reader });
          inserted(event.reader, event.state, event.atr);
          if (--expected === 0) tell({ type: 'ready' });
        } else if (event.type === 'reader-detached') {
          drop(event.reader);
          tell({ type: 'reader-removed', reader: event.reader });
        } else if (event.type === 'card-inserted') inserted(event.reader, event.state, event.atr);
        else if (event.type === 'card-removed') {
          drop(event.reader);
          tell({ type: 'card-removed', reader: event.reader });
        } else serviceLost();
      });
    } catch (e) {
      tell({ type: 'service-lost', failure: pcscError(e) });
      retry = setTimeout(start, RETRY_MS);
    }
  };
  /** pcscd went away under us: a fresh process is simpler and surer than a mended context. */
  const serviceLost = () => {
    tell({ type: 'service-lost', failure: cardError('pcsc-service') });
    setTimeout(() => process.exit(1), 100);
  };

  start();
  return {
    async transmit(reader: string, apdu: Uint8Array): Promise<Uint8Array> {
      try {
        const card = await connect(reader);
        return new Uint8Array(await card.transmit(Buffer.from(apdu), { maxRecvLength: 4096 }));
      } catch (e) {
        const failure = isFailure(e) ? e : pcscError(e);
        // The next APDU connects anew: after a reset by another program this handle is void.
        drop(reader);
        throw failure;
      }
    },
    close() {
      if (retry) clearTimeout(retry);
      for (const reader of [...cards.keys()]) drop(reader);
    },
  };
}

function listed(context: PcscContext): number {
  try {
    return context.listReaders().length;
  } catch (e) {
    if (/no readers/i.test(e instanceof Error ? e.message : '')) return 0;
    throw e;
  }
}
