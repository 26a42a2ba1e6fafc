import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { besidePcscd, pcscdMissing } from './namespace';

const root = join(import.meta.dirname, '../../..');
const dist = join(root, 'dist', 'test', 'card');
const missing = pcscdMissing();

interface Outcome {
  title: string;
  ok: boolean;
  detail: string;
}

/** Bundles the card process and the script of this test, and runs the script beside a pcscd of its own. */
async function run(): Promise<Outcome[]> {
  mkdirSync(dist, { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: {
      cardProcess: 'src/main/card/process.ts',
      throughPcscd: 'test/integration/card/throughPcscd.ts',
    },
    outdir: dist,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    target: 'node20',
    logLevel: 'error',
  });
  const [program, args] = besidePcscd(
    process.execPath,
    join(dist, 'throughPcscd.mjs'),
    join(dist, 'cardProcess.mjs'),
  );
  const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let errors = '';
  child.stdout.on('data', (chunk) => {
    out += chunk;
  });
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const status = await new Promise((resolve) => child.on('close', resolve));
  const outcomes = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Outcome);
  if (status !== 0 && outcomes.every((o) => o.ok)) throw new Error(`status ${status}\n${out}\n${errors}`);
  return outcomes;
}

/** Titles of the steps of `throughPcscd.ts`, in order: a step that did not run is a failure. */
const titles = [
  'the ATR of an inserted CPS3 arrives',
  'the professional is read without the PIN',
  'a wrong code leaves two tries, then one, then the gesture ends',
  'the authentication key of the CPS signs, OpenSSL verifies',
  'the signature key of the CPS signs, OpenSSL verifies',
  'removal is on screen within a second',
  'signing without the card asks for it',
  'another card does not sign for the first holder',
  'a CPS4 signs with both keys',
  'a Vitale 2 and an unknown card are shown as such',
  'a mute card: the process is killed, the caller is told, nothing freezes',
  'after a mute card, the next one is read',
  'a card pulled in the middle of a command is a typed failure',
  'a card process that dies is started again, the card in place works on',
];

describe.skipIf(missing !== null)(`through the real pcscd${missing ? ` (skipped: ${missing})` : ''}`, () => {
  const outcomes = missing ? Promise.resolve([]) : run();
  test.each(titles)('%s', async (title) => {
    const outcome = (await outcomes).find((o) => o.title === title);
    expect(outcome, (await outcomes).map((o) => `${o.title}: ${o.detail}`).join('\n')).toBeDefined();
    expect(outcome).toEqual({ title, ok: true, detail: '' });
  });
});
