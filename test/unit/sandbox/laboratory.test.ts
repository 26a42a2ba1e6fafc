import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { XmlDocument } from 'libxml2-wasm';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import {
  morning,
  type PartnerMessage,
  type Scenario,
  scenarios,
} from '../../../src/sandbox/partners/scenarios';
import { hl7 } from '../../../src/sandbox/partners/writer/time';
import { fictivePatient } from '../../../src/sandbox/population';
import { seededIds } from '../../../src/shared/ids';

const NS = {
  c: 'urn:hl7-org:v3',
  x: 'http://www.w3.org/2001/XMLSchema-instance',
  lab: 'urn:oid:1.3.6.1.4.1.19376.1.3.2',
};
const at = new Date('2026-11-23T09:15:00Z');
const make = (name: Scenario, seed: string = name) => scenarios[name]({ at, ids: seededIds(seed) });

function xpath(message: PartnerMessage, expression: string): string {
  const doc = XmlDocument.fromBuffer(message.cda ?? new Uint8Array());
  try {
    return String(doc.eval(`string(${expression})`, NS));
  } finally {
    doc.dispose();
  }
}
const result = (loinc: string) =>
  `//c:component/c:observation[c:code/@code='${loinc}'][c:interpretationCode]`;

describe('the laboratory’s report', () => {
  test('says ferritin 312 µg/L [15–150] H and TSH 6.80 mUI/L H, each with its value of 02/09/2026', async () => {
    const m = await make('lab');
    expect(xpath(m, `${result('2276-4')}/c:value/@value`)).toBe('312');
    expect(xpath(m, `${result('2276-4')}/c:value/@unit`)).toBe('ug/L');
    expect(xpath(m, `${result('2276-4')}/c:interpretationCode/@code`)).toBe('H');
    expect(xpath(m, `${result('2276-4')}//c:referenceRange//c:low/@value`)).toBe('15');
    expect(xpath(m, `${result('2276-4')}//c:referenceRange//c:high/@value`)).toBe('150');
    expect(xpath(m, `${result('3016-3')}/c:value/@value`)).toBe('6.80');
    expect(
      xpath(m, `${result('3016-3')}/c:entryRelationship[@typeCode='REFR']//c:effectiveTime/@value`),
    ).toBe('20260902083000+0200');
    expect(xpath(m, `count(${result('718-7')}|${result('6690-2')}|${result('777-3')})`)).toBe('3');
    expect(xpath(m, `count(//c:observation[c:interpretationCode])`)).toBe('10');
  });

  test('narrative and entries say the same: every label anchor exists, every value is printed', async () => {
    const m = await make('lab');
    const doc = XmlDocument.fromBuffer(m.cda!);
    const anchors = doc.find('//c:text//c:content/@ID', NS).map((n) => n.content);
    const references = doc.find('//c:reference/@value', NS).map((n) => n.content.slice(1));
    expect(new Set(anchors).size).toBe(anchors.length);
    for (const r of references) expect(anchors).toContain(r);
    const printed = doc.find('//c:text//c:td', NS).map((n) => n.content);
    for (const v of doc.find('//c:observation[c:interpretationCode]/c:value/@value', NS))
      expect(printed).toContain(v.content.replace('.', ','));
    doc.dispose();
  });

  test('a file goes from partial to final to corrected: same setId, version + 1, RPLC of the one before', async () => {
    const versions = await Promise.all(
      (['lab-partial', 'lab-final', 'lab-corrected'] as const).map((n) => make(n)),
    );
    const of = (e: string) => versions.map((v) => xpath(v, e));
    expect(new Set(of('/c:ClinicalDocument/c:setId/@extension')).size).toBe(1);
    expect(of('/c:ClinicalDocument/c:versionNumber/@value')).toEqual(['1', '2', '3']);
    const ids = of('/c:ClinicalDocument/c:id/@extension');
    expect(of("//c:relatedDocument[@typeCode='RPLC']//c:id/@extension")).toEqual(['', ids[0], ids[1]]);
    expect(of('//lab:statusCode/@code')).toEqual(['active', 'completed', 'completed']);
    expect(of(`${result('2276-4')}/c:value/@value`)).toEqual(['', '312', '132']);
  });

  test('the critical one has HH; the level 1 holds the PDF and no entry', async () => {
    expect(xpath(await make('lab-critical'), `${result('2823-3')}/c:interpretationCode/@code`)).toBe('HH');
    const n1 = await make('lab-n1');
    expect(xpath(n1, '//c:nonXMLBody/c:text/@mediaType')).toBe('application/pdf');
    expect(xpath(n1, 'count(//c:entry)')).toBe('0');
  });

  test('the same moment and ids give the same bytes', async () => {
    const [a, b] = [await make('lab', 's'), await make('lab', 's')];
    expect(Buffer.compare(a.cda!, b.cda!)).toBe(0);
  });
});

describe('the mail around it', () => {
  test('carries IHE_XDM.zip with hash and size right, its PDF, and the XDM subject', async () => {
    const m = await make('lab');
    const mail = await PostalMime.parse(m.raw);
    expect(mail.subject).toBe("XDM/1.0/DDM+CR d'examens biologiques DURAND ELISE 14/03/1986");
    expect(mail.attachments.map((a) => a.mimeType)).toEqual(['application/zip', 'application/pdf']);
    const files = unzipSync(new Uint8Array(mail.attachments[0]!.content as ArrayBuffer));
    const cda = files['IHE_XDM/SUBSET01/DOC0001.XML']!;
    expect(Buffer.compare(cda, m.cda!)).toBe(0);
    const metadata = new TextDecoder().decode(files['IHE_XDM/SUBSET01/METADATA.XML']);
    expect(metadata).toContain(`<Value>${createHash('sha1').update(cda).digest('hex')}</Value>`);
    expect(metadata).toContain(`<Value>${cda.length}</Value>`);
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['INDEX.HTM', 'README.TXT']));
  });

  test('a naked PDF names no matricule anywhere', async () => {
    const m = await make('lab-pdf');
    expect(m.cda).toBeNull();
    expect(m.raw.toString('latin1')).not.toContain(fictivePatient(2).ins.value);
    expect((await PostalMime.parse(m.raw)).attachments.map((a) => a.mimeType)).toEqual(['application/pdf']);
  });

  test('a morning is eight messages, oldest first, to the doctor', async () => {
    const messages = await morning({ at, ids: seededIds('morning') });
    expect(messages).toHaveLength(8);
    const dates = await Promise.all(
      messages.map(async (m) => Date.parse((await PostalMime.parse(m.raw)).date ?? '')),
    );
    expect(dates).toEqual([...dates].sort((a, b) => a - b));
    expect(new Set(messages.map((m) => m.to))).toEqual(
      new Set(['camille.docteur-fictif@cabinet.mssante.fr']),
    );
  });
});

test('HL7 times follow the clock of Paris in winter and in summer', () => {
  expect(hl7(new Date('2026-11-23T09:15:00Z'))).toBe('20261123101500+0100');
  expect(hl7(new Date('2026-07-14T22:30:00Z'))).toBe('20260715003000+0200');
  expect(hl7(new Date('2026-10-25T00:59:59Z'))).toBe('20261025025959+0200');
  expect(hl7(new Date('2026-10-25T01:00:00Z'))).toBe('20261025020000+0100');
});
