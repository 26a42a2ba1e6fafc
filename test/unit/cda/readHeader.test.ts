import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCda } from '../../../src/main/cda/read';
import { isoTime } from '../../../src/main/cda/read/time';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import { insKey } from '../../../src/shared/identity/ins';

const read = (inside: string): ClinicalDocument => {
  const xml = `<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:lab="urn:oid:1.3.6.1.4.1.19376.1.3.2">${inside}</ClinicalDocument>`;
  const result = readCda(new TextEncoder().encode(xml));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const patient = (ids: string, name = '', rest = '') =>
  read(
    `<recordTarget><patientRole>${ids}<patient><name>${name}</name>${rest}</patient></patientRole></recordTarget>`,
  );
const codes = (d: ClinicalDocument) => d.warnings.map((w) => w.code);

const NIR = '1.2.250.1.213.1.4.8';
const valid = (m13: string) => `${m13}${insKey(m13)}`;
const id = (root: string, extension: string) => `<id root="${root}" extension="${extension}"/>`;

describe('identity received', () => {
  test('an INS with a good key is taken with its authority; other numbers are local', () => {
    const d = patient(id(NIR, valid('2860335238012')) + id('1.2.3', 'IPP9'));
    expect(d.patient).toMatchObject({
      ins: { value: valid('2860335238012'), oid: NIR },
      insDoubtful: false,
      localIds: [{ root: '1.2.3', extension: 'IPP9' }],
    });
  });

  test.each([
    ['two different INS', id(NIR, valid('2860335238012')) + id(NIR, valid('1790354588157')), 'ins-several'],
    ['a false key', id(NIR, '286033523801200'), 'ins-key'],
    ['an old INS-C', id('1.2.250.1.213.1.4.2', '0123456789012345678912'), 'ins-c'],
  ])('%s makes the identity doubtful and says so', (_, ids, code) => {
    const d = patient(ids);
    expect(d.patient.insDoubtful).toBe(true);
    expect(codes(d)).toContain(code);
  });

  test('an INS-C is never an INS; the same INS written twice is one', () => {
    expect(patient(id('1.2.250.1.213.1.4.2', '01')).patient.ins).toBeNull();
    const twice = patient(id(NIR, valid('2860335238012')).repeat(2));
    expect(twice.patient.insDoubtful).toBe(false);
  });

  test('two patients in one document: doubtful, and said', () => {
    const target = `<recordTarget><patientRole>${id(NIR, valid('2860335238012'))}</patientRole></recordTarget>`;
    const d = read(target + target);
    expect(d.patient.insDoubtful).toBe(true);
    expect(codes(d)).toContain('several-patients');
  });

  test('names: BR birth, CL and the old SP used, no qualifier the list of given names', () => {
    const d = patient(
      '',
      '<given>ELISE MARIE</given><family qualifier="BR">DURAND</family><given qualifier="BR">ELISE</given><family qualifier="SP">MARTIN</family><given qualifier="CL">LISON</given>',
    );
    expect(d.patient).toMatchObject({
      birthName: 'DURAND',
      usedName: 'MARTIN',
      firstNames: 'ELISE MARIE',
      firstGivenName: 'ELISE',
      usedFirstName: 'LISON',
    });
  });

  test.each([
    ['19860314', '1986-03-14'],
    ['1979', '1979'],
    ['197905', '1979-05'],
    ['19790000', '1979'],
    ['19790500', '1979-05'],
    ['19790231', null],
    ['hier', null],
    ['198603141200+0100', '1986-03-14'],
  ])('a birth time %s is read as %s', (written, iso) => {
    const d = patient('', '', `<birthTime value="${written}"/>`);
    expect(d.patient.birthDate).toBe(iso);
    expect(codes(d).includes('bad-date')).toBe(iso === null);
  });

  test('the place of birth is a COG code; words in its place are a label', () => {
    const place = (county: string) =>
      patient('', '', `<birthplace><place><addr><county>${county}</county></addr></place></birthplace>`)
        .patient;
    expect(place('2A004')).toMatchObject({ birthPlace: '2A004', birthPlaceLabel: null });
    expect(place('Marne')).toMatchObject({ birthPlace: null, birthPlaceLabel: 'Marne' });
  });

  test('an old sex code is read, an unknown one is not guessed', () => {
    const sex = (code: string) => patient('', '', `<administrativeGenderCode code="${code}"/>`).patient.sex;
    expect(['M', 'F', 'UN', 'U', 'X'].map(sex)).toEqual(['M', 'F', 'UN', 'UN', null]);
  });
});

describe('document', () => {
  test('replaced documents, version, set and partial state are read', () => {
    const d = read(
      `<id root="1.2" extension="b"/><code code="11502-2" codeSystem="2.16.840.1.113883.6.1"/><setId root="1.2" extension="s"/><versionNumber value="2"/>
       <relatedDocument typeCode="RPLC"><parentDocument><id root="1.2" extension="a"/></parentDocument></relatedDocument>
       <relatedDocument typeCode="APND"><parentDocument><id root="9.9"/></parentDocument></relatedDocument>
       <documentationOf><serviceEvent><lab:statusCode code="active"/></serviceEvent></documentationOf>`,
    );
    expect(d).toMatchObject({
      documentId: '1.2^b',
      setId: '1.2^s',
      version: 2,
      replaces: ['1.2^a'],
      completeness: 'partial',
      kind: 'biology',
    });
  });

  test('an unknown type opens: its header, sections and words are there', () => {
    const d = read(
      '<code code="99999-9" codeSystem="2.16.840.1.113883.6.1" displayName="Nouveau"/><component><structuredBody><component><section><title>A</title><text>bonjour</text></section></component></structuredBody></component>',
    );
    expect(d).toMatchObject({ kind: 'other', title: 'Nouveau', level: 'N3' });
    expect(d.sections[0]).toMatchObject({ title: 'A', narrative: [{ type: 'text', text: 'bonjour' }] });
  });

  test('a type that nobody knows falls back on the model', () => {
    const d = read('<templateId root="1.2.250.1.213.1.1.1.45" extension="2024.01"/><code code="x"/>');
    expect(d.kind).toBe('imaging');
    expect(d.templateIds).toEqual(['1.2.250.1.213.1.1.1.45^2024.01']);
  });

  test('an N1 holds its body as first attachment, decoded whatever the line breaks', () => {
    const base64 = Buffer.from('%PDF-1.4\nbonjour')
      .toString('base64')
      .replace(/(.{8})/g, '$1\r\n');
    const d = read(
      `<component><nonXMLBody><text mediaType="application/x" representation="B64">${base64}</text></nonXMLBody></component>`,
    );
    expect(d.level).toBe('N1');
    expect(d.attachments).toMatchObject([{ index: 0, role: 'body', mediaType: 'application/pdf', size: 16 }]);
  });

  test('a damaged piece, a piece kept elsewhere and a missing body are said', () => {
    const body = (inside: string) => codes(read(`<component><nonXMLBody>${inside}</nonXMLBody></component>`));
    expect(body('<text representation="B64">%%%%</text>')).toContain('attachment-damaged');
    expect(body('<text mediaType="application/pdf"><reference value="file.pdf"/></text>')).toContain(
      'external-file',
    );
    expect(codes(read(''))).toContain('no-body');
  });

  test('a professional: title from the suffix, RPPS from the national id, a device as author', () => {
    const person = (id: string) =>
      read(
        `<author><time value="20260102"/><assignedAuthor><id root="1.2.250.1.71.4.2.1" extension="${id}"/><assignedPerson><name><prefix>MME</prefix><given>Anne</given><family>LE GOFF</family><suffix>PR</suffix></name></assignedPerson></assignedAuthor></author>`,
      ).author;
    expect(person('899700000120')).toMatchObject({
      name: 'Pr Anne LE GOFF',
      rpps: '99700000120',
      time: '2026-01-02',
    });
    expect(person('012345678')).toMatchObject({ nationalId: '012345678', rpps: null });
    const device = read(
      '<author><assignedAuthor><assignedAuthoringDevice><softwareName>DMP</softwareName></assignedAuthoringDevice></assignedAuthor></author>',
    );
    expect(device.author?.name).toBe('DMP');
  });
});

test('XML that is no document is a typed failure', () => {
  for (const xml of ['<a/>', '<ClinicalDocument/>', '<ClinicalDocument xmlns="urn:hl7-org:v2"/>']) {
    const result = readCda(new TextEncoder().encode(xml));
    expect(!result.ok && result.error.code).toBe('cda-not-a-document');
  }
});

describe('time', () => {
  test.each([
    ['20240104160527+0100', '2024-01-04T16:05:27+01:00'],
    ['202401041605+0100', '2024-01-04T16:05+01:00'],
    ['20240104', '2024-01-04'],
    ['20240104160527.123+0200', '2024-01-04T16:05:27+02:00'],
    ['20240104160527Z', '2024-01-04T16:05:27Z'],
    ['20240104160527', '2024-01-04T16:05:27'],
    ['2024', '2024'],
    ['20092012081500+0100', null],
    ['20240104250000', '2024-01-04'],
    ['00000000', '0000'],
    ['', null],
  ])('%s → %s', (written, iso) => expect(isoTime(written)).toBe(iso));

  test('no text makes it throw, and what it answers is a prefix of ISO 8601', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{0,16}[+-]?\d{0,5}$/)), (text) => {
        const iso = isoTime(text);
        return iso === null || /^\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d)?)?)?)?$/.test(iso);
      }),
    );
  });
});
