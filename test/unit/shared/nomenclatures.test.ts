import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { attribute, descendants } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { authorSpecialties } from '../../../src/shared/nomenclatures/authorSpecialties';
import { type Concept, conceptOf } from '../../../src/shared/nomenclatures/concept';
import { confidentialities } from '../../../src/shared/nomenclatures/confidentialities';
import { documentTypes } from '../../../src/shared/nomenclatures/documentTypes';
import { facilityTypes } from '../../../src/shared/nomenclatures/facilityTypes';
import { practiceSettings } from '../../../src/shared/nomenclatures/practiceSettings';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

describe(`committed tables${skippedWithoutShared}`, () => {
  test.skipIf(!hasShared).each<[string, readonly Concept[], number]>([
    ['J01_XdsAuthorSpecialty', authorSpecialties, 396],
    ['J02_XdsHealthcareFacilityTypeCode', facilityTypes, 69],
    ['J04_XdsPracticeSettingCode', practiceSettings, 12],
    ['J07_XdsTypeCode', documentTypes, 114],
    ['J08_XdsConfidentialityCode', confidentialities, 6],
  ])('%s holds what the national value set holds, read by another parser', (name, table, size) => {
    const parsed = parseXml(readFileSync(shared('data/jdv', `JDV_${name}_CISIS.xml`)));
    if (!parsed.ok) throw new Error(parsed.error.code);
    const concepts = [...descendants(parsed.value)]
      .filter((e) => e.name === 'Concept')
      .map((e) => ['code', 'codeSystem', 'displayName'].map((k) => attribute(e, k)?.trim()));
    expect(table.map((row) => row.slice(0, 3))).toEqual(concepts);
    expect(table.length).toBe(size);
  });
});

test('a code is found with its system, or in any', () => {
  expect(conceptOf(confidentialities, 'N')?.[2]).toBe('Normal');
  expect(conceptOf(confidentialities, 'N', '1.2.250.1.213.1.1.4.13')).toBeNull();
  expect(conceptOf(confidentialities, null)).toBeNull();
});
