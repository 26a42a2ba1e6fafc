import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import { isCritical } from '../../../src/shared/biology/result';
import { resultLines } from '../../../src/shared/biology/twins';
import { limits } from '../../../src/shared/limits';
import { hasShared, shared } from '../../support/shared';

const samples = shared('tools', 'cda-conformance', 'samples');
const results = () => {
  const read = readCda(readFileSync(`${samples}/reader-cr-bio.xml`));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.results;
};
const label = (name: string) => results().filter((r) => r.label === name);

test.skipIf(!hasShared)('a critical value keeps its HH and its two earlier values', () => {
  const [potassium] = label('Potassium');
  expect(potassium).toMatchObject({
    interpretation: 'HH',
    value: { value: '5.9', unit: 'mmol/L', text: '5,9 HH' },
    range: { low: '3.5', high: '5.1' },
    specimen: 'Sang total',
  });
  expect(isCritical(potassium!)).toBe(true);
  expect(potassium!.previous.map((p) => [p.value.value, p.value.unit, p.date])).toEqual([
    ['4.4', 'mmol/L', '2024-03-01T08:10:00+01:00'],
    ['4.1', 'mmol/L', '2023-11-04'],
  ]);
});

test.skipIf(!hasShared)('one analyte in two units is two results, each with its own line of the cell', () => {
  expect(
    label('Glucose').map((r) => [r.loinc, r.value.value, r.value.unit, r.value.text, r.narrativeDiffers]),
  ).toEqual([
    ['2345-7', '0.97', 'g/L', '0,97', null],
    ['14749-6', '5.4', 'mmol/L', '5,4', null],
  ]);
});

test.skipIf(!hasShared)('a bound, a text and a value that only the narrative says', () => {
  expect(label('CRP')[0]).toMatchObject({
    value: { kind: 'range', comparator: '<', value: '1.0', text: '< 1,0' },
    range: { low: null, high: '5.0' },
    interpretation: null,
    computed: 'N',
  });
  expect(label('Troponine T hs')[0]!.value).toMatchObject({ kind: 'text', text: '< 3 ng/L', value: null });
  expect(label('HCG')[0]!.value).toMatchObject({ kind: 'coded', text: 'Négatif', code: null });
});

test.skipIf(!hasShared)('a local code alone, and an aborted test with its reason', () => {
  expect(label('Indice ictérique')[0]).toMatchObject({
    loinc: null,
    code: { code: 'LAB-0417', system: '1.2.250.1.999.2.4.17' },
    value: { kind: 'quantity', value: '2', unit: null },
  });
  expect(label('INR')[0]).toMatchObject({
    status: 'aborted',
    value: { kind: 'none', value: null },
    comments: ['non rendu : tube insuffisamment rempli'],
  });
});

test.skipIf(!hasShared)(
  'an isolate inside a panel carries its path; a thousand parted by a space is one number',
  () => {
    expect(label('Ampicilline')[0]).toMatchObject({
      isolate: 'Escherichia coli',
      chapter: 'MICROBIOLOGIE',
      section: 'ECBU › Examen cytobactériologique des urines › Escherichia coli',
      interpretation: 'R',
      value: { text: 'Résistant' },
    });
    expect(label('Leucocytes')[0]).toMatchObject({
      value: { value: '85000', unit: '/mL', text: '85 000 /mL' },
      narrativeDiffers: null,
    });
  },
);

test.skipIf(!hasShared)('earlier values are never results of their own', () => {
  expect(results()).toHaveLength(10);
});

test('E-REC-08 a report made to be slow is read within bounds: one long text quoted by every result', () => {
  const many = limits.labResults + 1;
  const observation =
    '<entryRelationship typeCode="COMP"><observation><templateId root="1.3.6.1.4.1.19376.1.3.1.6"/><code code="1-1"><originalText><reference value="#a"/></originalText></code></observation></entryRelationship>';
  const cells = '<td>1</td>'.repeat(20_000);
  const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section><title>${'t'.repeat(100_000)}</title><text><table><tbody><tr><td ID="a">${'mot '.repeat(200_000)}</td>${cells}</tr></tbody></table></text><entry><act>${observation.repeat(many)}</act></entry></section></component></structuredBody></component></ClinicalDocument>`;
  const read = readCda(new TextEncoder().encode(xml));
  if (!read.ok) throw new Error(read.error.code);
  expect(read.value.results).toHaveLength(limits.labResults);
  expect(read.value.results[0]!.label.length).toBeLessThanOrEqual(limits.quotedText);
  expect(read.value.warnings.map((w) => w.code)).toContain('too-many-results');
});

const oneResult = (code: string, value: string, narrative: string) => {
  const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component><structuredBody><component><section><text><table><tbody>${narrative}</tbody></table></text><entry><templateId root="1.3.6.1.4.1.19376.1.3.1"/><observation>${code}${value}</observation></entry></section></component></structuredBody></component></ClinicalDocument>`;
  const read = readCda(new TextEncoder().encode(xml));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.results[0]!;
};
const glucose = (target: string) =>
  `<code code="40193-5" codeSystem="2.16.840.1.113883.6.1" displayName="Glucose à jeun"><originalText><reference value="#${target}"/></originalText></code>`;

test('a label that points at the cell of its own value names the analyte by its code, and prints that cell', () => {
  const row = '<tr><td>Glycémie à jeun</td><td><content ID="v">4,89 mmol/L</content></td></tr>';
  const result = oneResult(glucose('v'), '<value xsi:type="PQ" value="4.89" unit="mmol/L"/>', row);
  expect(result).toMatchObject({
    label: 'Glucose à jeun',
    value: { value: '4.89', text: '4,89 mmol/L' },
    narrativeDiffers: null,
  });
});

test('a label that holds digits stays the label: CA 19-9, and a cell that says another number', () => {
  const value = '<value xsi:type="PQ" value="19" unit="k[IU]/L"/>';
  const row = (label: string) => `<tr><td ID="v">${label}</td><td>19</td></tr>`;
  for (const label of ['CA 19-9', '19-OH', '20 mmol/L', '17 α-hydroxyprogestérone'])
    expect(oneResult(glucose('v'), value, row(label)).label).toBe(label);
});

test.skipIf(!hasShared)(
  'E-BIO-05 two units of one result make one line, in the entries or as a translation of the value',
  () => {
    const lines = resultLines(results());
    expect(lines.filter((l) => l.result.label === 'Glucose').map((l) => l.twin?.value.unit)).toEqual([
      'mmol/L',
    ]);
    const xml = readFileSync(`${samples}/reader-cr-bio.xml`, 'utf8').replace(
      /<value xsi:type="PQ" value="0\.97" unit="g\/L"\s*\/>/,
      '<value xsi:type="PQ" value="0.97" unit="g/L"><translation value="97" code="mg/dL" codeSystem="2.16.840.1.113883.6.8"/></value>',
    );
    const read = readCda(new TextEncoder().encode(xml));
    if (!read.ok) throw new Error(read.error.code);
    expect(read.value.results.find((r) => r.loinc === '2345-7')!.value).toMatchObject({
      value: '0.97',
      unit: 'g/L',
      translation: { value: '97', unit: 'mg/dL' },
    });
  },
);
