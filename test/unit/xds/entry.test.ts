import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { WrittenDocument } from '../../../src/main/cda/write/model';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { cx, dtmOf, xcn, xon } from '../../../src/main/xds/datatypes';
import { entryOf } from '../../../src/main/xds/entry';
import { at, attribute, child, textOf } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import type { IdentityStatus } from '../../../src/shared/identity/patient';
import { patient, withPatient, written } from '../cda/example';
import { variant } from '../cda/variants';

const cdaOf = (d: WrittenDocument) => {
  const result = writeN1(d);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const entry = (cda: Uint8Array, options = {}) => {
  const result = entryOf(cda, options);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail}`);
  return result.value;
};

describe('metadata of a document', () => {
  test('say what its header says, for 60 variants', () => {
    for (let n = 0; n < 60; n++) {
      const d = variant(n);
      const cda = cdaOf(d);
      const parsed = parseXml(cda);
      if (!parsed.ok) throw new Error(parsed.error.code);
      const root = parsed.value;
      const e = entry(cda);
      const codeOf = (...path: string[]) => attribute(at(root, ...path)!, 'code');
      expect(e).toMatchObject({
        uniqueId: d.uniqueId,
        title: textOf(child(root, 'title')),
        creationTime: `${d.time.toISOString().slice(0, 19).replace(/\D/g, '')}`,
        serviceStartTime: d.serviceStart.toISOString().slice(0, 19).replace(/\D/g, ''),
        serviceStopTime: d.serviceStop?.toISOString().slice(0, 19).replace(/\D/g, '') ?? null,
        languageCode: 'fr-FR',
        mimeType: 'text/xml',
        size: cda.byteLength,
        hash: createHash('sha1').update(cda).digest('hex'),
      });
      expect(e.typeCode.code).toBe(codeOf('code'));
      expect(e.practiceSetting.code).toBe('AMBULATOIRE');
      expect(e.facilityType.code).toBe(
        codeOf('componentOf', 'encompassingEncounter', 'location', 'healthCareFacility', 'code'),
      );
      expect(e.authors[0]?.person).toContain(d.author.nationalId);
      expect(e.legalAuthenticator).toBe(e.authors[0]?.person);
      expect(e.eventCodes.length).toBe(d.act ? 1 : 0);
      expect(e.confidentialityCodes.map((c) => c.code)).toEqual(['N']);
      expect(e.sourcePatientInfo[0]).toContain(d.patient.traits.birthName.replace(/\s+/g, ' '));
    }
  });

  test('class and format come from the national tables', () => {
    const e = entry(cdaOf(written()));
    expect(e.classCode).toEqual({ code: '42', system: '1.2.250.1.213.1.1.4.1', label: 'Prescription' });
    expect(e.formatCode.code).toBe('urn:ihe:iti:xds-sd:pdf:2008');
    expect(entry(cdaOf(written({ type: 'SYNTH' }))).classCode.code).toBe('11');
    expect(entry(cdaOf(written({ type: '18748-4' }))).classCode.code).toBe('31');
  });

  test.each<[IdentityStatus, boolean]>([
    ['provisoire', false],
    ['recuperee', false],
    ['validee', false],
    ['qualifiee', true],
  ])('E-INS-34 with status %s the INS is in the metadata: %s', (status, shared) => {
    const hasIns = status === 'recuperee' || status === 'qualifiee';
    const e = entry(cdaOf(withPatient({ status, ins: hasIns ? patient.ins : null })));
    expect(e.patientId).toBe(
      shared ? '286033523801253^^^&1.2.250.1.213.1.4.10&ISO^NH' : 'p-0001^^^&1.2.250.1.999.1.1.8121&ISO^PI',
    );
    expect(JSON.stringify(e).includes(patient.ins!.value)).toBe(shared);
  });

  test('birth and used names are told apart', () => {
    const e = entry(cdaOf(withPatient({ usedName: 'MARTIN', usedFirstName: 'LISE' })));
    expect(e.sourcePatientInfo).toEqual([
      'PID-5|DURAND^ELISE^^^^^L',
      'PID-5|MARTIN^LISE^^^^^D',
      'PID-7|19860314',
      'PID-8|F',
    ]);
  });

  test('masks stand in the metadata only', () => {
    const cda = cdaOf(written());
    const masks = ['MASQUE_PS', 'INVISIBLE_PATIENT', 'INVISIBLE_REPRESENTANTS_LEGAUX'] as const;
    for (const mask of masks)
      expect(entry(cda, { masks: [mask] }).confidentialityCodes.map((c) => c.code)).toEqual(['N', mask]);
    expect(Buffer.from(cda).toString()).not.toContain('MASQUE_PS');
  });

  test('what is no CDA, or lacks what XDS needs, is a typed refusal', () => {
    const bytes = (s: string) => new TextEncoder().encode(s);
    expect(entryOf(bytes('<html/>'))).toMatchObject({ ok: false, error: { code: 'xds-not-cda' } });
    expect(entryOf(bytes('%PDF'))).toMatchObject({ ok: false, error: { code: 'xds-not-cda' } });
    const headless = Buffer.from(cdaOf(written()))
      .toString()
      .replace(/<componentOf>.*<\/componentOf>/, '');
    expect(entryOf(bytes(headless))).toMatchObject({
      ok: false,
      error: { code: 'xds-missing', detail: 'facilityType' },
    });
  });
});

describe('XDS data types', () => {
  test.each([
    ['20261123103000+0100', '20261123093000'],
    ['20260701000500+0200', '20260630220500'],
    ['202601010030+0100', '202512312330'],
    ['20261123103000.123+0100', '20261123093000'],
    ['20261123103000', '20261123093000'],
    ['20260701120000', '20260701100000'],
    ['20261123', '20261123'],
    ['1979', '1979'],
    ['20260230', null],
    ['20261123250000+0100', null],
    ['hier', null],
    [null, null],
  ])('time %s in UTC is %s', (ts, expected) => {
    expect(dtmOf(ts)).toBe(expected);
  });

  test('a name shifts no component', () => {
    expect(xcn({ id: '8123', root: '1.2.250.1.71.4.2.1', family: 'A^B&C', given: null })).toBe(
      '8123^A\\S\\B\\T\\C^^^^^^^&1.2.250.1.71.4.2.1&ISO^D^^^IDNPS',
    );
    expect(cx({ root: '1.2.3', extension: 'a^b' })).toBe('a\\S\\b^^^&1.2.3&ISO^PI');
  });

  test('a structure with a very long name fits a slot and keeps its identifier', () => {
    const long = xon({ id: '499700000012001', root: '1.2.250.1.71.4.2.2', name: '&'.repeat(400) });
    expect(long.length).toBeLessThanOrEqual(256);
    expect(long.endsWith('^^^^^&1.2.250.1.71.4.2.2&ISO^IDNST^^^499700000012001')).toBe(true);
    expect(long.split('^')[0]).toMatch(/^(\\T\\)+$/);
  });
});
