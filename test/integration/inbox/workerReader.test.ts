import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterAll, expect, test } from 'vitest';
import { createWorkerReader } from '../../../src/main/inbox/workerReader';

const root = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'colloque-worker-'));
// Beside the packages it imports, in an ignored folder.
const bundled = join(root, '.runtime', `intake-worker-${process.pid}`);
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
  rmSync(bundled, { recursive: true, force: true });
});

const text = (s: string) => new TextEncoder().encode(s);
function program(name: string, source: string): string {
  const path = join(folder, `${name}.mjs`);
  writeFileSync(path, `import { parentPort } from 'node:worker_threads';\n${source}`);
  return path;
}

test('the bundled worker reads a real mail, and says of bytes that are nothing that they cannot be read', {
  timeout: 30_000,
}, async () => {
  buildSync({
    entryPoints: [join(root, 'src/main/inbox/worker.ts')],
    outfile: join(bundled, 'intakeWorker.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const reader = createWorkerReader(join(bundled, 'intakeWorker.mjs'));
  const mail = await reader.read(
    text(
      'From: Labo <labo@x.mssante.fr>\r\nTo: a@b.fr\r\nSubject: essai\r\nMIME-Version: 1.0\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n',
    ),
  );
  expect(mail.ok && mail.value).toMatchObject({
    from: 'Labo',
    fromAddress: 'labo@x.mssante.fr',
    subject: 'essai',
    documents: [],
  });
  const nothing = await reader.read(new Uint8Array([0, 1, 2, 3]));
  expect(nothing.ok).toBe(false);
  await reader.close();
});

test('a thread that hangs is replaced, and the next message is read', async () => {
  const path = program(
    'hang',
    "parentPort.on('message', (bytes) => { if (bytes[0] === 1) for (;;); parentPort.postMessage({ ok: true, value: bytes[0] }); });",
  );
  const reader = createWorkerReader(path, 300);
  const [hung, read] = await Promise.all([
    reader.read(new Uint8Array([1])),
    reader.read(new Uint8Array([2])),
  ]);
  expect(!hung.ok && hung.error.code).toBe('inbox-reader-lost');
  expect(read).toEqual({ ok: true, value: 2 });
  await reader.close();
});

test.each([
  ['throws', "throw new Error('x')"],
  ['exits', 'process.exit(1)'],
  ['eats all memory', 'const a = []; for (;;) a.push(new Array(1e5).fill(Math.random()))'],
])('a thread that %s loses its message only', { timeout: 30_000 }, async (name, deed) => {
  const path = program(
    name.split(' ')[0]!,
    `parentPort.on('message', (bytes) => { if (bytes[0] === 1) { ${deed} } parentPort.postMessage({ ok: true, value: bytes[0] }); });`,
  );
  const reader = createWorkerReader(path, 20_000, 64);
  const lost = await reader.read(new Uint8Array([1]));
  expect(!lost.ok && lost.error.code).toBe('inbox-reader-lost');
  expect(await reader.read(new Uint8Array([2]))).toEqual({ ok: true, value: 2 });
  await reader.close();
});
