import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import PDFDocument from 'pdfkit';
import type { FictivePatient } from '../../population';
import type { FictiveStructure } from '../../professionals';

/** A page a partner prints: who, for whom, then lines; a table row is an array of cells. */
export interface Paper {
  title: string;
  structure: FictiveStructure;
  patient: FictivePatient;
  /** French date. */
  date: string;
  /** Without it the paper carries the traits only, as old software does. */
  showIns: boolean;
  lines: readonly (string | readonly string[])[];
  signature: string;
  created: Date;
}

const fontFile = (name: string): Buffer =>
  readFileSync(createRequire(import.meta.url).resolve(`@expo-google-fonts/inter/${name}.ttf`));
const fonts = () => ({
  regular: fontFile('400Regular/Inter_400Regular'),
  bold: fontFile('700Bold/Inter_700Bold'),
});
const WIDTHS = [170, 70, 30, 60, 90, 85];

/** PDF/A-1b with embedded fonts. */
export function print(paper: Paper): Promise<Uint8Array> {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 45,
    pdfVersion: '1.4',
    subset: 'PDF/A-1b',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: {
      Title: paper.title,
      Author: paper.structure.name,
      CreationDate: paper.created,
      ModDate: paper.created,
    },
  } as PDFKit.PDFDocumentOptions);
  const chunks: Buffer[] = [];
  const done = new Promise<Uint8Array>((resolve, reject) => {
    doc.on('data', (c: Buffer) => chunks.push(c));
    doc.on('end', () => resolve(new Uint8Array(Buffer.concat(chunks))));
    doc.on('error', reject);
  });
  for (const [name, bytes] of Object.entries(fonts())) doc.registerFont(name, bytes);
  const { structure, patient } = paper;
  const { traits, ins } = patient;

  doc.font('bold').fontSize(13).text(structure.name);
  doc.font('regular').fontSize(9);
  for (const line of structure.addressLines) doc.text(line);
  doc.text(`${structure.postalCode} ${structure.city}`);
  doc.text('Établissement fictif – données de démonstration').moveDown(1.5);
  doc.font('bold').fontSize(15).text(paper.title).moveDown(0.5);
  doc.font('regular').fontSize(10);
  doc.text(`Patient : ${traits.birthName} ${traits.firstNames} – sexe ${traits.sex}`);
  doc.text(`Né(e) le ${traits.birthDate.split('-').reverse().join('/')} – ${patient.birthPlaceLabel}`);
  if (paper.showIns) doc.text(`Matricule INS : ${ins.value} NIR`);
  doc.text(`Date : ${paper.date}`).moveDown();
  for (const line of paper.lines) {
    if (typeof line === 'string') {
      doc.text(line, 45, doc.y, { width: 505 }).moveDown(0.3);
      continue;
    }
    const y = doc.y;
    let x = 45;
    line.forEach((cell, n) => {
      doc.text(cell, x, y, { width: WIDTHS[n] ?? 80, lineBreak: false });
      x += WIDTHS[n] ?? 80;
    });
    doc.text('', 45, y + 14);
  }
  doc.moveDown().text(paper.signature, 45);
  doc.end();
  return done;
}
