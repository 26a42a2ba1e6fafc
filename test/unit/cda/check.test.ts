import { describe, expect, test } from 'vitest';
import { check, rules } from '../../../src/main/cda/check/check';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { recipient, written } from './example';
import { stubPdfA } from './variants';

const made = writeN1(written({ recipients: [recipient], pdf: stubPdfA }));
const xml = made.ok ? Buffer.from(made.value).toString() : '';

const verdictOf = (text: string) => {
  const verdict = check(new TextEncoder().encode(text));
  if (!verdict.ok) return [verdict.error.code];
  return [...new Set(verdict.value.map((v) => (v.severity === 'error' ? v.rule : `(${v.rule})`)))];
};

test('each rule has its own id, a clause and a French sentence', () => {
  expect(new Set(rules.map((r) => r.id)).size).toBe(rules.length);
  for (const rule of rules) expect(rule.message, rule.id).toMatch(/^\p{L}.*\.$/u);
});

describe('traps of the header', () => {
  test.each<[string, string | RegExp, string, string]>([
    [
      'SP as qualifier of a name',
      'family qualifier="BR"',
      'family qualifier="SP"',
      'patient.family.qualifier',
    ],
    ['DR as prefix', '<prefix>M</prefix>', '<prefix>DR</prefix>', 'person.prefix'],
    ['https in a telecom', 'tel:0299111111', 'https://cabinet.example', 'type.telecom.scheme'],
    ['no county beside the city once the INS is there', '<county>35238</county>', '', 'patient.ins.traits'],
    ['no practice setting at the performer', /<standardIndustryClassCode[^>]*>/, '', 'act.setting'],
    [
      'low equal to high in the encounter',
      /(<encompassingEncounter>.*?<low value="([^"]*)"\/>)/,
      '$1<high value="$2"/>',
      'encounter.duration',
    ],
    [
      'a model’s template beside those of level 1',
      '<id root="2.25.22',
      '<templateId root="1.2.250.1.213.1.1.1.39"/><id root="2.25.22',
      'document.template.level1',
    ],
    ['a leading zero in an OID', /<setId root="2\.25\./, '<setId root="2.25.0', 'type.root'],
    [
      'two given names for a professional',
      '<given>CAMILLE</given>',
      '<given>CAMILLE</given><given>ANNE</given>',
      'person.given',
    ],
    ['a false key', '253" root', '254" root', 'patient.ins.key'],
    ['a birth date of zeros', '"19860314"', '"19860000"', 'type.time'],
    ['Z as zone', '20261123103000+0100', '20261123093000Z', 'type.time'],
    ['a time without its zone', '"20261123103000+0100"', '"20261123103000"', 'type.time.zone'],
    [
      'masking in the CDA',
      'code="N" codeSystem="2.16.840.1.113883.5.25"',
      'code="MASQUE_PS" codeSystem="1.2.250.1.213.1.1.4.13"',
      'document.confidentiality',
    ],
    ['languageCode fr', '"fr-FR"', '"fr"', 'document.language'],
    ['an unknown element', '<realmCode code="FR"/>', '<realmCode code="FR"/><foo/>', 'schema.unknown'],
    ['elements out of order', /(<title>.*?<\/title>)(<effectiveTime[^>]*>)/, '$2$1', 'schema.order'],
    [
      'no legal authenticator',
      /<legalAuthenticator>.*<\/legalAuthenticator>/,
      '',
      'document.legalAuthenticator',
    ],
    [
      'nullFlavor NI for a telecom',
      /<telecom value="tel:0299111111"\/>/,
      '<telecom nullFlavor="NI"/>',
      'type.telecom.null',
    ],
    ['a body that is no base64', /B64">[^<]*/, 'B64">é', 'body.base64'],
    ['an empty body', /B64">[^<]*/, 'B64">', 'body.base64'],
    [
      'a PDF that does not say PDF/A-1',
      /B64">[^<]*/,
      `B64">${Buffer.from('%PDF-1.4 x').toString('base64')}`,
      'body.pdfa',
    ],
  ])('%s', (_, from, to, rule) => {
    const order = xml.replace(
      /<id root="1\.2\.250\.1\.213\.1\.4\.10" extension="(\d{15})"\/>/,
      '<id extension="$1" root="1.2.250.1.213.1.4.10"/>',
    );
    const changed = order.replace(from, to);
    expect(changed).not.toBe(order);
    expect(verdictOf(order)).toEqual([]);
    expect(verdictOf(changed)).toContain(rule);
  });
});

test('a verdict says where', () => {
  const verdict = check(new TextEncoder().encode(xml.replace('<prefix>M</prefix>', '<prefix>DR</prefix>')));
  expect(verdict.ok && verdict.value[0]?.path).toBe(
    '/ClinicalDocument/author/assignedAuthor/assignedPerson/name/prefix',
  );
});

test.each([
  ['not XML', '%PDF-1.4', ['xml-malformed']],
  ['a DOCTYPE', `<!DOCTYPE x []>${xml}`, ['xml-doctype']],
  ['another XML', '<html/>', ['schema.root']],
])('%s is a typed answer', (_, text, expected) => {
  expect(verdictOf(text)).toEqual(expected);
});
