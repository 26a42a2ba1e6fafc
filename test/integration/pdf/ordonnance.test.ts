import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { renderOrdonnance } from '../../../src/main/pdf/ordonnance';
import { pdfFonts } from '../../../src/main/pdfFonts';
import { insDatamatrix } from '../../../src/shared/identity/datamatrix';
import { line, ordonnance } from '../../support/ordonnance';
import { hasProgram, judge } from '../../support/programs';

const jars = [
  'preflight',
  'pdfbox2',
  'fontbox2',
  'xmpbox',
  'commons-logging',
  'javax.activation',
  'jaxb-api',
].map((j) => `/usr/share/java/${j}.jar`);
const preflight = hasProgram('java') && jars.every(existsSync);
const poppler = hasProgram('pdftotext');
// The reader would fetch its program from a network; we hand it in.
const wasm = readFileSync(
  join(import.meta.dirname, '../../../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'),
);
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });

const folder = mkdtempSync(join(tmpdir(), 'colloque-pdf-'));

const long = ordonnance({
  patient: {
    ...ordonnance().patient,
    birthName: "DE LA TOUR D'AUVERGNE--MONTMORENCY",
    usedFirstName: 'Łucja',
    ins: null,
  },
  lines: [
    line('lévothyroxine sodique', { ald: true, nonSubstitutable: 'MTE', byDci: false }),
    ...Array.from({ length: 40 }, () => line('paracétamol', { renewals: 2 })),
  ],
  note: 'Contrôle de la TSH à six semaines.',
});

async function file(name: string, o = ordonnance()) {
  const path = join(folder, name);
  writeFileSync(path, await renderOrdonnance(o, pdfFonts()));
  return path;
}
const textOf = (path: string) =>
  judge('pdftotext', ['-layout', path, '-']).stdout.replace(/[\u00a0\u202f]/g, ' ');

describe('an ordonnance on paper', () => {
  test.skipIf(!preflight)(
    'E-DOC-01 PDFBox Preflight finds valid PDF/A-1b: one page, many pages, bizone',
    async () => {
      const paths = [await file('one.pdf'), await file('long.pdf', long)];
      const verdict = judge('java', [
        '-cp',
        jars.join(':'),
        join(import.meta.dirname, 'Preflight.java'),
        ...paths,
      ]);
      expect(verdict.stdout.trim().split('\n')).toEqual(['valid', 'valid']);
    },
  );

  test.skipIf(!poppler)(
    'E-INS-55 a qualified identity prints the four traits and the matricule followed by NIR',
    async () => {
      const text = textOf(await file('traits.pdf'));
      for (const part of [
        'DURAND',
        'ELISE MARIE',
        '14/03/1986',
        'sexe F',
        '35238',
        'INS : 2 86 03 35 238 012 40 (NIR)',
      ])
        expect(text).toContain(part);
    },
  );

  test.skipIf(!poppler)('E-INS-34 an identity without INS prints neither matricule nor symbol', async () => {
    const without = ordonnance({ patient: { ...ordonnance().patient, ins: null } });
    expect(textOf(await file('no-ins.pdf', without))).not.toMatch(/INS|2 86 03/);
  });

  test.skipIf(!poppler)(
    'E-INS-57 the datamatrix on the rendered page decodes back to the same traits',
    async () => {
      const o = ordonnance();
      const path = await file('matrix.pdf', o);
      judge('pdftoppm', ['-r', '200', '-png', '-singlefile', path, join(folder, 'matrix')]);
      const found = await readBarcodes(new Blob([readFileSync(join(folder, 'matrix.png'))]), {
        formats: ['DataMatrix'],
        textMode: 'Plain',
      });
      expect(found.map((f) => f.text)).toEqual([insDatamatrix(o.patient.ins!, o.patient)]);
    },
  );

  test.skipIf(!poppler)(
    'E-DOC-06 mention, page numbers and the patient’s name stand on every page',
    async () => {
      const text = textOf(await file('pages.pdf', long));
      const pages = text.split('\f').filter((p) => p.trim());
      expect(pages.length).toBeGreaterThan(2);
      pages.forEach((page, i) => {
        expect(page).toContain('Données traitées pour votre prise en charge.');
        expect(page).toContain(`${i + 1}/${pages.length}`);
        expect(page).toContain("D'AUVERGNE--MONTMORENCY");
      });
    },
  );

  test.skipIf(!poppler)(
    'E-ORD-05 bizone, non-substitutable with its reason, renewals and common name are in the text',
    async () => {
      const text = textOf(await file('bizone.pdf', long)).replace(/\s+/g, ' ');
      for (const part of [
        'AFFECTION EXONÉRANTE',
        'MALADIES INTERCURRENTES',
        'non substituable (MTE : marge thérapeutique étroite)',
        'À renouveler 2 fois',
        'Lévothyroxine sodique',
      ])
        expect(text).toContain(part);
    },
  );

  test('the same ordonnance gives the same bytes', async () => {
    expect(await renderOrdonnance(long, pdfFonts())).toEqual(await renderOrdonnance(long, pdfFonts()));
  });
});
