import { zipSync } from 'fflate';
import { XmlDocument } from 'libxml2-wasm';
import PostalMime from 'postal-mime';
import { describe, expect, test } from 'vitest';
import { openCda } from '../../../src/main/cda/read';
import { Transcoder } from '../../../src/sandbox/partners/laboratory/transcoder';
import { thyroid } from '../../../src/sandbox/partners/radiology/scenarios';
import {
  newPartners,
  type Occasion,
  type PartnerMessage,
  partnersWith,
  type Scenario,
  scenarioList,
  scenarios,
} from '../../../src/sandbox/partners/scenarios';
import { fictivePatient, patientAddress, patientByIns } from '../../../src/sandbox/population';
import { hospitalMailbox } from '../../../src/sandbox/professionals';
import type { ClinicalDocument } from '../../../src/shared/documents/clinicalDocument';
import { seededIds } from '../../../src/shared/ids';

const NS = { c: 'urn:hl7-org:v3', x: 'http://www.w3.org/2001/XMLSchema-instance' };
const at = new Date('2026-11-23T09:15:00Z');
const fresh = (name: Scenario, more: Partial<Occasion> = {}) =>
  scenarios[name]({ at, ids: seededIds(name), ...more });
/** Each is composed once: a PDF costs a tenth of a second. */
const made = new Map<Scenario, Promise<PartnerMessage>>();
function make(name: Scenario): Promise<PartnerMessage> {
  const known = made.get(name) ?? fresh(name);
  made.set(name, known);
  return known;
}

function xpath(message: PartnerMessage, expression: string): string {
  const doc = XmlDocument.fromBuffer(message.cda ?? new Uint8Array());
  try {
    return String(doc.eval(`string(${expression})`, NS));
  } finally {
    doc.dispose();
  }
}

/** What the product, written apart, reads in it. */
function read(message: PartnerMessage): ClinicalDocument {
  const opened = openCda(message.cda ?? new Uint8Array());
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.document;
}

describe('every scenario', () => {
  const withCda = scenarioList().filter((s) => !s.name.endsWith('-pdf'));

  test.each(withCda.map((s) => s.name))('%s is read by the product without a warning', async (name) => {
    const document = read(await make(name));
    expect(document.warnings).toEqual([]);
    expect(document.results.length > 0).toBe(document.level === 'N3' && name.startsWith('lab'));
  });

  test.each(['lab-microbiology', 'discharge', 'vsm', 'lab-electrophoresis'] as const)(
    '%s is the same to the last byte of its mails for the same moment, ids and patient',
    async (name) => {
      const [a, b] = [await make(name), await fresh(name)];
      expect(Buffer.compare(a.raw, b.raw)).toBe(0);
      expect(a.copies).toEqual(b.copies);
    },
  );

  test('about another patient it names that one, in a file of its own', async () => {
    const patient = fictivePatient(5_000);
    const [own, other] = [await make('lab-final'), await fresh('lab-final', { patient })];
    expect(read(other).patient.ins?.value).toBe(patient.ins.value);
    expect(read(other).setId).not.toBe(read(own).setId);
    const corrected = await fresh('lab-corrected', { patient });
    expect(read(corrected).setId).toBe(read(other).setId);
    expect(read(corrected).replaces).toEqual([read(other).documentId]);
  });
});

