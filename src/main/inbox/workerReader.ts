import { Worker } from 'node:worker_threads';
import type { Failure } from '../../shared/failure';
import { err, type Result } from '../../shared/result';
import { inboxFailure } from './failure';
import type { Read, ReadMessage } from './port';

/** The slowest honest message seen takes under two seconds. */
const LONGEST_MS = 60_000;
/** An archive inflates to 100 MB at most: beyond this, reading goes wrong. */
const HEAP_MB = 1024;

type Answer = Result<ReadMessage, Failure>;

export interface WorkerReader {
  read: Read;
  close(): Promise<void>;
}

/** Reads messages one after the other in the thread of `program`; a thread that hangs or dies is replaced, its message unreadable. */
export function createWorkerReader(program: string, longestMs = LONGEST_MS, heapMb = HEAP_MB): WorkerReader {
  let worker: Worker | null = null;
  let queue: Promise<unknown> = Promise.resolve();
  let count = 0;

  const drop = async () => {
    const gone = worker;
    worker = null;
    await gone?.terminate();
  };

  const ask = (bytes: Uint8Array) =>
    new Promise<Answer>((resolve) => {
      worker ??= new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
      const current = worker;
      const id = ++count;
      const end = (answer: Answer, lost: boolean) => {
        clearTimeout(timer);
        current.removeAllListeners();
        // A dying thread may still complain: it is listened to, and already replaced.
        current.on('error', () => {});
        if (lost) void drop();
        resolve(answer);
      };
      const lose = (why: string) => end(err(inboxFailure('inbox-reader-lost', why)), true);
      const timer = setTimeout(() => lose('too slow'), longestMs);
      current.on('message', (message: { id: number; result: Answer }) => {
        if (message.id === id) end(message.result, false);
      });
      current.on('error', (error) => lose(error.name));
      current.on('exit', () => lose('exit'));
      current.unref();
      current.postMessage({ id, bytes });
    });

  return {
    read(bytes) {
      const turn = queue.then(() => ask(bytes));
      queue = turn;
      return turn;
    },
    close: drop,
  };
}
