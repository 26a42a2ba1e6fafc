import type { Ordonnance, PatientBlock } from '../../shared/documents/ordonnance';
import { frenchDate, longFrenchDate } from '../../shared/french';
import { insDatamatrix } from '../../shared/identity/datamatrix';
import { formatMatricule, insNature } from '../../shared/identity/ins';
import { nonSubstitutionReasons, type PrescriptionLine } from '../../shared/prescription/prescription';
import { dataMatrix } from './datamatrix';
import { type PdfFonts, Sheet } from './sheet';

const NNBSP = '\u202f';
const SYMBOL = 62;

/**
 * Prints an ordonnance of medicines as PDF/A-1b: prescriber, patient with strict traits, INS and its
 * datamatrix when qualified (INS.55, INS.57), bizone when a line is in relation with an ALD
 * (CERFA 60-3937 wording), signature block, RGPD mention (DOC.06), page x/y. Same input, same bytes.
 */
export async function renderOrdonnance(o: Ordonnance, fonts: PdfFonts): Promise<Uint8Array> {
  const sheet = new Sheet(
    fonts,
    {
      title: `${o.title} – ${callName(o.patient)}`,
      author: o.prescriber.name,
      subject: o.title,
      created: new Date(o.date),
    },
    (s) => remind(s, o),
  );
  letterhead(sheet, o);
  patientBox(sheet, o.patient);
  sheet.write(o.title, { font: 'bold', size: 13, above: 18 }, undefined, 'H1');
  body(sheet, o);
  signature(sheet, o);
  return sheet.finish(`${o.rgpdMention}\nDocument ${o.uniqueId}`);
}

const callName = (p: PatientBlock) => `${p.usedName ?? p.birthName} ${p.usedFirstName ?? p.firstGivenName}`;

const born = (p: PatientBlock) =>
  `${p.sex === 'F' ? 'née' : p.sex === 'M' ? 'né' : 'né(e)'} le ${frenchDate(p.birthDate)}`;

function letterhead(sheet: Sheet, { prescriber: d, place, date }: Ordonnance): void {
  const top = sheet.y;
  const left = { x: sheet.left, width: sheet.width * 0.6 };
  sheet.write(d.name, { font: 'bold', size: 12.5 }, left);
  sheet.write(d.speciality, {}, left);
  if (d.rpps) sheet.write(`N° RPPS${NNBSP}: ${d.rpps}`, {}, left);
  sheet.write(d.practiceName, { above: 4 }, left);
  for (const line of d.addressLines) sheet.write(line, {}, left);
  if (d.phone) sheet.write(`Tél.${NNBSP}: ${frenchPhone(d.phone)}`, {}, left);
  const below = sheet.y;
  sheet.y = top + 2;
  sheet.write(
    `${place}, le ${longFrenchDate(date)}`,
    { align: 'right' },
    { x: sheet.left + sheet.width * 0.6, width: sheet.width * 0.4 },
  );
  sheet.y = Math.max(sheet.y, below) + 14;
}

function patientBox(sheet: Sheet, p: PatientBlock): void {
  const top = sheet.y;
  const text = { x: sheet.left + 10, width: sheet.width - 20 - (p.ins ? SYMBOL + 24 : 0) };
  sheet.y += 8;
  sheet.write(callName(p), { font: 'bold', size: 11.5 }, text);
  sheet.write(`${born(p)} (${p.age}), sexe ${p.sex === 'UN' ? 'inconnu' : p.sex}`, {}, text);
  sheet.write(
    `Nom de naissance${NNBSP}: ${p.birthName} · Prénom(s) de naissance${NNBSP}: ${p.firstNames}`,
    {},
    text,
  );
  sheet.write(
    `Lieu de naissance${NNBSP}: ${p.birthPlace}${p.birthPlaceLabel ? ` ${p.birthPlaceLabel}` : ''}`,
    {},
    text,
  );
  if (p.ins) {
    sheet.write(
      `INS${NNBSP}: ${formatMatricule(p.ins.value)} (${insNature(p.ins.oid)})`,
      { font: 'bold' },
      text,
    );
    const x = sheet.right - SYMBOL - 12;
    sheet.symbol(
      dataMatrix(insDatamatrix(p.ins, p)),
      x,
      top + 8,
      SYMBOL,
      'Datamatrix de l’identité nationale de santé',
    );
    const after = sheet.y;
    sheet.y = top + 8 + SYMBOL + 2;
    sheet.write(
      'INS à scanner',
      { size: 6.5, color: '#555555', align: 'center' },
      { x: x - 6, width: SYMBOL + 12 },
    );
    sheet.y = Math.max(after, sheet.y);
  }
  sheet.y += 7;
  sheet.frame(top, sheet.y - top);
}