describe('the laboratories', () => {
  test('a cancelled report follows the corrected one and gives back no value', async () => {
    const cancelled = await make('lab-cancelled');
    const document = read(cancelled);
    expect(document.version).toBe(4);
    expect(document.replaces).toEqual([read(await make('lab-corrected')).documentId]);
    expect(new Set(document.results.map((r) => r.status))).toEqual(new Set(['aborted']));
    expect(document.results.every((r) => r.value.value === null)).toBe(true);
    expect(xpath(cancelled, 'count(//c:value/@value)')).toBe('0');
  });

  test('what has no LOINC goes out with a bare code and the local one beside it', async () => {
    const m = await make('lab-non-loinc');
    const local = "//c:observation/c:code[c:translation/@code='ICT']";
    expect(xpath(m, `count(${local}/@*)`)).toBe('0');
    expect(xpath(m, `${local}/c:translation/@codeSystem`)).toBe('1.2.250.1.999.2.4.17');
    const ict = read(m).results.find((r) => r.label === 'Indice ictérique');
    expect(ict).toMatchObject({ loinc: null, value: { value: '2' } });
    expect(read(m).results.find((r) => r.label === 'CRP')?.value).toMatchObject({
      kind: 'range',
      comparator: '<',
    });
  });

  test('an edited table changes the next report', async () => {
    const table = new Map([['biolab/ICT', { code: '1975-2', system: '2.16.840.1.113883.6.1', label: 'X' }]]);
    const transcoder = new Transcoder(() => table);
    const m = await fresh('lab-non-loinc', { partners: partnersWith(transcoder) });
    expect(read(m).results.find((r) => r.label === 'Indice ictérique')?.loinc).toBe('1975-2');
    expect(transcoder.unmapped().map((u) => u.code)).toEqual(['CRP', 'ZMAQ']);
  });

  test('two laboratories give one analysis in other units, under other intervals', async () => {
    const results = async (name: Scenario) =>
      Object.fromEntries(
        read(await make(name)).results.map((r) => [
          r.loinc,
          [r.value.value, r.value.unit, r.range?.low, r.laboratory],
        ]),
      );
    const [biolab, port] = [await results('lab'), await results('lab-port')];
    expect(biolab['14771-0']).toEqual(['5.22', 'mmol/L', '4.11', 'BIOLAB RENNES FICTIF']);
    expect(port['14771-0']).toEqual(['5.60', 'mmol/L', '3.90', 'LABORATOIRE DU PORT FICTIF']);
    expect(biolab['1558-6']?.[1]).toBe('g/L');
    expect(biolab['14682-9']?.slice(0, 2)).toEqual(['68', 'umol/L']);
    expect(port['2160-0']?.slice(0, 2)).toEqual(['8.1', 'mg/L']);
    expect(read(await make('lab-port-earlier')).date?.slice(0, 10)).toBe('2026-04-27');
  });

  test('an isolate carries its antibiogram, an electrophoresis its curve, the second intention its PDF', async () => {
    const culture = read(await make('lab-microbiology')).results.filter((r) => r.isolate);
    expect(new Set(culture.map((r) => r.isolate))).toEqual(new Set(['Escherichia coli']));
    expect(culture.map((r) => r.interpretation)).toEqual(['R', 'S', 'I', 'S', 'S', 'S']);
    const bounds = culture.map((r) => r.value.comparator);
    expect(bounds).toEqual(['>', null, null, '<=', null, null]);
    const png = await make('lab-electrophoresis');
    const image = xpath(png, "//c:observationMedia/c:value[@mediaType='image/png']");
    expect(Buffer.from(image, 'base64').subarray(1, 4).toString()).toBe('PNG');
    const second = await make('lab-second-intention');
    expect(xpath(second, "count(//c:value[@mediaType='application/pdf'])")).toBe('2');
  });

  test('each identity fault is the one it is named for, and goes to no DMP', async () => {
    const { traits, ins } = fictivePatient(0);
    const of = async (name: Scenario) => {
      const m = await make(name);
      expect([m.deposit, m.copies]).toEqual([null, []]);
      return read(m).patient;
    };
    const wrong = await of('lab-wrong-ins');
    expect([wrong.birthName, wrong.ins?.value]).toEqual([traits.birthName, fictivePatient(1).ins.value]);
    const swapped = await of('lab-swapped-names');
    expect([swapped.birthName, swapped.ins?.value]).toEqual([traits.firstGivenName, ins.value]);
    const unknown = await of('lab-unknown-ins');
    expect(unknown.birthName).toBe(traits.birthName);
    expect(unknown.ins && patientByIns(unknown.ins)).toBeUndefined();
  });
});

describe('the radiologists', () => {
  test('a number of order stands under one INS for ever', () => {
    const { ris } = newPartners();
    ris.order(fictivePatient(0), 'IMG-1', thyroid);
    expect(ris.order(fictivePatient(0), 'IMG-1', thyroid).accession).toBe('IMG-1');
    expect(() => ris.order(fictivePatient(4), 'IMG-1', thyroid)).toThrow(RangeError);
  });

  test('a second reading replaces the first, for each patient apart', async () => {
    const partners = newPartners();
    for (const patient of [fictivePatient(0), fictivePatient(20)]) {
      const first = read(await fresh('imaging-chest', { partners, patient }));
      const second = read(await fresh('imaging-corrected', { partners, patient }));
      expect(second.replaces).toEqual([first.documentId]);
      expect([second.setId, second.version]).toEqual([first.setId, 2]);
      expect(second.patient.ins?.value).toBe(patient.ins.value);
    }
  });
});

