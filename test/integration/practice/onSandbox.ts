import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { openPractice, type Practice } from '../../../src/main/openPractice';
import { openStore, type Store } from '../../../src/main/store/store';
import { type Sandbox, startSandbox } from '../../../src/sandbox/start';
import { systemClock } from '../../../src/shared/clock';
import type { Method, Request, Response } from '../../../src/shared/contract/contract';
import { randomIds } from '../../../src/shared/ids';
import { jsonLog } from '../../../src/shared/log';

const root = join(import.meta.dirname, '../../..');

/** Waits for what a server, a card or the reading thread brings. */
export const patience = { timeout: 25_000, interval: 200 };

/** The practice as the product opens it, on a bac à sable of its own; not started yet. */
export interface PracticeOnSandbox {
  sandbox: Sandbox;
  store: Store;
  practice: Practice;
  /** What the practice logged. */
  lines: readonly string[];
  /** One method of the contract; throws its failure, with the last words of the log. */
  ask<M extends Method>(method: M, request: Request<M>): Promise<Response<M>>;
  close(): Promise<void>;
}

/** With the real clients, card, reading thread and encrypted base. `name` keeps its files apart. */
export async function practiceOnSandbox(name: string): Promise<PracticeOnSandbox> {
  const folder = mkdtempSync(join(tmpdir(), `colloque-${name}-`));
  // Beside the packages it imports.
  const bundled = join(root, '.runtime', `${name}-worker-${process.pid}`);
  buildSync({
    entryPoints: [join(root, 'src/main/inbox/worker.ts')],
    outfile: join(bundled, 'intakeWorker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const lines: string[] = [];
  const sandbox = await startSandbox({ stateDir: join(folder, 'sandbox'), morning: false });
  const store = await openStore({ path: join(folder, 'p.db'), key: new Uint8Array(32).fill(9) });
  if (!store.ok) throw new Error(store.error.code);
  const log = jsonLog(
    (l) => lines.push(l),
    () => new Date(),
  );
  const practice = await openPractice({
    configuration: sandbox.configuration,
    store: store.value,
    clock: systemClock,
    ids: randomIds,
    log,
    programs: { card: '', intake: join(bundled, 'intakeWorker.mjs') },
    pin: { ask: async () => '1234' },
  });
  return {
    sandbox,
    store: store.value,
    practice,
    lines,
    async ask(method, request) {
      const answer = await practice.call(method, request);
      if (answer.ok) return answer.value;
      const { code, detail = '' } = answer.error;
      throw new Error(`${method}: ${code} ${detail}\n${lines.slice(-5).join('\n')}`);
    },
    async close() {
      await practice.stop();
      await sandbox.close();
      rmSync(folder, { recursive: true, force: true });
      rmSync(bundled, { recursive: true, force: true });
    },
  };
}
