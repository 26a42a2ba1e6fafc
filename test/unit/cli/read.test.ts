import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { read } from '../../../src/cli/read';
import { hasShared, shared } from '../../support/shared';
import { cdaOf, xdmOf } from '../xdm/zipOf';

const folder = mkdtempSync(join(tmpdir(), 'colloque-read-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, bytes: Uint8Array | string) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};
async function run(...args: string[]) {
  const lines: string[] = [];
  const status = await read(args, (line) => lines.push(line));
  return { status, lines: lines.map((line) => JSON.parse(line)) };
}

const FIELDS = 'file ok kind level type title documentId setId version replaces date patient author results sections attachments warnings'; // biome-ignore format: one line

describe('read', () => {
  test('one line a document, with the fields promised and no other', async () => {
    const zip = xdmOf([
      { uri: 'A.XML', bytes: cdaOf('1.2.3', '286033523801240'), uniqueId: '1.2.3' },
      { uri: 'B.XML', bytes: cdaOf('1.2.4', '286033523801240'), uniqueId: '1.2.4' },
    ]);
    const { status, lines } = await run(file('menteur.txt', zip));
    expect(status).toBe(0);
    expect(lines.map((l) => l.documentId)).toEqual(['1.2.3', '1.2.4']);
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(FIELDS.split(' '));
      expect(Object.keys(line.patient)).toEqual(
        'ins birthName firstNames usedName sex birthDate birthPlace'.split(' '),
      );
      expect(Object.keys(line.attachments[0])).toEqual(['mediaType', 'size', 'sha256']);
    }
  });

  test.each([
    ['a file that is not there', () => join(folder, 'absent'), 'read-file'],
    ['a folder', () => folder, 'read-file'],
    ['an endless device', () => '/dev/zero', 'read-file'],
    ['an empty file', () => file('empty', ''), 'read-unknown-form'],
    ['a picture', () => file('a.jpg', new Uint8Array([0xff, 0xd8])), 'read-unknown-form'],
    ['a hostile XML', () => file('a.xml', '<!DOCTYPE a><a/>'), 'xml-doctype'],
    ['a mail without document', () => file('a.eml', 'Subject: x\r\n\r\nbonjour'), 'read-no-document'],
  ])('%s is one line with a code, and exit status 1', async (_, path, code) => {
    const { status, lines } = await run(path());
    expect(status).toBe(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ ok: false, error: { code } });
    expect(lines[0].error.message).toMatch(/\.$/);
  });

  test('a pipe that nobody writes to does not hang it', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    expect((await run(pipe)).lines[0].error.code).toBe('read-file');
  });

  test('one unreadable file does not hide the others', async () => {
    const { status, lines } = await run(
      join(folder, 'absent'),
      file('b.xml', cdaOf('1.2.3', '286033523801240')),
    );
    expect(status).toBe(1);
    expect(lines.map((l) => l.ok)).toEqual([false, true]);
  });

  test('without a file it says how to call it', async () => {
    expect(await run()).toMatchObject({ status: 1, lines: [{ error: { code: 'read-usage' } }] });
  });

  test.skipIf(!hasShared)(
    'results with value, bounds, flag and earlier values; sections flattened in order',
    async () => {
      const sample = shared('tools', 'cda-conformance', 'samples', 'reader-cr-bio.xml');
      const [line] = (await run(sample)).lines;
      const potassium = line.results[0];
      expect(Object.keys(potassium)).toEqual(
        'section code loinc label value unit text low high interpretation status date previous'.split(' '),
      );
      expect(potassium).toMatchObject({
        section: 'BIOCHIMIE',
        code: '2823-3',
        loinc: '2823-3',
        label: 'Potassium',
        value: '5.9',
        unit: 'mmol/L',
        low: '3.5',
        high: '5.1',
        interpretation: 'HH',
        status: 'completed',
        date: '2024-06-10T09:30:00+02:00',
      });
      expect(potassium.previous).toHaveLength(2);
      expect(line.results.find((r: { label: string }) => r.label === 'CRP').value).toBe('<1.0');
      expect(line.sections.map((s: { title: string }) => s.title)).toEqual([
        'BIOCHIMIE',
        'MICROBIOLOGIE',
        'ECBU',
        'Copie du document',
      ]);
      expect(line.sections[2].text).toContain('Germe : Escherichia coli');
      expect(line).toMatchObject({
        level: 'N3',
        author: { name: 'Dr CAMILLE MARTIN', rpps: '99700000001', organisation: 'LABORATOIRE DES CHARMES' },
      });
    },
  );
});
