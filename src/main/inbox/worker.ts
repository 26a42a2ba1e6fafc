// The reading of received messages, in a thread of its own: a hostile message stops this thread, not the practice. Bundled to dist/intakeWorker.js.
import { parentPort } from 'node:worker_threads';
import { readMessage } from './readMessage';

parentPort?.on('message', async (bytes: Uint8Array) => {
  parentPort?.postMessage(await readMessage(bytes));
});
