import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import { datesDiffer, numberDiffers, printedDates } from '../../../src/main/cda/read/agreement';
import type { Section } from '../../../src/shared/documents/clinicalDocument';
import { type Statement, statementSchema } from '../../../src/shared/documents/statement';
import { limits } from '../../../src/shared/limits';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

const all = (list: readonly Section[]): Statement[] =>
  list.flatMap((s) => [...(s.statements ?? []), ...all(s.sections)]);
function read(narrative: string, entries: string) {
  const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><component><structuredBody><component><section><title>S</title><text>${narrative}</text>${entries}</section></component></structuredBody></component></ClinicalDocument>`;
  const opened = readCda(new TextEncoder().encode(xml));
  if (!opened.ok) throw new Error(opened.error.code);
  return { statements: all(opened.value.sections), warnings: opened.value.warnings.map((w) => w.code) };
}
const row = (...cells: string[]) =>
  `<table><tbody><tr>${cells.map((c) => `<td>${c}</td>`).join('')}</tr></tbody></table>`;
const problem = (low: string, text = '#p') =>
  `<entry><act><code nullFlavor="NA"/><statusCode code="active"/><effectiveTime><low value="${low}"/></effectiveTime><entryRelationship typeCode="SUBJ"><observation><code code="64572001" codeSystem="2.16.840.1.113883.6.96" displayName="Maladie"/><text><reference value="${text}"/></text><statusCode code="completed"/><value xsi:type="CD" code="E11.9" codeSystem="2.16.840.1.113883.6.3" displayName="Diabète de type 2"><originalText><reference value="#p"/></originalText></value></observation></entryRelationship></act></entry>`;
const measure = (value: string, unit: string) =>
  `<entry><observation><code code="29463-7" codeSystem="2.16.840.1.113883.6.1" displayName="Poids"/><text><reference value="#m"/></text><statusCode code="completed"/><effectiveTime value="20260101"/><value xsi:type="PQ" value="${value}" unit="${unit}"/></observation></entry>`;

describe('what entries say in codes', () => {
  test('a problem is its diagnosis, with the words it points at, and the status and date of the act around', () => {
    const { statements } = read(
      row('<content ID="p">Diabète de type 2</content>', 'depuis le 12/03/2019'),
      problem('20190312'),
    );
    expect(statements).toEqual([
      {
        label: 'Diabète de type 2',
        code: { code: 'E11.9', system: '2.16.840.1.113883.6.3', label: 'Diabète de type 2' },
        about: 'Maladie',
        value: null,
        start: '2019-03-12',
        end: null,
        status: 'active',
        negated: false,
        targets: ['p'],
        differs: null,
      },
    ]);
  });

  test('a date that the line contradicts is shown beside, and said once for the document', () => {
    const { statements, warnings } = read(
      row('<content ID="p">Diabète</content>', 'depuis le 12/03/2009'),
      problem('20190312'),
    );
    expect(statements[0]?.differs).toBe('Diabète depuis le 12/03/2009');
    expect(warnings.filter((w) => w !== 'no-patient')).toEqual(['narrative-differs']);
  });

  test('a measure that the line contradicts is flagged, ten times as much too; another unit is not', () => {
    const differs = (cell: string, value: string, unit: string) =>
      read(row('Poids', `<content ID="m">${cell}</content>`), measure(value, unit)).statements[0]?.differs ??
      null;
    expect(differs('70 kg', '70', 'kg')).toBeNull();
    expect(differs('97 kg', '70', 'kg')).toBe('Poids 97 kg');
    expect(differs('7 kg', '70', 'kg')).toBe('Poids 7 kg');
    expect(differs('1,70 m', '170', 'cm')).toBeNull();
    expect(differs('normal', '70', 'kg')).toBeNull();
  });

  test('a medicine is its product with its dose; a preparation without code keeps its words', () => {
    const drug = (code: string) =>
      `<entry><substanceAdministration><text><reference value="#d"/></text><statusCode code="completed"/><doseQuantity><low value="1" unit="{tablet}"/><high value="2" unit="{tablet}"/></doseQuantity><consumable><manufacturedProduct><manufacturedMaterial>${code}</manufacturedMaterial></manufacturedProduct></consumable></substanceAdministration></entry>`;
    const narrative = '<paragraph ID="d">Préparation magistrale</paragraph>';
    expect(
      read(
        narrative,
        drug('<code code="63107752" codeSystem="1.2.250.1.213.2.3.1" displayName="PARACÉTAMOL"/>'),
      ).statements,
    ).toMatchObject([{ label: 'PARACÉTAMOL', code: { code: '63107752' }, value: '1 – 2 {tablet}' }]);
    expect(read(narrative, drug('<code nullFlavor="NA"/>')).statements).toMatchObject([
      { label: 'Préparation magistrale', code: null },
    ]);
  });

  test('an absence stays an absence; a reason is not said twice; a dangling reference is no complaint here', () => {
    const absent = `<entry><observation negationInd="true"><code code="1"/><text><reference value="#nowhere"/></text><value xsi:type="CD" code="E11" displayName="Diabète"/><entryRelationship typeCode="RSON"><act><code code="E11" displayName="Diabète"/></act></entryRelationship></observation></entry>`;
    const { statements, warnings } = read('x', absent);
    expect(statements).toMatchObject([{ label: 'Diabète', negated: true, targets: [] }]);
    expect(warnings.filter((w) => w !== 'no-patient')).toEqual([]);
  });

  test('laboratory results are no statements: they have their own table', () => {
    const lab = `<entry><templateId root="1.3.6.1.4.1.19376.1.3.1"/><act><entryRelationship typeCode="COMP"><observation><templateId root="1.3.6.1.4.1.19376.1.3.1.6"/><code code="2345-7" displayName="Glucose"/><value xsi:type="PQ" value="1" unit="g/L"/></observation></entryRelationship></act></entry>`;
    expect(read('x', lab).statements).toEqual([]);
  });

  test('E-REC-08 as many statements as admitted, and no more', () => {
    const many = measure('1', 'kg').repeat(limits.statements + 1);
    expect(read('<paragraph ID="m">1 kg</paragraph>', many).statements).toHaveLength(limits.statements);
  });

  test.skipIf(!hasShared)(
    `the public synthesis and prescription say their problems, acts and medicines${skippedWithoutShared}`,
    () => {
      const of = (file: string) => {
        const opened = readCda(readFileSync(shared('data', 'cda-examples', file)));
        if (!opened.ok) throw new Error(opened.error.code);
        const found = all(opened.value.sections);
        expect(found.every((s) => statementSchema.safeParse(s).success)).toBe(true);
        return found.map((s) => [s.label, s.code?.code ?? null, s.value, s.start]);
      };
      expect(of('VSM_1.4_2022.01.xml')).toContainEqual([
        'Accident ischémique cérébral transitoire',
        'G45.9',
        null,
        '2019-08-11',
      ]);
      expect(of('VSM_1.4_2022.01.xml')).toContainEqual([
        'Consommation tabagique',
        '74011-8',
        '25 {pack}/a',
        null,
      ]);
      expect(of('eP-MED-DM_2024.01_PosoStruct.xml')).toContainEqual([
        'PARACETAMOL MYLAN 500 mg, comprimé',
        '63107752',
        null,
        '2023-12-01',
      ]);
    },
  );
});

describe('agreement of a line with its entry', () => {
  test.each([
    ['le 12/03/2019', ['2019-03-12']],
    ['du 1.2.2020 au 03-04-2021', ['2020-02-01', '2021-04-03']],
    ['1er mars 2019, déc. 2020, août 2021', ['2019-03-01', '2020-12', '2021-08']],
    ['03/2019', ['2019-03']],
    ['2019-03-12', ['2019-03-12']],
    ['45/13/2019, tension 12/8, 5 % en 2019', []],
  ])('%s prints %j', (line, dates) => expect(printedDates(line)).toEqual(dates));

  test('a date agrees at the precision both have, with the start or with the end', () => {
    expect(datesDiffer('mars 2019', ['2019-03-12'])).toBe(false);
    expect(datesDiffer('12/03/2019', ['2019-03'])).toBe(false);
    expect(datesDiffer('fin le 30/04/2018', ['2018-04-22', '2018-04-30'])).toBe(false);
    expect(datesDiffer('12/03/2019', ['2018'])).toBe(false);
    expect(datesDiffer('12/03/2019', ['2019-03-13'])).toBe(true);
    for (const aside of [
      '[autorisation du 02/05/2001]',
      'scanner mis en service le 23/12/2009',
      'arrêté du 03/12/2018',
    ])
      expect(datesDiffer(aside, ['2019-03-13'])).toBe(false);
  });

  test('names with digits, dates and brackets are no measures', () => {
    for (const line of ['SatO2', 'Mod.55', '223-Y87609', '12/11/2009', '[n° 12]', 'vitamine B12'])
      expect(numberDiffers(line, '90.6')).toBe(false);
    expect(numberDiffers('SatO2 100%', '100')).toBe(false);
  });

  test('a number printed as it is never differs, whatever stands around', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 9_999, noNaN: true }),
        fc.constantFrom('Poids : ', '', 'le 12/03/2019, '),
        (x, before) => {
          const written = x.toFixed(2);
          return !numberDiffers(`${before}${written.replace('.', ',')} kg`, written);
        },
      ),
    );
  });
});
