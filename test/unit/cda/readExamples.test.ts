import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCda, readCdaAttachment } from '../../../src/main/cda/read';
import {
  type ClinicalDocument,
  clinicalDocumentSchema,
  type Section,
} from '../../../src/shared/documents/clinicalDocument';
import { hasShared, shared, skippedWithoutShared } from '../../support/shared';

const folder = shared('data', 'cda-examples');
const open = (file: string): ClinicalDocument => {
  const result = readCda(readFileSync(join(folder, file)));
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};

/** Established by reading each file; the counts of results and pieces are checked again with XPath elsewhere. */
const expected: [file: string, kind: string, level: string, type: string, id: string, date: string, results: number, sections: number, pieces: string[], author: string][] = [
  ['BIO-CR-BIO_2021.01_Auto-Presentable.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2021.1.1', '2021-04-01T17:10:00+01:00', 11, 5, [], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2021.01_Electrophorese.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2021.5.1', '2021-01-04T16:05:27+01:00', 44, 7, ['image image/png'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2021.01_Microbiologie_V1.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2021.6.1', '2021-01-04T16:05:27+01:00', 14, 1, [], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2023.01_Electrophorese.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.12345.12', '2023-01-04T16:05:27+01:00', 44, 8, ['image image/png', 'copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2024.01_CR-2nde-intention-PDF.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2024.1.1', '2024-01-04T16:05:27+01:00', 1, 5, ['file application/pdf', 'copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2024.01_CRP_non_LOINC.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2024.2.1', '2021-04-01T17:10:00+01:00', 1, 3, ['copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2024.01_DEP-CCU-tout-structuré.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2024.4.1', '2024-01-04T16:05:27+01:00', 2, 7, ['copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2024.01_Microbiologie_V1.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2024.8.1', '2024-01-04T16:05:27+01:00', 14, 2, ['copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['BIO-CR-BIO_2024.01_TSH_1.xml', 'biology', 'N3', '11502-2', '1.2.250.1.213.1.1.1.55.2024.9.1', '2021-04-01T17:10:00+01:00', 2, 3, ['copy application/pdf'], 'Dr Marcel CAMPARINI'],
  ['DOC_NON_STRUCTURE_CDA-R2-N1.xml', 'biology', 'N1', '11502-2', '1.3.6.1.4.1.19376.1.2.20.12345.1.1', '2021-04-01T13:47:45+01:00', 0, 0, ['body application/pdf'], 'Dr Marcel CAMPARINI'],
  ['IMG-DA-IMG_2024.01_Radiographie_Scanner_Genou.xml', 'imaging-request', 'N3', '55115-0', '1.2.250.1.213.1.1.1.47.2024.5.1', '2021-01-12T11:17:00+01:00', 0, 7, ['file application/pdf'], 'Dr Charles BOILEAU'],
  ['IMG-DA-IMG_2024.01_TEP_Thorax.xml', 'imaging-request', 'N3', '55115-0', '1.2.250.1.213.1.1.1.47.2024.7.1', '2021-01-12T11:17:00+01:00', 0, 7, ['file application/pdf'], 'Dr Charles BOILEAU'],
  ['IMG_CR_IMG_2024.01.xml', 'imaging', 'N3', '18748-4', '1.2.250.1.213.1.1.1.45.2024.1.1', '2021-01-08T11:17:00+01:00', 0, 23, ['file application/pdf'], 'Dr Jacques BIDEAULT'],
  ['IMG_CR_IMG_2024.01_CDA-R2-Niveau-1.xml', 'imaging', 'N1', '18748-4', '1.2.250.1.213.1.1.1.45.2024.2.1', '2021-01-08T11:17:00+01:00', 0, 0, ['body application/pdf'], 'Dr Jacques BIDEAULT'],
  ['LDL-SES_2022.01.xml', 'discharge-letter', 'N3', '11490-0', '1.2.250.1.213.1.1.1.29.2022.1.1', '2019-12-03T13:30:00+01:00', 0, 9, [], 'Dr Charles DAVID'],
  ['VSM_1.4_2022.01.xml', 'medical-summary', 'N3', 'SYNTH', '1.2.250.1.213.1.1.1.13.2022.1.1', '2020-03-12T11:17:00+01:00', 0, 13, [], 'Dr Stéphane MEDIONI'],
  ['eP-MED-DM_2022.01_PosoNonStruct.xml', 'prescription', 'N3', '57833-6', '1.2.250.1.213.1.1.1.39.2022.1.1', '2021-12-01T09:30:00+01:00', 0, 5, ['image image/jpeg'], 'Dr Romain PIOU'],
  ['eP-MED-DM_2024.01_PosoStruct.xml', 'prescription', 'N3', '57833-6', '1.2.250.1.213.1.1.1.39.2024.2.1', '2023-12-01T09:30:00+01:00', 0, 7, ['image image/jpeg', 'copy application/pdf'], 'Dr Romain PIOU'],
]; // biome-ignore format: a table, one file a line

const sectionsIn = (list: readonly Section[]): number =>
  list.reduce((n, s) => n + 1 + sectionsIn(s.sections), 0);

describe.skipIf(!hasShared)(`public examples of ANS${skippedWithoutShared}`, () => {
  test.each(expected)(
    '%s opens with its kind, title, patient and author',
    (file, kind, level, type, id, date, results, sections, pieces, author) => {
      const document = open(file);
      expect({
        kind: document.kind,
        level: document.level,
        type: document.type?.code,
        id: document.documentId,
        date: document.date,
        results: document.results.length,
        sections: sectionsIn(document.sections),
        pieces: document.attachments.map((a) => `${a.role} ${a.mediaType}`),
        author: document.author?.name,
      }).toEqual({ kind, level, type, id, date, results, sections, pieces, author });
      expect(document.title).not.toBe('');
      expect(document.patient).toMatchObject({
        ins: { value: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
        insDoubtful: false,
        birthName: 'PAT-TROIS',
        firstNames: 'DOMINIQUE MARIE-LOUISE',
        firstGivenName: 'DOMINIQUE',
        sex: 'F',
        birthDate: '1979-03-28',
        birthPlace: file.includes('2023.01') ? '63220' : '51215',
      });
      expect(clinicalDocumentSchema.safeParse(document).error).toBeUndefined();
    },
  );

  test('every PDF inside opens as a PDF of the announced size', () => {
    for (const [file] of expected) {
      const bytes = readFileSync(join(folder, file));
      for (const { index, mediaType, size } of open(file).attachments) {
        const piece = readCdaAttachment(bytes, index);
        expect(piece.ok && piece.value.bytes.length).toBe(size);
        if (mediaType === 'application/pdf' && piece.ok)
          expect(Buffer.from(piece.value.bytes.subarray(0, 5)).toString()).toBe('%PDF-');
      }
    }
  });

  test('a piece that is not there is a typed failure', () => {
    const answer = readCdaAttachment(readFileSync(join(folder, 'LDL-SES_2022.01.xml')), 0);
    expect(!answer.ok && answer.error.code).toBe('cda-no-such-attachment');
  });

  test('the N1 imaging report gives act, performer, order, replaced version and context from its header', () => {
    const document = open('IMG_CR_IMG_2024.01_CDA-R2-Niveau-1.xml');
    expect(document).toMatchObject({
      version: 2,
      replaces: ['90E1C8EC-F951-4B26-A305-A34848818DD6'],
      orderIds: ['1.2.250.1.748.12345678.12^984375862'],
      serviceStart: '2021-01-08T10:25:00+01:00',
      encounter: { code: 'AMB' },
      performer: { name: 'Dr Jacques BIDEAULT', rpps: '01234560801' },
    });
    expect(document.acts.length).toBe(13);
  });

  test('the discharge letter names its two addressees', () => {
    expect(open('LDL-SES_2022.01.xml').recipients).toHaveLength(2);
  });

  test('the report that displays itself is found inside its stylesheet, its prefixed types resolved', () => {
    const document = open('BIO-CR-BIO_2021.01_Auto-Presentable.xml');
    expect(document.hasStylesheet).toBe(true);
    const tsh = document.results.find((r) => r.loinc === '3016-3')!;
    expect(tsh.value).toMatchObject({ kind: 'quantity', value: '2.050', unit: 'm[IU]/L' });
    const crp = document.results.find((r) => r.loinc === '1988-5')!;
    expect(crp.value).toMatchObject({ kind: 'text', text: '<1.0 mg/L', value: null });
    expect(open('BIO-CR-BIO_2021.01_Electrophorese.xml').hasStylesheet).toBe(false);
  });

  test('a flag that contradicts its range is kept as sent, and said', () => {
    const document = open('BIO-CR-BIO_2021.01_Auto-Presentable.xml');
    expect(document.results.find((r) => r.loinc === '30239-8')).toMatchObject({
      interpretation: 'H',
      computed: null,
      value: { value: '45' },
      range: { low: '10', high: '50' },
    });
    expect(document.warnings.map((w) => w.code)).toContain('flag-disagrees');
  });

  test('E-BIO-04 units, ranges, flags and dates of the electrophoresis report are those of its entries', () => {
    const { results } = open('BIO-CR-BIO_2023.01_Electrophorese.xml');
    const of = (loinc: string) => results.find((r) => r.loinc === loinc)!;
    expect(of('2865-4')).toMatchObject({
      label: 'Alpha1 (g/L)',
      value: { kind: 'quantity', value: '3.8', unit: 'g/L', text: '3,8' },
      range: { low: '0.800000', high: '3.200000', unit: 'g/L' },
      interpretation: 'H',
      method: 'Electrophorèse',
      date: '2023-01-04T13:19:33+01:00',
      laboratory: 'LABORATOIRE SOUS-TRAITANT',
      validator: 'Dr Jean DE SANTS',
    });
    expect(of('22664-7').previous.map((p) => [p.value.value, p.date])).toEqual([
      ['8.5', '2020-09-12T08:15+01:00'],
      ['7.9', '2020-01-03T08:12+01:00'],
    ]);
    expect(of('22664-7').value.text).toBe('10.02 mmol/L (0.60 g/L)');
    expect(results.filter((r) => r.interpretation === 'H').map((r) => r.loinc)).toEqual([
      '2865-4',
      '22664-7',
      '40193-5',
      '30428-7',
      '30385-9',
      '26511-6',
    ]);
    expect(results.reduce((n, r) => n + r.previous.length, 0)).toBe(20);
    // A date that does not exist (20092012) is said, not invented.
    expect(of('28540-3').previous[0]).toMatchObject({ date: null, value: { value: '32.5' } });
  });

  test('germs and antibiograms stay apart, bounds keep their sign, a differing cell is shown beside', () => {
    const { results, warnings } = open('BIO-CR-BIO_2024.01_Microbiologie_V1.xml');
    const antibiogram = (germ: string) =>
      results
        .filter((r) => r.isolate === germ && r.panel !== null)
        .map((r) => [r.label, r.value.comparator, r.value.value, r.interpretation]);
    expect(antibiogram('Escherichia coli')).toEqual([
      ['Amoxicilline', '>=', '0.512', 'R'],
      ['Ampicilline', '<', '0.128', 'I'],
      ['Gentamicine', '<', '0.032', 'S'],
    ]);
    expect(antibiogram('Streptococcus D.')).toEqual([
      ['Amoxicilline', '<', '0.012', 'S'],
      ['Ampicilline', '<', '0.013', 'S'],
      ['Gentamicine', '<', '0.014', 'S'],
    ]);
    expect(results.filter((r) => r.narrativeDiffers).map((r) => [r.isolate, r.narrativeDiffers])).toEqual([
      ['Escherichia coli', '<0,0032 µg/ml'],
    ]);
    expect(warnings.map((w) => w.code)).toContain('narrative-differs');
    expect(new Set(results.map((r) => r.key)).size).toBe(results.length);
  });

  test('a local code keeps its system and never becomes a LOINC', () => {
    const [crp] = open('BIO-CR-BIO_2024.01_CRP_non_LOINC.xml').results;
    expect(crp).toMatchObject({
      loinc: null,
      code: { code: '1234', system: '1.2.250.1.2.3.4' },
      label: 'CRP',
      value: { kind: 'range', comparator: '<=', value: '1.0', text: '<1.0 mg/l' },
    });
  });

  test('coded results carry their words, and their earlier values', () => {
    const { results } = open('BIO-CR-BIO_2024.01_DEP-CCU-tout-structuré.xml');
    expect(results.map((r) => [r.loinc, r.value.kind, r.value.text, r.previous.length])).toEqual([
      ['77379-6', 'coded', "ADN d'HPV-HR détecté", 1],
      ['10524-7', 'coded', 'adénocarcinome SAP', 1],
    ]);
  });
});
