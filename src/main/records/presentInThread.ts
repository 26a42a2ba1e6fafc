import { Worker } from 'node:worker_threads';
import { err } from '../../shared/result';
import { stylesheetFailure } from '../stylesheet/failure';
import type { PresentedBy } from '../stylesheet/present';

/** The largest public example takes 0.2 s, the engine’s start included. */
const LONGEST_MS = 10_000;
/** Beside the engine’s own memory, which is bounded in the thread. */
const HEAP_MB = 256;

type Answer = Awaited<ReturnType<PresentedBy>>;

/** Lays documents out one after the other, each in a fresh thread of `program`: one that hangs or dies costs a view, nothing else. */
export function presentInThread(program: string, longestMs = LONGEST_MS, heapMb = HEAP_MB): PresentedBy {
  let queue: Promise<unknown> = Promise.resolve();
  return (request) => {
    const done = queue.then(
      () =>
        new Promise<Answer>((resolve) => {
          const thread = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
          const settle = (answer: Answer) => {
            clearTimeout(timer);
            void thread.terminate();
            resolve(answer);
          };
          const lost = (why: string) => settle(err(stylesheetFailure('stylesheet-too-long', why)));
          const timer = setTimeout(() => lost('time'), longestMs);
          thread.once('message', settle);
          thread.once('error', (error) => lost(error.name));
          thread.once('exit', () => lost('exit'));
          thread.postMessage(request);
        }),
    );
    queue = done;
    return done;
  };
}