describe('the hospital', () => {
  test('sends to the doctor, to the patient’s own mailbox and to the DMP', async () => {
    const m = await make('discharge');
    expect(m.copies.map((c) => c.to)).toEqual([patientAddress(fictivePatient(1))]);
    expect(m.deposit?.cda).toBe(m.cda);
  });

  test('lets no INS out under a provisional identity: neither document, paper nor mail', async () => {
    const m = await make('emergency-provisional');
    const { ins, traits } = fictivePatient(11);
    expect(read(m).patient.ins).toBeNull();
    expect(read(m).patient.birthName).toBe(traits.birthName);
    expect(Buffer.from(m.cda ?? []).includes(ins.value)).toBe(false);
    const { headers } = await PostalMime.parse(m.raw);
    expect(headers.find((h) => h.key === 'x-mss-ins')?.value).toBe('N');
    expect([m.copies, m.deposit]).toEqual([[], null]);
  });

  test('hands identities on by value: nobody downstream can alter the GAM’s', () => {
    const { hospital } = newPartners();
    const stay = hospital.gam.admit(fictivePatient(1), 'qualifiee', at);
    stay.identity.patient.traits.birthName = 'AUTRE';
    expect(hospital.gam.byIns(fictivePatient(1).ins.value)?.patient.traits.birthName).toBe('LE GALL');
    expect(fictivePatient(1).traits.birthName).toBe('LE GALL');
  });

  const received = async (prepare: (p: ReturnType<typeof newPartners>) => void, raws: readonly Buffer[]) => {
    const partners = newPartners();
    prepare(partners);
    for (const raw of raws) await partners.hospital.mailroom.takeIn(raw);
    return { filed: partners.hospital.dpi.reports(), refused: partners.hospital.mailroom.refused() };
  };
  const leGall = fictivePatient(1);

  test('files biology and imaging of its patient by INS, once', async () => {
    const lab = await make('lab-to-hospital');
    const imaging = await make('imaging-to-hospital');
    expect([lab.to, imaging.to]).toEqual([hospitalMailbox, hospitalMailbox]);
    const { filed, refused } = await received(
      (p) => p.hospital.gam.admit(leGall, 'qualifiee', at),
      [lab.raw, imaging.raw, lab.raw],
    );
    expect(filed.map((f) => f.type)).toEqual(['11502-2', '18748-4']);
    expect(refused.map((r) => r.reason)).toEqual(['déjà intégré']);
  });

  test.each<[string, (p: ReturnType<typeof newPartners>) => void, Scenario, RegExp]>([
    ['a stranger', () => {}, 'lab-to-hospital', /INS inconnu de la GAM/],
    [
      'a patient it holds as provisional',
      (p) => p.hospital.gam.admit(leGall, 'provisoire', at),
      'lab-to-hospital',
      /non qualifiée/,
    ],
    [
      'the INS of one under the name of another',
      (p) => p.hospital.gam.admit(leGall, 'qualifiee', at),
      'lab-wrong-ins',
      /nom de naissance, prénoms, sexe, date de naissance/,
    ],
    [
      'what is neither biology nor imaging',
      (p) => p.hospital.gam.admit(leGall, 'qualifiee', at),
      'vsm',
      /type de document non intégré/,
    ],
    ['a naked PDF', () => {}, 'lab-pdf', /archive XDM/],
  ])('refuses and lists %s', async (_, prepare, name, why) => {
    const { filed, refused } = await received(prepare, [(await make(name)).raw]);
    expect(filed).toEqual([]);
    expect(refused).toEqual([{ subject: expect.any(String), reason: expect.stringMatching(why) }]);
  });

  const zipped = (zip: Uint8Array): Buffer =>
    Buffer.from(
      `Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: application/zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(zip).toString('base64')}\r\n--b--\r\n`,
    );

  test('lists a mail it cannot open: not a mail, a broken archive, an empty one, a bomb, a CDA with a DOCTYPE, parts without end', async () => {
    const doctype = '<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>';
    const hostile = zipSync({ 'IHE_XDM/SUBSET01/DOC0001.XML': Buffer.from(doctype) });
    const { filed, refused } = await received(() => {}, [
      Buffer.from([0, 255, 1]),
      zipped(hostile.subarray(0, 40)),
      zipped(zipSync({ 'README.TXT': new Uint8Array(3) })),
      zipped(hostile),
      zipped(zipSync({ 'IHE_XDM/A/BOMB.XML': new Uint8Array(61 * 1024 * 1024) })),
      Buffer.from('Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n'.repeat(400)),
    ]);
    expect(filed).toEqual([]);
    expect(refused.map((r) => r.reason)).toEqual([
      'pas d’archive XDM : à traiter à la main',
      'archive illisible',
      'archive sans document',
      'document illisible',
      'archive trop grande',
      expect.stringMatching(/^(?:message illisible|pas d’archive XDM.*)$/),
    ]);
  });
});
