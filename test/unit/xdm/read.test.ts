import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readXdm } from '../../../src/main/xdm/read';
import { unzip } from '../../../src/main/xdm/unzip';
import { limits } from '../../../src/shared/limits';
import { hasShared, shared } from '../../support/shared';
import { cdaOf, type Member, metadataOf, xdmOf, zipOf } from './zipOf';

const cda = cdaOf('1.2.3', '286033523801240');
const one = { uri: 'DOC0001.XML', bytes: cda, patientId: '286033523801240^^^&1.2.250.1.213.1.4.8&ISO^NH' };
const codeOf = (bytes: Uint8Array) => {
  const result = readXdm(bytes);
  return result.ok ? 'ok' : result.error.code;
};
const archive = (bytes: Uint8Array) => {
  const result = readXdm(bytes);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const warningsOf = (bytes: Uint8Array) => {
  const { documents, warnings } = archive(bytes);
  return [...warnings, ...documents.flatMap((d) => d.warnings)].map((w) => w.code);
};

describe('archives', () => {
  test('E-MSS-21 the patient of METADATA.XML and the bytes of its URI are handed over', () => {
    const { documents, patientIds, warnings } = archive(xdmOf([one]));
    expect(patientIds).toEqual(['286033523801240^^^&1.2.250.1.213.1.4.8&ISO^NH']);
    expect(documents).toHaveLength(1);
    expect(Buffer.compare(documents[0]!.bytes, cda)).toBe(0);
    expect(documents[0]!.metadata).toMatchObject({ title: 'Titre 0', size: cda.length });
    expect([...warnings, ...documents[0]!.warnings]).toEqual([]);
  });

  test('lower-case names, litter of macOS and a missing index change nothing', () => {
    const zip = zipOf([
      { name: '__MACOSX/IHE_XDM/SUBSET01/._METADATA.xml', data: 'litter' },
      { name: 'IHE_XDM/.DS_Store', data: 'litter' },
      { name: 'ihe_xdm/subset01/doc0001.xml', data: cda },
      { name: 'ihe_xdm/subset01/metadata.xml', data: metadataOf([one]) },
    ]);
    expect(archive(zip).documents.map((d) => d.path)).toEqual(['ihe_xdm/subset01/doc0001.xml']);
    expect(warningsOf(zip)).toEqual([]);
  });

  test('a false hash, a false size and a damaged file are said, the document is shown', () => {
    expect(warningsOf(xdmOf([{ ...one, hash: 'a'.repeat(40) }]))).toEqual(['xdm-hash']);
    expect(warningsOf(xdmOf([{ ...one, size: 1 }]))).toEqual(['xdm-size']);
    const damaged = zipOf([
      { name: 'IHE_XDM/S/DOC0001.XML', data: cda, crc: 1 },
      { name: 'IHE_XDM/S/METADATA.XML', data: metadataOf([one]) },
    ]);
    expect(warningsOf(damaged)).toEqual(['xdm-damaged']);
  });

  test('a document that is announced and absent, and one that is there and not announced', () => {
    const zip = zipOf([
      { name: 'IHE_XDM/S/AUTRE.XML', data: cda },
      { name: 'IHE_XDM/S/METADATA.XML', data: metadataOf([one]) },
    ]);
    expect(warningsOf(zip)).toEqual(['xdm-missing-file', 'xdm-no-metadata']);
    expect(archive(zip).documents[0]!.metadata).toBeNull();
  });

  test('a URI may not climb out of its folder', () => {
    const zip = zipOf([
      { name: 'IHE_XDM/OTHER/DOC.TXT', data: 'no' },
      { name: 'IHE_XDM/S/METADATA.XML', data: metadataOf([{ ...one, uri: '../OTHER/DOC.TXT' }]) },
    ]);
    expect(codeOf(zip)).toBe('xdm-empty');
  });

  test('E-MSS-20 two patients in one archive are said on every document', () => {
    const other = { ...one, uri: 'DOC0002.XML', patientId: '190076321088835^^^&1.2.250.1.213.1.4.8&ISO^NH' };
    const { documents, patientIds } = archive(xdmOf([one, other]));
    expect(patientIds).toHaveLength(2);
    for (const d of documents) expect(d.warnings.map((w) => w.code)).toContain('xdm-several-patients');
  });

  test('the same patient with and without the type of its number is one', () => {
    const other = { ...one, uri: 'DOC0002.XML', patientId: '286033523801240^^^&1.2.250.1.213.1.4.8&ISO' };
    expect(archive(xdmOf([one, other])).patientIds).toHaveLength(1);
  });

  test('two subsets are both read and said; an archive inside is left alone and said', () => {
    const zip = xdmOf(
      [one],
      [
        { name: 'IHE_XDM/SUBSET02/DOC0001.XML', data: cda },
        { name: 'IHE_XDM/SUBSET02/METADATA.XML', data: metadataOf([one]) },
        { name: 'IHE_XDM/SUBSET02/MORE.ZIP', data: zipOf([{ name: 'a', data: 'b' }]) },
      ],
    );
    expect(archive(zip).documents).toHaveLength(2);
    expect(warningsOf(zip)).toEqual(['xdm-nested', 'xdm-several-subsets']);
  });

  test('a stylesheet beside the documents is noticed', () => {
    expect(
      archive(xdmOf([one], [{ name: 'STYLE/cda.xsl', data: '<x/>' }])).stylesheets.map((s) => [
        s.name,
        s.bytes.length,
      ]),
    ).toEqual([['STYLE/cda.xsl', 4]]);
  });

  test('old or hostile metadata make a typed failure', () => {
    const withMetadata = (data: string) => codeOf(zipOf([{ name: 'IHE_XDM/S/METADATA.XML', data }]));
    expect(withMetadata('<!DOCTYPE x [<!ENTITY a "b">]><x/>')).toBe('xml-doctype');
    expect(withMetadata('<x')).toBe('xml-malformed');
    expect(
      withMetadata(
        '<s:SubmitObjectsRequest xmlns:s="urn:oasis:names:tc:ebxml-regrep:rim:xsd:2.1"><s:ExtrinsicObject/></s:SubmitObjectsRequest>',
      ),
    ).toBe('xds-old-version');
  });
});

describe('E-REC-08 hostile archives are refused whole', () => {
  const bomb = Buffer.alloc(limits.zipRatioFloorBytes * 2);
  const cases: [string, Member[], string][] = [
    ['a path that climbs', [{ name: '../evil.xml' }], 'zip-unsafe'],
    ['a path that climbs further in', [{ name: 'IHE_XDM/../../evil.xml' }], 'zip-unsafe'],
    ['a path that climbs with backslashes', [{ name: 'a\\..\\..\\evil.xml' }], 'zip-unsafe'],
    ['an absolute path', [{ name: '/etc/passwd' }], 'zip-unsafe'],
    ['a drive', [{ name: 'C:\\evil.xml' }], 'zip-unsafe'],
    ['a name with a NUL', [{ name: 'a\u0000.xml' }], 'zip-unsafe'],
    ['a symbolic link', [{ name: 'a', data: '/etc/passwd', mode: 0xa1ff }], 'zip-unsafe'],
    ['a device', [{ name: 'a', mode: 0x21ff }], 'zip-unsafe'],
    ['a duplicate name', [{ name: 'a' }, { name: 'a' }], 'zip-duplicate'],
    ['names that differ by case', [{ name: 'DOC.XML' }, { name: 'doc.xml' }], 'zip-duplicate'],
    ['a bomb', [{ name: 'a', data: bomb }], 'zip-too-big'],
    ['a bomb that declares itself small', [{ name: 'a', data: bomb, declared: 10 }], 'zip-too-big'],
    ['encryption', [{ name: 'a', flags: 1 }], 'zip-unsupported'],
    ['an unknown method', [{ name: 'a', data: 'x', method: 12 }], 'zip-unsupported'],
  ];
  test.each(cases)('%s', (_, members, code) => expect(codeOf(zipOf(members))).toBe(code));

  test('as many files as the limit pass, one more is refused', () => {
    const files = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `f${i}`, data: 'x' }));
    expect(unzip(zipOf(files(limits.zipEntries))).ok).toBe(true);
    expect(codeOf(zipOf(files(limits.zipEntries + 1)))).toBe('zip-too-big');
  });

  test('many files that are each allowed may not exceed the whole', () => {
    const half = Buffer.alloc(limits.zipInflatedBytes / 2 + 1);
    const members = [0, 1].map((i) => ({ name: `${i}`, data: half, method: 0 }));
    expect(codeOf(zipOf(members))).toBe('zip-too-big');
  });

  test('not a zip, a truncated one, a directory that lies', () => {
    const good = xdmOf([one]);
    expect(codeOf(new TextEncoder().encode('PK not a zip'))).toBe('zip-damaged');
    expect(codeOf(good.subarray(0, good.length - 30))).toBe('zip-damaged');
    expect(codeOf(zipOf([{ name: 'a' }], 3))).toBe('zip-damaged');
  });

  test('no change of bytes makes it throw', () => {
    const good = xdmOf([one]);
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 8 }), (changes) => {
        const bytes = good.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return typeof readXdm(bytes).ok === 'boolean';
      }),
      { numRuns: 500 },
    );
  });
});

describe.skipIf(!hasShared)('archives of real products (shared data)', () => {
  test.each([
    ['Epic.zip', 1, 'IHE_XDM/LUCY_0/DOC0001.XML', []],
    ['MIE.zip', 1, 'IHE_XDM/SUBSET01/DOC00001.XML', []],
    ['xdm_minimal.zip', 1, 'IHE_XDM/SUBSET/doc.txt', []],
  ])('%s opens, its hash and size agree', (file, count, path, warnings) => {
    const { documents, warnings: said } = archive(readFileSync(shared('data', 'xds', 'xdm', file)));
    expect(documents).toHaveLength(count);
    expect(documents[0]!.path).toBe(path);
    expect([...said, ...documents[0]!.warnings].map((w) => w.code)).toEqual(warnings);
  });
});
