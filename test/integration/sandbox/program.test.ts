import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { sandbox as command } from '../../../src/cli/sandbox';
import { configurationSchema } from '../../../src/shared/configuration';

const DOCTOR = 'camille.docteur-fictif@cabinet.mssante.fr';
// Beside node_modules: the bundle leaves npm packages outside.
const program = join(process.cwd(), `.sandbox-${process.pid}.mjs`);
let dir: string;
let child: ChildProcess | null = null;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-program-'));
  await build({
    entryPoints: ['src/sandbox/main.ts'],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
});
afterEach(() => child?.kill('SIGKILL'));
afterAll(() => {
  rmSync(program, { force: true });
  rmSync(dir, { recursive: true });
});

interface Announced {
  endpoints: { control: string };
  configuration: unknown;
}

async function start(): Promise<Announced> {
  child = spawn(process.execPath, [program], {
    env: { ...process.env, COLLOQUE_SANDBOX: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout! });
  const line = await new Promise<string>((resolve, reject) => {
    lines.once('line', resolve);
    child?.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  return JSON.parse(line) as Announced;
}
const stop = () =>
  new Promise<number | null>((resolve) => {
    child?.once('exit', resolve);
    child?.kill('SIGTERM');
  });
const json = async (url: string, init?: RequestInit) => (await fetch(url, init)).json() as Promise<unknown>;

test('says where it is in one line, stays, takes orders, ends at SIGTERM and finds its state again', async () => {
  const first = await start();
  expect(configurationSchema.safeParse(first.configuration).error).toBeUndefined();
  const { control } = first.endpoints;
  const mailbox = () => json(`${control}/mail/${DOCTOR}`) as Promise<{ messageId: string }[]>;
  const before = await mailbox();
  expect(before).toHaveLength(8);

  process.env.COLLOQUE_SANDBOX = dir;
  const said: string[] = [];
  expect(await command(['send', 'lab-critical'], (l) => said.push(l))).toBe(0);
  expect(await command(['send', 'rien'], (l) => said.push(l))).toBe(2);
  expect(said.map((l) => (JSON.parse(l) as { ok: boolean }).ok)).toEqual([true, false]);
  expect(await mailbox()).toHaveLength(9);
  expect(JSON.parse(said[1] ?? '')).toMatchObject({ error: { message: expect.stringContaining('lab') } });

  said.length = 0;
  expect(await command(['send', 'discharge', '--count', '2', '--rate', '600'], (l) => said.push(l))).toBe(0);
  expect(await command(['send', 'lab-non-loinc', '--patient', '3'], (l) => said.push(l))).toBe(0);
  expect(await command(['send', 'lab-to-hospital'], (l) => said.push(l))).toBe(0);
  expect(await mailbox()).toHaveLength(12);
  expect(await command(['list'], (l) => said.push(l))).toBe(0);
  expect(await command(['transcoding'], (l) => said.push(l))).toBe(0);
  expect(await command(['hospital'], (l) => said.push(l))).toBe(0);
  const told = said.join('\n');
  expect(told).toContain('"count":2');
  expect(told).toContain('lab-microbiology');
  expect(told).toMatch(/biolab ICT .* 1 fois/);
  expect(told).toMatch(/IPP 800000\d.*examens biologiques/);
  const post = (path: string, body: string) => fetch(`${control}/${path}`, { method: 'POST', body });
  expect((await post('send/lab', '{"patient":10000}')).status).toBe(400);
  expect((await post('send/lab', '{"patient":"0"}')).status).toBe(400);
  expect((await post('send/labb', '{}')).status).toBe(404);

  expect((await fetch(`${control}/journal`, { headers: { Origin: 'http://ailleurs.invalid' } })).status).toBe(
    403,
  );
  expect((await fetch(`${control}/faults`, { method: 'POST', body: '{"inconnu":1}' })).status).toBe(400);
  expect(
    await json(`${control}/faults`, { method: 'POST', body: '{"service":"insi","hang":true,"times":1}' }),
  ).toEqual({
    ok: true,
  });

  expect(await stop()).toBe(0);
  expect(existsSync(join(dir, 'running.json'))).toBe(false);
  expect(await command(['send', 'lab'], (l) => said.push(l))).toBe(1);

  const second = await start();
  const again = (await json(`${second.endpoints.control}/mail/${DOCTOR}`)) as { messageId: string }[];
  expect(again.map((m) => m.messageId)).toEqual(expect.arrayContaining(before.map((m) => m.messageId)));
  expect(again).toHaveLength(12);
  expect(await stop()).toBe(0);
});
