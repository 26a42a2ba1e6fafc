import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { afterEach, describe, expect, test } from 'vitest';
import { writeN1 } from '../../../src/main/cda/write/n1';
import { writeXdm } from '../../../src/main/xdm/write/archive';
import { attribute, descendants, textOf } from '../../../src/main/xml/element';
import { parseXml } from '../../../src/main/xml/parse';
import { patientIdSchema } from '../../../src/shared/identity/patient';
import { limits } from '../../../src/shared/limits';
import { patient, withPatient, written } from '../cda/example';

const cdaOf = (d = written()) => {
  const result = writeN1(d);
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const input = (documents: Uint8Array[], date = new Date('2026-11-23T09:30:00Z')) => ({
  documents: documents.map((cda) => ({ cda })),
  uniqueId: '2.25.77',
  sourceId: '1.2.250.1.999.1.1.8121',
  date,
  notice: {
    sender: 'Dr Camille DOCTEUR-FICTIF',
    structure: 'CABINET <FICTIF>',
    phone: '',
    software: 'Colloque 0.1.0',
  },
});
const zip = (...args: Parameters<typeof input>) => {
  const result = writeXdm(input(...args));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

describe('IHE_XDM.zip', () => {
  test('E-MSS-01 holds INDEX.HTM, README.TXT and one set under 8.3 names', () => {
    const files = Object.keys(unzipSync(zip([cdaOf(), cdaOf(written({ uniqueId: '2.25.5' }))])));
    expect(files).toEqual([
      'INDEX.HTM',
      'README.TXT',
      'IHE_XDM/SUBSET01/METADATA.XML',
      'IHE_XDM/SUBSET01/DOC0001.XML',
      'IHE_XDM/SUBSET01/DOC0002.XML',
    ]);
    for (const path of files)
      for (const part of path.split('/')) expect(part).toMatch(/^[A-Z0-9_]{1,8}(\.[A-Z0-9_]{1,3})?$/);
  });

  test('carries the CDA untouched, with its hash, size and name in the metadata', () => {
    const cda = cdaOf();
    const files = unzipSync(zip([cda]));
    expect(Buffer.from(files['IHE_XDM/SUBSET01/DOC0001.XML']!)).toEqual(Buffer.from(cda));
    const metadata = parseXml(files['IHE_XDM/SUBSET01/METADATA.XML']!);
    if (!metadata.ok) throw new Error(metadata.error.code);
    const slots = Object.fromEntries(
      [...descendants(metadata.value)]
        .filter((e) => e.name === 'Slot')
        .map((s) => [attribute(s, 'name'), textOf(s)]),
    );
    expect(slots).toMatchObject({
      URI: 'DOC0001.XML',
      size: String(cda.byteLength),
      hash: createHash('sha1').update(cda).digest('hex'),
    });
  });

  test('E-INS-34 holds no INS when it is not qualified', () => {
    const cda = cdaOf(withPatient({ status: 'recuperee' }));
    for (const bytes of Object.values(unzipSync(zip([cda]))))
      expect(Buffer.from(bytes).toString()).not.toContain(patient.ins!.value);
  });

  test('its human pages hold no trait of the patient and no live markup', () => {
    const files = unzipSync(zip([cdaOf(written({ title: '<script>x</script>' }))]));
    const pages = Buffer.concat([files['INDEX.HTM']!, files['README.TXT']!]).toString();
    expect(pages).not.toContain('DURAND');
    const index = Buffer.from(files['INDEX.HTM']!).toString();
    expect(index).not.toContain('<script');
    expect(index).toContain('CABINET &lt;FICTIF&gt;');
  });
});

describe('refusals', () => {
  test('E-MSS-20 documents of two patients', () => {
    const other = cdaOf(withPatient({ status: 'validee', ins: null, id: patientIdSchema.parse('p-2') }));
    expect(writeXdm(input([cdaOf(), other]))).toMatchObject({ ok: false, error: { code: 'xdm-patients' } });
  });
  test('no document, or a file that is no CDA', () => {
    expect(writeXdm(input([]))).toMatchObject({ ok: false, error: { code: 'xdm-empty' } });
    expect(writeXdm(input([new Uint8Array([1, 2])]))).toMatchObject({
      ok: false,
      error: { code: 'xdm-metadata' },
    });
  });
});

test('as many documents as a reader takes, and not one more', () => {
  const cda = cdaOf();
  const many = (n: number) => writeXdm(input(Array.from({ length: n }, () => cda)));
  expect(many(limits.zipEntries - 3)).toMatchObject({ ok: true });
  expect(many(limits.zipEntries - 2)).toMatchObject({ ok: false, error: { code: 'xdm-empty' } });
});

describe('reproducibility', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  test('the zone of the host changes no byte, even in the hour that summer time skips', () => {
    const all = ['UTC', 'Europe/Paris', 'Asia/Tokyo', 'America/New_York'].map((tz) => {
      process.env.TZ = tz;
      return Buffer.from(zip([cdaOf()], new Date('2026-03-29T02:30:00Z'))).toString('hex');
    });
    expect(new Set(all).size).toBe(1);
  });
});
