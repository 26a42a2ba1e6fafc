// One document laid out by one stylesheet, in a thread of its own that then ends. Bundled to dist/presentationThread.js.
import { parentPort } from 'node:worker_threads';
import { loadEngine } from '../stylesheet/engine';
import { type PresentationRequest, presentWith } from '../stylesheet/present';
import { confine } from './confine';

parentPort?.once('message', async (request: PresentationRequest) => {
  confine();
  const present = presentWith(await loadEngine());
  parentPort?.postMessage(await present(request));
});
