import { createHash } from 'node:crypto';
import { unzipSync, zipSync } from 'fflate';
import { readCda } from '../../../src/main/cda/read';
import { readMail } from '../../../src/main/mime/read';
import { scenarios } from '../../../src/sandbox/partners/scenarios';
import { fictivePatient } from '../../../src/sandbox/population';
import { seededIds } from '../../../src/shared/ids';

/** A message of a practice's mailbox, lines ended by CRLF; the same number gives the same bytes. */
export type Corpus = (n: number) => Buffer;

/** What one message may be searched by: in its subject and in its text. */
export const reference = (n: number): string => `ref${String(n).padStart(8, '0')}`;
export const lot = (n: number): string => `lot${String(n % 97).padStart(4, '0')}`;

interface Template {
  subject: string;
  cda: string;
  metadata: string;
  files: Record<string, Uint8Array>;
  cdaPath: string;
  metadataPath: string;
  /** Eight hexadecimal digits in the ids of the document and of its set, and nowhere else. */
  number: string;
  hash: string;
  pdf: Uint8Array | null;
}

const names = [
  'lab',
  'lab-critical',
  'lab-microbiology',
  'lab-n1',
  'lab-two-units',
  'imaging',
  'discharge',
  'stay-report',
  'specialist-letter',
  'vsm',
] as const;

const words =
  'patient bilan résultat contrôle douleur traitement tension biologie imagerie scanner cœur glycémie créatinine consultation suivi adressé confrère hôpital cabinet ordonnance examen clinique avis stable évolution favorable surveillance rendez-vous dossier prescription posologie matin soir repas allergie antécédent chirurgie radiographie échographie prélèvement'.split(
    ' ',
  );

/**
 * Half the messages carry an IHE_XDM.zip (and often its PDF), the other half a text with or without a PDF: 69 kB
 * a message on average, as a practice receives them. Documents are the sandbox partners' own; each copy has ids of
 * its own, so that none is known already.
 */
export async function corpus(): Promise<Corpus> {
  const templates: Template[] = [];
  const pdfs: Uint8Array[] = [];
  for (const [i, name] of names.entries()) {
    const occasion = {
      at: new Date('2026-11-23T08:00:00Z'),
      ids: seededIds(name),
      patient: fictivePatient(i),
    };
    const { raw } = await scenarios[name](occasion);
    const mail = readMail(new Uint8Array(raw));
    if (!mail.ok) throw new Error(mail.error.code);
    const zip = mail.value.attachments.find((a) => a.bytes[0] === 0x50);
    const pdf = mail.value.attachments.find((a) => a.bytes[0] === 0x25);
    if (pdf) pdfs.push(pdf.bytes);
    if (zip) templates.push(templateOf(mail.value.displaySubject, zip.bytes, pdf?.bytes ?? null));
  }
  return (n) => (n % 2 === 0 ? withArchive(n, templates[(n / 2) % templates.length]!) : plain(n, pdfs));
}

function templateOf(subject: string, zip: Uint8Array, pdf: Uint8Array | null): Template {
  const files = unzipSync(zip);
  const metadataPath = Object.keys(files).find((f) => f.toUpperCase().endsWith('METADATA.XML'))!;
  const cdaPath = Object.keys(files).find((f) => /\.xml$/i.test(f) && f !== metadataPath)!;
  const read = readCda(files[cdaPath]!);
  if (!read.ok) throw new Error(read.error.code);
  return {
    subject,
    cda: Buffer.from(files[cdaPath]!).toString('utf8'),
    metadata: Buffer.from(files[metadataPath]!).toString('utf8'),
    files,
    cdaPath,
    metadataPath,
    number: /[0-9a-f]{8}/.exec(read.value.documentId!)![0],
    hash: createHash('sha1').update(files[cdaPath]!).digest('hex'),
    pdf,
  };
}

function withArchive(n: number, t: Template): Buffer {
  const swap = (text: string) => text.replaceAll(t.number, n.toString(16).padStart(t.number.length, '0'));
  const cda = Buffer.from(swap(t.cda), 'utf8');
  const hash = createHash('sha1').update(cda).digest('hex');
  const metadata = Buffer.from(swap(t.metadata).replaceAll(t.hash, hash), 'utf8');
  const zip = zipSync({ ...t.files, [t.cdaPath]: cda, [t.metadataPath]: metadata }, { mtime: '2026-11-23' });
  const parts = [attachment('IHE_XDM.zip', 'application/zip', Buffer.from(zip))];
  if (t.pdf) parts.push(attachment('copie.pdf', 'application/pdf', unique(t.pdf, n, scanned)));
  return message(n, t.subject, text(n, 60), parts);
}

function plain(n: number, pdfs: readonly Uint8Array[]): Buffer {
  const pdf = pdfs[n % pdfs.length];
  const parts = n % 4 === 1 && pdf ? [attachment('courrier.pdf', 'application/pdf', unique(pdf, n))] : [];
  return message(n, 'Courrier', text(n, 400), parts);
}

const unique = (pdf: Uint8Array, n: number, ...more: Buffer[]): Buffer =>
  Buffer.concat([pdf, ...more, Buffer.from(`%${n}\n`)]);

/** The weight of a scanned page, which nothing compresses. */
const scanned = Buffer.alloc(50_000);
for (let i = 0, state = 1; i < scanned.length; i++) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  scanned[i] = state >>> 24;
}

function text(n: number, count: number): string {
  const line: string[] = [];
  for (let i = 0, state = n + 1; i < count; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    line.push(words[(state >>> 8) % words.length]! + (i % 12 === 11 ? '\r\n' : ''));
  }
  return `${line.join(' ')}\r\n${reference(n)}\r\n`;
}

const attachment = (name: string, type: string, bytes: Buffer): string =>
  `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes
    .toString('base64')
    .replace(/.{76}/g, '$&\r\n')}\r\n`;

function message(n: number, subject: string, body: string, parts: readonly string[]): Buffer {
  const date = new Date(Date.UTC(2026, 0, 1) + n * 60_000).toUTCString().replace('GMT', '+0000');
  const head = [
    `From: Secretariat ${n % 40} <expediteur${n % 40}@hopital.mssante.fr>`,
    'To: <camille.docteur-fictif@cabinet.mssante.fr>',
    `Subject: =?UTF-8?B?${Buffer.from(`${subject} ${lot(n)}`).toString('base64')}?=`,
    `Date: ${date}`,
    `Message-ID: <${n}@banc.mssante.fr>`,
    'MIME-Version: 1.0',
  ];
  const plainPart = `Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n${body}\r\n`;
  const boundary = 'banc-de-mesure';
  return Buffer.from(
    parts.length === 0
      ? [...head, plainPart].join('\r\n')
      : [
          ...head,
          `Content-Type: multipart/mixed; boundary="${boundary}"`,
          '',
          ...[plainPart, ...parts].map((part) => `--${boundary}\r\n${part}`),
          `--${boundary}--`,
          '',
        ].join('\r\n'),
  );
}
