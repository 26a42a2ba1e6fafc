import { fork } from 'node:child_process';
import { z } from 'zod';
import { failureSchema } from '../../shared/failure';

/**
 * The wire to whatever holds the readers: a child process, Electron's utilityProcess, or a socket.
 * It may be killed at any instant; a killed or lost channel says `onExit` once and nothing after.
 */
export interface Channel {
  post(message: ToReaders): void;
  onMessage(listener: (message: unknown) => void): void;
  onExit(listener: () => void): void;
  kill(): void;
}

export type ToReaders =
  | { type: 'transmit'; id: number; reader: string; apdu: Uint8Array }
  | { type: 'close' };

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const reader = z.string().max(512);

export const fromReadersSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('reader-added'), reader }),
  z.object({ type: z.literal('reader-removed'), reader }),
  z.object({ type: z.literal('card-inserted'), reader, atr: bytes }),
  z.object({ type: z.literal('card-removed'), reader }),
  z.object({ type: z.literal('service-lost'), failure: failureSchema }),
  /** Every reader and card there at the start has been told. */
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('answer'), id: z.number(), data: bytes }),
  z.object({ type: z.literal('refusal'), id: z.number(), failure: failureSchema }),
]);
export type FromReaders = z.infer<typeof fromReadersSchema>;

/** The card program under plain Node: `program` is the path of dist/cardProcess.js. */
export const forkedChannel =
  (program: string): (() => Channel) =>
  () => {
    const child = fork(program, [], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    return {
      post: (message) => {
        if (child.connected) child.send(message, () => {});
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => {
        let told = false;
        const once = () => {
          if (!told) listener();
          told = true;
        };
        child.once('exit', once);
        child.once('error', once);
      },
      // A process stuck in SCardTransmit hears no polite signal.
      kill: () => void child.kill('SIGKILL'),
    };
  };