function body(sheet: Sheet, o: Ordonnance): void {
  const ald = o.lines.filter((l) => l.ald);
  const other = o.lines.filter((l) => !l.ald);
  let number = 1;
  if (ald.length > 0) {
    zone(
      sheet,
      'Prescriptions relatives au traitement de l’affection de longue durée reconnue (liste ou hors liste)',
      '(AFFECTION EXONÉRANTE)',
    );
    for (const line of ald) medicine(sheet, line, number++);
    zone(sheet, 'Prescriptions SANS RAPPORT avec l’affection de longue durée', '(MALADIES INTERCURRENTES)');
    if (other.length === 0) sheet.write('Néant', { font: 'italic', above: 6 });
  }
  for (const line of other) medicine(sheet, line, number++);
  if (o.note.trim()) sheet.write(o.note.trim(), { above: 14 });
}

function zone(sheet: Sheet, title: string, kind: string): void {
  sheet.ensure(60);
  sheet.y += 14;
  sheet.rule(sheet.y, '#333333');
  sheet.write(title, { font: 'bold', size: 8.5, align: 'center', above: 4 }, undefined, 'H2');
  sheet.write(kind, { size: 8, align: 'center' });
  sheet.rule(sheet.y + 3, '#333333');
  sheet.y += 4;
}

function medicine(sheet: Sheet, line: PrescriptionLine, number: number): void {
  const d = line.drug;
  const box = { x: sheet.left + 6, width: sheet.width - 12 };
  const how = [line.posology.trim(), durationOf(line)].filter(Boolean).join(' – ');
  const more = renewalsOf(line);
  sheet.y += 12;
  sheet.ensure(
    sheet.heightOf(d.name + d.dci, { font: 'bold' }, box.width) + sheet.heightOf(how, {}, box.width) + 14,
  );
  sheet.writeRuns(
    [
      { text: `${number}. ${capital(d.dci)} ${d.strength}, ${d.form}`, font: 'bold' },
      ...(line.byDci ? [] : [{ text: ` (${d.name})` }]),
      ...(line.nonSubstitutable
        ? [
            {
              text: ` – non substituable (${line.nonSubstitutable}${NNBSP}: ${nonSubstitutionReasons[line.nonSubstitutable]})`,
              font: 'italic' as const,
            },
          ]
        : []),
    ],
    {},
    box,
  );
  sheet.write(how, { above: 1 }, { x: box.x + 12, width: box.width - 12 });
  if (more) sheet.write(more, { color: '#333333' }, { x: box.x + 12, width: box.width - 12 });
}

/** `+33299000001` → `02 99 00 00 01`; anything else is printed as it is. */
const frenchPhone = (phone: string) =>
  /^(?:\+33|0)[1-9]\d{8}$/.test(phone.replace(/[\s.]/g, ''))
    ? phone
        .replace(/[\s.]/g, '')
        .replace(/^\+33/, '0')
        .replace(/(\d\d)(?=\d)/g, '$1\u00a0')
    : phone;

const durationOf = (line: PrescriptionLine) =>
  line.duration.trim() ? `pendant ${line.duration.trim()}` : '';

const renewalsOf = (line: PrescriptionLine) =>
  line.renewals > 0 ? `À renouveler ${line.renewals} fois` : '';

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function signature(sheet: Sheet, { prescriber, lines }: Ordonnance): void {
  sheet.toFoot(64);
  const box = { x: sheet.right - 220, width: 220 };
  sheet.write(
    `${lines.length}${NNBSP}médicament${lines.length > 1 ? 's' : ''} prescrit${lines.length > 1 ? 's' : ''}`,
    { size: 8, color: '#555555' },
  );
  sheet.write('Signé électroniquement par carte CPS', { align: 'center' }, box);
  sheet.write(prescriber.name, { font: 'bold', align: 'center' }, box);
}

/** On a following page: whose ordonnance this is. */
function remind(sheet: Sheet, o: Ordonnance): void {
  const p = o.patient;
  sheet.write(
    `${o.title} du ${frenchDate(o.date)} – ${callName(p)}, ${born(p)} – ${o.prescriber.name} (suite)`,
    { size: 8.5, color: '#333333' },
  );
  sheet.rule(sheet.y + 4);
  sheet.y += 12;
}
