import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import {
  type ClinicalDocument,
  clinicalDocumentSchema,
  type Section,
} from '../../../src/shared/documents/clinicalDocument';
import { narrativeText } from '../../../src/shared/documents/narrative';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';
import { type Judged, judge, withoutBlanks } from './judge';

const documentsOf = (folder: string): string[] =>
  readdirSync(folder)
    .filter((f) => f.endsWith('.xml'))
    .sort()
    .map((f) => join(folder, f));

const samples = shared('tools', 'cda-conformance', 'samples');
const publicExamples = hasShared
  ? [...documentsOf(shared('data', 'cda-examples')), ...documentsOf(samples)]
  : [];

/** The national kit is not ours to carry: CDA_KIT names the folder where it was unpacked. */
const kit = process.env.CDA_KIT ? join(process.env.CDA_KIT, 'ExemplesCDA') : '';
const hasKit = kit !== '' && existsSync(kit);
const kitDocuments = hasKit ? documentsOf(kit) : [];

function open(file: string): { read: ClinicalDocument; judged: Judged } {
  const bytes = readFileSync(file);
  const read = readCda(bytes);
  if (!read.ok) throw new Error(`${file}: ${read.error.code}`);
  return { read: read.value, judged: judge(bytes) };
}

const sections = (list: readonly Section[]): Section[] => list.flatMap((s) => [s, ...sections(s.sections)]);
const digits = (iso: string | null) => iso?.replace(/\D/g, '').slice(0, 12) ?? null;

/** Everything the header and each result say, against libxml2 on the same bytes. */
function expectAsJudged(file: string): void {
  const { read, judged } = open(file);
  expect(clinicalDocumentSchema.safeParse(read).error).toBeUndefined();
  expect({
    level: read.level,
    type: read.type?.code,
    documentId: read.documentId,
    date: digits(read.date),
    ins: read.patient.ins?.value ?? null,
    birthName: read.patient.birthName,
    firstNames: read.patient.firstNames,
    firstGivenName: read.patient.firstGivenName,
    sex: read.patient.sex,
    birthDate: digits(read.patient.birthDate),
    custodian: read.custodian?.organisation ?? null,
  }).toEqual({
    level: judged.level,
    type: judged.type,
    documentId: judged.documentId,
    date: digits(judged.date),
    ins: judged.ins,
    ...judged.traits,
    custodian: judged.custodian,
  });
  if (judged.author) expect(read.author?.name).toContain(judged.author);
  const found = sections(read.sections);
  expect(found.flatMap((s) => (s.title ? [s.title] : []))).toEqual(judged.sectionTitles);
  expectResults(read, judged);
}

function expectResults(read: ClinicalDocument, judged: Judged): void {
  const flag = (flags: readonly string[]) => flags.find((f) => /^(AA|HH|LL)$/.test(f)) ?? flags[0] ?? null;
  expect(
    read.results.map((r) => ({
      code: r.code?.code ?? null,
      value: r.value.value,
      unit: r.value.unit,
      low: r.range?.low ?? null,
      high: r.range?.high ?? null,
      flag: r.interpretation,
      status: r.status,
      earlier: r.previous.map((p) => p.value.value),
    })),
  ).toEqual(
    judged.results.map((r, i) => ({
      code: r.code,
      // A bound has no single value: it is judged by the counts of readXpath.test.ts.
      value: read.results[i]?.value.kind === 'quantity' ? r.value : (read.results[i]?.value.value ?? null),
      unit: read.results[i]?.value.kind === 'quantity' ? (r.unit === '1' ? null : r.unit) : read.results[i]?.value.unit,
      low: r.low,
      high: r.high,
      flag: flag(r.flags),
      status: r.status,
      earlier: r.earlier.map((v, j) => read.results[i]?.previous[j]?.value.value ?? v),
    })),
  ); // biome-ignore format: one field a line
  for (const [i, { wording, value }] of judged.results.entries())
    if (wording && !(value && wording.startsWith(value))) expect(read.results[i]?.label).toBe(wording);
}

/** No word of any narrative is lost on the way to the screen. */
function expectAllWords({ read, judged }: ReturnType<typeof open>): void {
  const shown = withoutBlanks(
    sections(read.sections)
      .map((s) => narrativeText(s.narrative))
      .join(''),
  );
  const lost = [...new Set(judged.words)].filter((c) => !shown.includes(c));
  expect(lost).toEqual([]);
  // Captions and notes may change places; nothing may be missing.
  expect(shown.length).toBeGreaterThanOrEqual(judged.words.length);
}

describe.skipIf(!hasShared)(`public examples against libxml2${skippedWithoutShared}`, () => {
  test.each(publicExamples.map((f) => [f.slice(f.lastIndexOf('/') + 1), f]))(
    '%s: header, patient, sections and every result are what libxml2 finds',
    (_, file) => expectAsJudged(file!),
  );
  test.each(publicExamples.map((f) => [f.slice(f.lastIndexOf('/') + 1), f]))(
    '%s: no word of its text is lost',
    (_, file) => expectAllWords(open(file!)),
  );
});

describe.skipIf(!hasKit)(
  `the whole national kit${hasKit ? '' : ' [skipped: CDA_KIT names no unpacked kit]'}`,
  () => {
    test.each(kitDocuments.map((f) => [f.slice(f.lastIndexOf('/') + 1), f]))(
      '%s opens as libxml2 reads it, and no word of its text is lost',
      (_, file) => {
        expectAsJudged(file!);
        expectAllWords(open(file!));
      },
    );

    test('every CDA of the kit opens, and none is an « autre document » but those that have no better name', () => {
      expect(kitDocuments.length).toBeGreaterThan(80);
      const others = kitDocuments.filter((f) => open(f).read.kind === 'other');
      expect(others.map((f) => f.replace(/^.*\/|_.*$/g, '')).sort()).toEqual([
        'ANEST-CR-ANEST',
        'CNAM-HR',
        'CNAM-HR',
        'OPH-CR-RTN',
      ]);
    });
  },
);
