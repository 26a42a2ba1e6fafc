import { createServer, type Socket } from 'node:net';
import type { VirtualCard } from './virtualCard';

export interface NetworkReader {
  readonly port: number;
  eject(): Promise<void>;
  insert(card: VirtualCard): Promise<void>;
  close(): Promise<void>;
}

/** Frames of the network reader (docs/decisions/036): length (2 bytes, big-endian), type, payload. */
const FRAME = { hello: 0x01, inserted: 0x02, removed: 0x03, answer: 0x04, refused: 0x05, transmit: 0x10 };
const VERSION = 1;

/** A reader at a loopback address with that card in it, for posts without PC/SC. */
export function serveCard(
  first: VirtualCard | null,
  { port = 0, name = 'Lecteur du bac à sable' }: { port?: number; name?: string } = {},
): Promise<NetworkReader> {
  const clients = new Set<Socket>();
  let card: VirtualCard | null = null;

  const send = (socket: Socket, type: number, payload: Uint8Array = new Uint8Array()) => {
    if (socket.destroyed) return;
    const frame = new Uint8Array(3 + payload.length);
    new DataView(frame.buffer).setUint16(0, 1 + payload.length);
    frame[2] = type;
    frame.set(payload, 3);
    socket.write(frame);
  };
  const tellSlot = (socket: Socket) =>
    card ? send(socket, FRAME.inserted, card.atr) : send(socket, FRAME.removed);
  const eject = async () => {
    card = null;
    for (const socket of clients) tellSlot(socket);
  };
  const insert = async (next: VirtualCard) => {
    if (card) await eject();
    card = next;
    next.reset();
    next.onRemoved(() => {
      if (card === next) void eject();
    });
    for (const socket of clients) tellSlot(socket);
  };
  const transmit = async (socket: Socket, payload: Uint8Array) => {
    const id = payload.slice(0, 2);
    const used = card;
    const answer = used ? await used.transmit(payload.slice(2)) : null;
    if (!used || !answer || used.removed || card !== used) send(socket, FRAME.refused, id);
    else send(socket, FRAME.answer, new Uint8Array(Buffer.concat([id, answer])));
  };

  const server = createServer((socket) => {
    socket.setNoDelay(true);
    clients.add(socket);
    socket.on('close', () => clients.delete(socket));
    socket.on('error', () => {});
    send(socket, FRAME.hello, Uint8Array.of(VERSION, ...Buffer.from(name, 'utf8')));
    tellSlot(socket);
    let waiting: Uint8Array = new Uint8Array();
    let turn: Promise<unknown> = Promise.resolve();
    socket.on('data', (chunk) => {
      waiting = new Uint8Array(Buffer.concat([waiting, chunk]));
      while (waiting.length >= 3) {
        const length = (waiting[0]! << 8) | waiting[1]!;
        if (length < 1) return void socket.destroy();
        if (waiting.length < 2 + length) return;
        const [type, payload] = [waiting[2], waiting.slice(3, 2 + length)];
        waiting = waiting.slice(2 + length);
        if (type !== FRAME.transmit || payload.length < 2) return void socket.destroy();
        turn = turn.then(() => transmit(socket, payload));
      }
    });
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', async () => {
      if (first) await insert(first);
      const address = server.address();
      resolve({
        port: typeof address === 'object' && address ? address.port : 0,
        eject,
        insert,
        close: () =>
          new Promise((done) => {
            for (const socket of clients) socket.destroy();
            server.close(() => done());
          }),
      });
    });
  });
}
