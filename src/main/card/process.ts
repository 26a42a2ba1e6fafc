// The card process: holds the PC/SC readers, and may be killed at any instant. Bundled to dist/cardProcess.js.
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { FromReaders } from './channel';
import { asFailure, cardError } from './errors';
import { type PcscModule, pcscReaders } from './pcscReader';

/** Electron's utilityProcess has a parent port; a forked Node has `process.send`. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}
const parentPort = (process as { parentPort?: ParentPort }).parentPort;

const tell = (message: FromReaders): void => {
  if (parentPort) parentPort.postMessage(message);
  else process.send?.(message, undefined, undefined, () => {});
};

const toReadersSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('transmit'),
    id: z.number(),
    reader: z.string(),
    apdu: z.custom<Uint8Array>((value) => value instanceof Uint8Array),
  }),
  z.object({ type: z.literal('close') }),
]);

/** An optional dependency: where its compilation was not possible, the user is told what to install. */
function pcscModule(): PcscModule | null {
  try {
    return createRequire(import.meta.url)('smartcard') as PcscModule;
  } catch {
    return null;
  }
}

const pcsc = pcscModule();
const readers = pcsc ? pcscReaders(pcsc, tell) : null;
if (!readers) tell({ type: 'service-lost', failure: cardError('pcsc-missing') });

async function receive(raw: unknown): Promise<void> {
  const message = toReadersSchema.safeParse(raw);
  if (!message.success) return;
  if (message.data.type === 'close') {
    readers?.close();
    process.exit(0);
  }
  const { id, reader, apdu } = message.data;
  try {
    if (!readers) throw cardError('pcsc-missing');
    tell({ type: 'answer', id, data: await readers.transmit(reader, apdu) });
  } catch (e) {
    tell({ type: 'refusal', id, failure: asFailure(e, 'card-communication') });
  } finally {
    // It may have held a PIN.
    apdu.fill(0);
  }
}

if (parentPort) parentPort.on('message', (event) => void receive(event.data));
else {
  process.on('message', (message) => void receive(message));
  process.on('disconnect', () => process.exit(0));
}
