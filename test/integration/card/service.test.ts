import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, expect, test } from 'vitest';
import { forkedChannel } from '../../../src/main/card/channel';
import { openReader } from '../../../src/main/card/openReader';
import type { ReaderEvent } from '../../../src/main/card/port';
import { silentLog } from '../../../src/shared/log';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'colloque-card-process-'));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a post without the PC/SC binding: a typed failure that says what to install, and no crash loop', async () => {
  const program = join(folder, 'cardProcess.mjs');
  // Everything inside but `smartcard`, in a folder from which it cannot be found.
  await build({
    absWorkingDir: root,
    entryPoints: ['src/main/card/process.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['smartcard'],
    logLevel: 'error',
  });
  let started = 0;
  const spawn = () => {
    started++;
    return forkedChannel(program)();
  };
  const reader = openReader({ reader: { kind: 'pcsc' } }, { log: silentLog, spawn, restartMs: 20 });
  const lost = await new Promise<ReaderEvent>((resolve) => {
    reader.watch(resolve);
  });
  expect(lost).toMatchObject({ type: 'service-lost', failure: { code: 'pcsc-missing', retry: 'human' } });
  await expect(reader.transmit('A', Uint8Array.of(0, 0xa4, 0, 0))).rejects.toMatchObject({
    code: 'pcsc-missing',
  });
  await new Promise((later) => setTimeout(later, 300));
  expect(started).toBe(1);
  await reader.close();
});
