import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DmpRegistry } from '../../../src/sandbox/dmp/registry';
import { statuses } from '../../../src/sandbox/dmp/schemes';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'registry-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const document = (uniqueId: string, replaces: string | null = null) => ({
  uniqueId,
  setUniqueId: `set-${uniqueId}`,
  patientId: 'p',
  professional: '8',
  structure: '4',
  submittedAt: '2026-11-23T09:15:00Z',
  replaces,
  signature: false,
  entry: {
    id: 'Document01',
    name: 'x',
    description: null,
    attributes: {},
    slots: {},
    classifications: [],
    identifiers: [],
  },
  bytes: Buffer.from(`<${uniqueId}/>`),
});

test('what was registered and replaced stands after a restart', () => {
  const first = new DmpRegistry(dir);
  first.register([document('a')]);
  first.register([document('b', first.byUniqueId('a')?.entryUuid ?? '')]);
  const again = new DmpRegistry(dir);
  expect(again.all()).toEqual(first.all());
  expect(again.byUniqueId('a')?.status).toBe(statuses.deprecated);
  const b = again.byUniqueId('b');
  expect(b && again.bytesOf(b).toString()).toBe('<b/>');
});

test('a lot whose line was cut by a crash was never there, and the next one is whole', () => {
  const first = new DmpRegistry(dir);
  first.register([document('a')]);
  const line = readFileSync(join(dir, 'registry.jsonl'), 'utf8').replaceAll('"a"', '"cut"');
  appendFileSync(join(dir, 'registry.jsonl'), line.slice(0, 60));
  const second = new DmpRegistry(dir);
  expect(second.all().map((d) => d.uniqueId)).toEqual(['a']);
  second.register([document('c')]);
  expect(new DmpRegistry(dir).all().map((d) => d.uniqueId)).toEqual(['a', 'c']);
});

test('a lot with one document already known is refused whole', () => {
  const registry = new DmpRegistry(dir);
  registry.register([document('a')]);
  expect(() => registry.register([document('d'), document('a')])).toThrow('déjà enregistré');
  expect(new DmpRegistry(dir).all().map((d) => d.uniqueId)).toEqual(['a']);
});
