import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { catalogues } from '../../../src/sandbox/partners/laboratory/catalogue';
import { chaptersOf, flagOf } from '../../../src/sandbox/partners/laboratory/sgl';
import { TableFile } from '../../../src/sandbox/partners/laboratory/tableFile';
import { readTable, Transcoder } from '../../../src/sandbox/partners/laboratory/transcoder';
import { DEFAULT_TABLE } from '../../../src/sandbox/partners/laboratory/transcodingTable';
import { ucumOf } from '../../../src/sandbox/partners/laboratory/units';

const HEADER = 'laboratoire;code local;LOINC;libellé LOINC';

describe('the table of local codes', () => {
  test('as laid down has no bad line, and leaves two analyses of BIOLAB without LOINC', () => {
    const { table, problems } = readTable(DEFAULT_TABLE);
    expect(problems).toEqual([]);
    const without = (['biolab', 'port'] as const).flatMap((site) =>
      [...catalogues[site].keys()].filter((code) => !table.has(`${site}/${code}`)),
    );
    expect(without.sort()).toEqual(['ICT', 'ZMAQ']);
  });

  test.each([
    ['biolab;HB;718-8;Hémoglobine', /clé fausse/],
    ['biolab;HB;718;Hémoglobine', /clé fausse/],
    ['biolab;HB;718-7;', /libellé/],
    ['biolab;INCONNU;718-7;Hémoglobine', /code local inconnu/],
    ['ailleurs;HB;718-7;Hémoglobine', /laboratoire inconnu/],
    ['toString;HB;718-7;Hémoglobine', /laboratoire inconnu/],
    ['n’importe quoi', /laboratoire inconnu/],
  ])('refuses %j by its number and keeps the others', (line, why) => {
    const { table, problems } = readTable(`${HEADER}\r\nbiolab;K;2823-3;Potassium\r\n${line}\r\n`);
    expect(problems).toEqual([{ line: 3, problem: expect.stringMatching(why) }]);
    expect([...table.keys()]).toEqual(['biolab/K']);
  });

  test('takes the first of two lines for one code, a BOM, and semicolons in the label', () => {
    const { table, problems } = readTable(
      `\ufeff${HEADER}\nbiolab;K;2823-3;Potassium ; Numérique\nbiolab;K;6298-4;Potassium\n`,
    );
    expect(table.get('biolab/K')).toMatchObject({ code: '2823-3', label: 'Potassium ; Numérique' });
    expect(problems).toEqual([{ line: 3, problem: expect.stringContaining('déjà transcodé') }]);
  });

  test('a flood of lines is cut, and said', () => {
    const { problems } = readTable(`${HEADER}\n${'\n'.repeat(6_000)}`);
    expect(problems).toEqual([{ line: 5_002, problem: expect.stringContaining('5000') }]);
  });
});

describe('on disk', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'transcoding-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  test('is laid down once, edited by hand, and read again at the next analysis', () => {
    const path = join(dir, 'laboratoires', 'transcodage.csv');
    const file = new TableFile(path);
    const transcoder = new Transcoder(() => file.current().table);
    expect(transcoder.loinc('biolab', 'ICT', 'Indice ictérique')).toBeNull();
    const edited = `${readFileSync(path, 'utf8')}biolab;ICT;1975-2;Bilirubine totale\n`;
    writeFileSync(path, edited);
    utimesSync(path, new Date(0), new Date(1_000_000));
    expect(transcoder.loinc('biolab', 'ICT', 'Indice ictérique')).toMatchObject({ code: '1975-2' });
    expect(new TableFile(path).current().table.size).toBe(file.current().table.size);
    expect(readFileSync(path, 'utf8')).toBe(edited);
  });

  test('gone or swollen, it maps nothing and says why', () => {
    const path = join(dir, 'transcodage.csv');
    const file = new TableFile(path);
    writeFileSync(path, 'x'.repeat(1024 * 1024 + 1));
    expect(file.current()).toMatchObject({ problems: [{ problem: expect.stringContaining('1 Mio') }] });
    rmSync(path);
    expect(file.current()).toMatchObject({ problems: [{ problem: 'fichier absent' }] });
    expect(file.current().table.size).toBe(0);
  });
});

describe('the SGL', () => {
  const transcoder = () => new Transcoder(() => readTable(DEFAULT_TABLE).table);

  test('counts what it could not map, most frequent first', () => {
    const t = transcoder();
    chaptersOf('biolab', { values: { ICT: '2' } }, t);
    chaptersOf('biolab', { values: { ICT: '2', ZMAQ: '14.2', K: '4.2' } }, t);
    expect(t.unmapped().map(({ code, times }) => [code, times])).toEqual([
      ['ICT', 2],
      ['ZMAQ', 1],
    ]);
  });

  test('prints only units that it can say in UCUM', () => {
    for (const catalogue of Object.values(catalogues))
      for (const { unit } of catalogue.values()) expect(ucumOf(unit)).not.toBe('');
  });

  test('flags on the bound, under and over it, and calls above the critical one', () => {
    const range = { low: '3.5', high: '5.1', criticalLow: '2.8', criticalHigh: '6.2' };
    const flags = ['2.7', '2.8', '3.4', '3.5', '5.1', '5.2', '6.2', '6.3'].map((v) => flagOf(v, range));
    expect(flags).toEqual(['LL', 'L', 'L', 'N', 'N', 'H', 'H', 'HH']);
    expect(flagOf('<1.0', range)).toBeNull();
    expect(flagOf(null, range)).toBeNull();
  });

  test('an analysis that the site does not do is a bug, not a silent gap', () => {
    expect(() => chaptersOf('port', { values: { HB: '13.1' } }, transcoder())).toThrow(RangeError);
  });
});
