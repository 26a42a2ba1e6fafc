import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { check } from '../../../src/main/cda/check/check';
import type { WrittenDocument } from '../../../src/main/cda/write/model';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { at, attribute, child, childrenOf, textOf, type XmlElement } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { insOids } from '../../../src/shared/identity/ins';
import type { IdentityStatus } from '../../../src/shared/identity/patient';
import { patient, recipient, withPatient, written } from './example';
import { stubPdfA, variant } from './variants';

const bytesOf = (d: WrittenDocument): Uint8Array => {
  const result = writeN1(d);
  if (!result.ok) throw new Error(`${result.error.code} ${result.error.detail ?? ''}`);
  return result.value;
};
const treeOf = (d: WrittenDocument): XmlElement => {
  const parsed = parseXml(bytesOf(d));
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
};
const errorsOf = (bytes: Uint8Array) => {
  const verdict = check(bytes);
  return verdict.ok ? verdict.value.filter((v) => v.severity === 'error') : [verdict.error];
};
const refusalOf = (d: WrittenDocument) => {
  const result = writeN1(d);
  return result.ok ? null : `${result.error.code}/${result.error.detail ?? ''}`;
};

describe('a CDA R2 N1', () => {
  test('E-DOC-02 the golden document: structuration minimale, the PDF in base64, byte for byte', () => {
    const golden = readFileSync(join(import.meta.dirname, '../../fixtures/cda/ordonnance-n1.xml'));
    const ours = bytesOf(written({ recipients: [recipient], pdf: stubPdfA }));
    expect(Buffer.from(ours).toString()).toBe(golden.toString());
    expect(errorsOf(ours)).toEqual([]);
  });

  test('E-DOC-10 what comes out of the CDA is the PDF that went in', () => {
    const body = at(treeOf(written({ pdf: stubPdfA })), 'component', 'nonXMLBody', 'text');
    expect(Buffer.from(textOf(body), 'base64')).toEqual(Buffer.from(stubPdfA));
    expect(attribute(body!, 'mediaType')).toBe('application/pdf');
    expect(attribute(body!, 'representation')).toBe('B64');
  });

  test('120 variants break no rule of ours', () => {
    for (let n = 0; n < 260; n++)
      expect({ n, errors: errorsOf(bytesOf(variant(n))) }).toEqual({ n, errors: [] });
  });

  test('every addressee is an informationRecipient', () => {
    const others = [recipient, { ...recipient, familyName: 'AUTRE', nationalId: null }];
    const families = childrenOf(treeOf(written({ recipients: others })), 'informationRecipient').map((r) =>
      textOf(at(r, 'intendedRecipient', 'informationRecipient', 'name', 'family')),
    );
    expect(families).toEqual(['KERVELLA-FICTIF', 'AUTRE']);
  });

  test('E-DOC-12 a new version keeps its setId, counts one more and names what it replaces', () => {
    const tree = treeOf(written({ version: 2, replaces: '2.25.1', uniqueId: '2.25.2', setId: '2.25.3' }));
    expect(attribute(child(tree, 'setId')!, 'root')).toBe('2.25.3');
    expect(attribute(child(tree, 'versionNumber')!, 'value')).toBe('2');
    expect(attribute(child(tree, 'relatedDocument')!, 'typeCode')).toBe('RPLC');
    expect(attribute(at(tree, 'relatedDocument', 'parentDocument', 'id')!, 'root')).toBe('2.25.1');
  });
});

describe('the INS in a CDA', () => {
  const statuses: [IdentityStatus, boolean][] = [
    ['provisoire', false],
    ['recuperee', false],
    ['validee', false],
    ['qualifiee', true],
  ];
  test.each(statuses)(
    'E-INS-34 with status %s the matricule and its OID are written: %s',
    (status, shared) => {
      const hasIns = status === 'recuperee' || status === 'qualifiee';
      const xml = Buffer.from(bytesOf(withPatient({ status, ins: hasIns ? patient.ins : null }))).toString();
      expect(xml.includes(patient.ins!.value)).toBe(shared);
      for (const oid of Object.values(insOids))
        expect(xml.includes(`"${oid}"`)).toBe(shared && oid === patient.ins!.oid);
      expect(xml).toContain('<family qualifier="BR">DURAND</family>');
    },
  );

  test.each([
    ['a false key', { ins: { value: '286033523801299', oid: insOids.nirTest } }, 'cda-ins/'],
    ['an unknown authority', { ins: { value: '286033523801253', oid: '1.2.3' } }, 'cda-ins/'],
    ['INS-C', { ins: { value: '286033523801253', oid: '1.2.250.1.213.1.4.2' } }, 'cda-ins/'],
    ['a qualified status without INS', { ins: null }, 'cda-identity/'],
    ['a doubtful identity said to be qualified', { attributes: ['douteuse' as const] }, 'cda-identity/'],
    ['a lower-case name', { traits: { ...patient.traits, birthName: 'Durand' } }, 'cda-trait/birthName'],
    ['no list of given names', { traits: { ...patient.traits, firstNames: '' } }, 'cda-trait/firstNames'],
    [
      'a list that begins otherwise',
      { traits: { ...patient.traits, firstNames: 'MARIE' } },
      'cda-trait/firstNames',
    ],
    ['no birthplace', { traits: { ...patient.traits, birthPlace: '' } }, 'cda-trait/birthPlace'],
    [
      'a birth date that does not exist',
      { traits: { ...patient.traits, birthDate: '1986-02-30' } },
      'cda-birth-date/',
    ],
    [
      'a zero-filled birth date',
      { traits: { ...patient.traits, birthDate: '1979-00-00' } },
      'cda-birth-date/',
    ],
    ['a shortened birth date', { traits: { ...patient.traits, birthDate: '1979' } }, 'cda-birth-date/'],
  ])('%s is refused', (_, change, refusal) => {
    expect(refusalOf(withPatient(change))).toBe(refusal);
  });
});

