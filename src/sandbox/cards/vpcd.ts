import { connect } from 'node:net';
import type { VirtualCard } from './virtualCard';

export interface InsertedCard {
  /** Pulls the card out. */
  eject(): Promise<void>;
}

/** One-byte control frames of vpcd; anything longer is an APDU (cards.md §8.1). */
const CONTROL = { off: 0x00, on: 0x01, reset: 0x02, atr: 0x04 };

/** Puts a card in the virtual reader of the real pcscd: vsmartcard's driver listens, the card is its client. */
export function insertIntoVpcd(
  card: VirtualCard,
  { host = '127.0.0.1', port = 35963 }: { host?: string; port?: number } = {},
): Promise<InsertedCard> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port });
    socket.setNoDelay(true);
    const gone = new Promise<void>((done) => socket.once('close', () => done()));
    const eject = () => {
      socket.destroy();
      return gone;
    };
    const answer = (bytes: Uint8Array) => {
      if (socket.destroyed) return;
      const frame = new Uint8Array(2 + bytes.length);
      new DataView(frame.buffer).setUint16(0, bytes.length);
      frame.set(bytes, 2);
      socket.write(frame);
    };
    let waiting: Uint8Array = new Uint8Array();
    let turn: Promise<unknown> = Promise.resolve();
    const receive = async (frame: Uint8Array) => {
      if (frame.length > 1) answer(await card.transmit(frame));
      else if (frame[0] === CONTROL.atr) answer(card.atr);
      else card.reset();
    };
    socket.on('data', (chunk) => {
      waiting = new Uint8Array(Buffer.concat([waiting, chunk]));
      while (waiting.length >= 2) {
        const length = (waiting[0]! << 8) | waiting[1]!;
        if (waiting.length < 2 + length) break;
        const frame = waiting.slice(2, 2 + length);
        waiting = waiting.slice(2 + length);
        turn = turn.then(() => receive(frame));
      }
    });
    card.onRemoved(() => void eject());
    socket.once('connect', () => resolve({ eject }));
    socket.on('error', reject);
  });
}
