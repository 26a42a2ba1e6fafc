import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { check } from '../../../src/cli/check';
import { write } from '../../../src/cli/write';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'colloque-write-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

async function run(command: typeof write, ...args: string[]) {
  const lines: string[] = [];
  const status = await command(args, (line) => lines.push(line));
  return { status, lines, said: JSON.parse(lines.join('\n')) };
}
const example = async () => (await run(write, 'ordonnance', '--example')).said;
const save = (value: unknown) => {
  const path = join(folder, 'in.json');
  writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
  return path;
};
const from = (value: unknown) =>
  run(write, 'ordonnance', '--from', save(value), '--out', join(folder, 'out'));

describe('write', () => {
  test('lists what it can really write', async () => {
    expect(await run(write, '--list')).toMatchObject({
      status: 0,
      said: { kind: 'ordonnance', type: '57833-6' },
    });
  });

  test('writes its own example twice the same, and check finds nothing', async () => {
    const input = save(await example());
    const [one, two] = ['one', 'two'].map((name) => join(folder, name)) as [string, string];
    const first = await run(write, 'ordonnance', '--from', input, '--out', one);
    expect(first.status).toBe(0);
    await run(write, 'ordonnance', '--from', input, '--out', two);
    const files = readdirSync(one);
    expect(files.sort()).toEqual(Object.values(first.said.files as Record<string, string>).sort());
    for (const file of files) expect(readFileSync(join(one, file))).toEqual(readFileSync(join(two, file)));
    expect(await run(check, join(one, 'ordonnance.xml'))).toMatchObject({
      status: 0,
      said: { ok: true, errors: [], warnings: [] },
    });
  });

  test('mints ids and takes the time when the file gives none', async () => {
    const { at: _, identifiers: __, ...rest } = await example();
    const [one, two] = [await from(rest), await from(rest)];
    expect(one.said.uniqueId).toMatch(/^2\.25\.\d+$/);
    expect(one.said.uniqueId).not.toBe(two.said.uniqueId);
  });

  test.each<[string, (e: Record<string, unknown>) => unknown, string]>([
    ['no JSON', () => '{', 'write-input'],
    ['another shape', () => [], 'write-input'],
    ['a key that does not exist', (e) => ({ ...e, foo: 1 }), 'write-input'],
    ['no patient', ({ patient: _, ...e }) => e, 'write-input'],
    ['a date that is not one', (e) => ({ ...e, at: 'hier' }), 'write-input'],
    ['a false OID', (e) => ({ ...e, identifiers: { uniqueId: 'x' } }), 'cda-ids'],
    ['no line', (e) => ({ ...e, draft: { ...(e.draft as object), lines: [] } }), 'compose-incomplete'],
  ])('%s is a typed refusal with status 1, and nothing is written', async (_, change, code) => {
    const result = await from(change(await example()));
    expect(result).toMatchObject({ status: 1, said: { ok: false, error: { code } } });
    expect(readdirSync(folder)).toEqual(['in.json']);
  });

  test.each([
    [[]],
    [['certificat', '--example']],
    [['ordonnance', '--from', '/absent.json', '--out', '/tmp']],
    [['ordonnance', '--from']],
  ])('%j is a typed refusal', async (args) => {
    const result = await run(write, ...args);
    expect(result.status).toBe(1);
    expect(result.said.error.message).toMatch(/\.$/);
  });
});

describe('check', () => {
  test('answers for each file, whatever it is', async () => {
    const path = join(folder, 'x.xml');
    writeFileSync(path, '<html/>');
    const lines: string[] = [];
    expect(await check([path, join(folder, 'absent'), folder], (l) => lines.push(l))).toBe(1);
    expect(lines.map((l) => JSON.parse(l)).map((v) => [v.ok, v.errors[0].rule])).toEqual([
      [false, 'schema.root'],
      [false, 'file'],
      [false, 'file'],
    ]);
  });
});