describe('illegal input', () => {
  test.each<[string, Partial<WrittenDocument>, string]>([
    ['an OID with a padded arc', { uniqueId: '1.2.007' }, 'cda-ids/uniqueId'],
    ['the same id for document and thread', { setId: written().uniqueId }, 'cda-ids/setId'],
    ['version 0', { version: 0 }, 'cda-version/'],
    ['version 2 that replaces nothing', { version: 2 }, 'cda-version/replaces'],
    ['a type outside JDV_J07', { type: '52063-5' }, 'cda-type/'],
    ['the type of a signature', { type: 'E1762' }, 'cda-type/'],
    ['an empty title', { title: ' ' }, 'cda-text/title'],
    ['a control character', { title: 'Ordo\u0001nnance' }, 'cda-text/title'],
    ['half a surrogate pair', { title: 'Ordo\ud800nnance' }, 'cda-text/title'],
    ['no date', { time: new Date(Number.NaN) }, 'cda-time/'],
    [
      'an act that ends before it starts',
      { serviceStop: new Date('2026-11-23T09:00:00Z') },
      'cda-time/serviceStop',
    ],
    [
      'a facility unknown to JDV_J02',
      {
        situation: { structureId: null, structureName: null, sector: null },
        practice: { ...written().practice, facilityType: 'SA99' },
      },
      'cda-structure/facilityType',
    ],
    [
      'no structure',
      { situation: { structureId: '', structureName: null, sector: null } },
      'cda-structure/structureId',
    ],
    ['an unknown profession', { author: { ...written().author, profession: '99' } }, 'cda-author/speciality'],
    [
      'a recipient without a name',
      { recipients: [{ ...recipient, familyName: '' }] },
      'cda-recipient/familyName',
    ],
    ['a PDF that is none', { pdf: new TextEncoder().encode('<html></html>') }, 'cda-pdf/'],
    ['no PDF', { pdf: new Uint8Array() }, 'cda-pdf/'],
  ])('%s is refused', (_, change, refusal) => {
    expect(refusalOf(written(change))).toBe(refusal);
  });

  test('markup in a title is text, whatever it looks like', () => {
    const title = 'a ]]> <b>&amp;&foo;&#10;</b> "c" \' <!-- d --> <?e?>';
    expect(textOf(child(treeOf(written({ title })), 'title'))).toBe(title);
  });

  test('any title is refused or read back as it was, white space apart', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 80 })),
        (title) => {
          const result = writeN1(written({ title }));
          if (!result.ok) return result.error.code === 'cda-text';
          const parsed = parseXml(result.value);
          return parsed.ok && textOf(child(parsed.value, 'title')) === title.replace(/\s+/g, ' ').trim();
        },
      ),
      { numRuns: 60 },
    );
  });

  test('a name of a hundred characters is written whole', () => {
    const birthName = 'LONG-NOM '.repeat(11).trim();
    const tree = treeOf(withPatient({ traits: { ...patient.traits, birthName } }));
    expect(textOf(at(tree, 'recordTarget', 'patientRole', 'patient', 'name', 'family'))).toBe(birthName);
  });
});

describe('reproducibility', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  test('the zone of the host changes no byte, in winter and in summer', () => {
    for (const time of [new Date('2026-01-31T23:30:00Z'), new Date('2026-07-31T22:30:00Z')]) {
      const all = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Europe/Paris'].map((tz) => {
        process.env.TZ = tz;
        return Buffer.from(bytesOf(written({ time, serviceStart: time }))).toString();
      });
      expect(new Set(all).size).toBe(1);
      expect(all[0]).toContain(time.getUTCMonth() === 0 ? '"20260201003000+0100"' : '"20260801003000+0200"');
    }
  });
});
