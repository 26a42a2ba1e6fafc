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
  let pending: ((answer: Answer) => void) | null = null;

  const drop = async () => {
    const gone = worker;
    worker = null;
    await gone?.terminate();
  };
  const settle = (answer: Answer) => {
    pending?.(answer);
    pending = null;
  };

  /** A thread that is not the current one any more is not heard. */
  const start = (): Worker => {
    const started = new Worker(program, { resourceLimits: { maxOldGenerationSizeMb: heapMb } });
    const lose = (why: string) => {
      if (worker !== started) return;
      void drop();
      settle(err(inboxFailure('inbox-reader-lost', why)));
    };
    started.on('message', (answer: Answer) => {
      if (worker === started) settle(answer);
    });
    started.on('error', (error) => lose(error.name));
    started.on('exit', () => lose('exit'));
    started.unref();
    return started;
  };

  const ask = (bytes: Uint8Array) =>
    new Promise<Answer>((resolve) => {
      worker ??= start();
      const timer = setTimeout(() => {
        void drop();
        settle(err(inboxFailure('inbox-reader-lost', 'too slow')));
      }, longestMs);
      pending = (answer) => {
        clearTimeout(timer);
        resolve(answer);
      };
      worker.postMessage(bytes);
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
