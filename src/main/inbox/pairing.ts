import { createHash } from 'node:crypto';
import type { MailAttachment } from '../mime/read';
import type { EnvelopeDocument } from './envelope';

/**
 * Gives each CDA the PDF sent beside it (ECO.2.1.1: one PDF a CDA) and answers the PDFs that are left, which
 * are documents of their own. By equal bytes first, then by the date and name in the file name, then by order.
 */
export function pairPdfs(
  documents: readonly EnvelopeDocument[],
  pdfs: readonly MailAttachment[],
): MailAttachment[] {
  const left = new Set(pdfs);
  const waiting = () => documents.filter((d) => d.pdfTwin === null && d.mediaType === 'text/xml');
  const pair = (document: EnvelopeDocument, pdf: MailAttachment | undefined) => {
    if (!pdf) return;
    document.pdfTwin = { fileName: pdf.fileName, bytes: pdf.bytes };
    left.delete(pdf);
  };
  const digests = new Map(pdfs.map((p) => [p, createHash('sha256').update(p.bytes).digest('hex')]));
  for (const document of waiting()) {
    const known = document.result.ok ? document.result.value.attachments.map((a) => a.sha256) : [];
    pair(
      document,
      [...left].find((p) => known.includes(digests.get(p)!)),
    );
  }
  for (const document of waiting())
    pair(
      document,
      [...left].find((p) => namedAfter(document, p.fileName)),
    );
  // Order alone proves nothing when there are more PDFs than documents: then the rest stand by themselves.
  if (left.size <= waiting().length) for (const document of waiting()) pair(document, [...left][0]);
  return [...left];
}

/** `AAAAMMJJ_type_NOM_prenom.pdf` (ECO.2.1.6): the date of the act and the birth name. */
function namedAfter(document: EnvelopeDocument, fileName: string | null): boolean {
  if (!document.result.ok || fileName === null) return false;
  const { patient, serviceStart, date } = document.result.value;
  const name = plain(fileName);
  const days = [serviceStart, date].filter((d) => d !== null).map((d) => d.slice(0, 10).replaceAll('-', ''));
  const birthName = plain(patient.birthName ?? '');
  return birthName !== '' && name.includes(birthName) && days.some((d) => name.includes(d));
}

const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
