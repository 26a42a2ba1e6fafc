import { connect } from 'node:net';
import type { Channel, FromReaders } from './channel';
import { cardError } from './errors';

/** Frames of the network reader, version 1 (docs/decisions/036): length (2 bytes, big-endian), type, payload. */
export const frames = {
  hello: 0x01,
  inserted: 0x02,
  removed: 0x03,
  answer: 0x04,
  refused: 0x05,
  transmit: 0x10,
};
const VERSION = 1;
const CONNECT_MS = 3_000;

const loopback = new Set(['127.0.0.1', '::1', 'localhost']);

/**
 * A channel to one network reader. The wire carries the PIN in clear: any address but this very machine's
 * is refused before a socket is opened.
 */
export const networkChannel =
  (host: string, port: number): (() => Channel) =>
  () => {
    const outlets = { message: (_: FromReaders) => {}, exit: () => {} };
    const tell = (message: FromReaders) => outlets.message(message);
    const wiring = {
      onMessage(listener: (message: unknown) => void) {
        outlets.message = listener;
      },
      onExit(listener: () => void) {
        outlets.exit = listener;
      },
    };
    if (!loopback.has(host)) {
      setImmediate(() => tell({ type: 'service-lost', failure: cardError('network-reader-refused') }));
      return { ...wiring, post: refuseEach(tell), kill() {} };
    }
    const socket = connect({ host, port });
    socket.setNoDelay(true);
    socket.setTimeout(CONNECT_MS, () => socket.destroy());
    let reader: string | null = null;
    let buffered: Uint8Array = new Uint8Array();

    const receive = (type: number, payload: Uint8Array): boolean => {
      if (reader === null) {
        if (type !== frames.hello || payload[0] !== VERSION) return false;
        reader = Buffer.from(payload.subarray(1)).toString('utf8').slice(0, 100) || 'Lecteur réseau';
        socket.setTimeout(0);
        tell({ type: 'reader-added', reader });
        return true;
      }
      if (type === frames.inserted) tell({ type: 'card-inserted', reader, atr: payload });
      else if (type === frames.removed) tell({ type: 'card-removed', reader });
      else if (payload.length < 2) return false;
      else {
        const id = (payload[0]! << 8) | payload[1]!;
        if (type === frames.answer) tell({ type: 'answer', id: full(id), data: payload.slice(2) });
        else if (type === frames.refused)
          tell({ type: 'refusal', id: full(id), failure: cardError('card-removed') });
        else return false;
      }
      return true;
    };
    /** The wire carries the low 16 bits of an id. */
    const sent = new Map<number, number>();
    const full = (id: number): number => {
      const known = sent.get(id) ?? -1;
      sent.delete(id);
      return known;
    };
    /** The state of the slot follows the hello at once: after it, all there is has been told. */
    let ready = false;
    socket.on('data', (chunk) => {
      buffered = new Uint8Array(Buffer.concat([buffered, chunk]));
      while (buffered.length >= 3) {
        const length = (buffered[0]! << 8) | buffered[1]!;
        if (length < 1) return void socket.destroy();
        if (buffered.length < 2 + length) break;
        const type = buffered[2]!;
        const payload = buffered.slice(3, 2 + length);
        buffered = buffered.slice(2 + length);
        if (!receive(type, payload)) return void socket.destroy();
        if (!ready && (type === frames.inserted || type === frames.removed)) {
          ready = true;
          tell({ type: 'ready' });
        }
      }
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (!ready) tell({ type: 'service-lost', failure: cardError('network-reader-unreachable') });
      outlets.exit();
    });
    return {
      ...wiring,
      post(message) {
        if (message.type === 'close') return void socket.end();
        sent.set(message.id & 0xffff, message.id);
        const frame = new Uint8Array(5 + message.apdu.length);
        new DataView(frame.buffer).setUint16(0, frame.length - 2);
        frame[2] = frames.transmit;
        new DataView(frame.buffer).setUint16(3, message.id & 0xffff);
        frame.set(message.apdu, 5);
        socket.write(frame, () => frame.fill(0));
      },
      kill: () => void socket.destroy(),
    };
  };

const refuseEach =
  (tell: (message: FromReaders) => void): Channel['post'] =>
  (message) => {
    if (message.type === 'transmit')
      tell({ type: 'refusal', id: message.id, failure: cardError('network-reader-refused') });
  };
