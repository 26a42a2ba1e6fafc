import { createHash } from 'node:crypto';
import type { Warning } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { ok, type Result } from '../../shared/result';
import type { OpenedCda } from '../cda/read';
import { type MailAttachment, readMail } from '../mime/read';
import { readReport } from '../mime/report';
import { travellingStylesheet } from '../stylesheet/named';
import { forbidding, readXdm } from '../xdm/read';
import type { DocumentEntry } from '../xds/model';
import type { Envelope, EnvelopeDocument } from './envelope';
import { pairPdfs } from './pairing';
import { openDocument, openPdf, readFailure } from './readDocument';
import { sniff } from './sniff';

/**
 * Anything received, taken apart: a message, an IHE_XDM.zip, a CDA or a PDF, known by content. Pure; never
 * throws. Run it in a worker: a large message takes its time.
 */
export async function readEnvelope(bytes: Uint8Array, fileName: string | null): Promise<Envelope> {
  const form = sniff(bytes);
  if (form === 'eml') return readMessageBytes(bytes);
  if (form === 'unknown')
    return { form, message: null, documents: [], failure: readFailure('read-unknown-form') };
  const opened = open({ fileName, mediaType: '', bytes }, form);
  return opened.ok
    ? { form, message: null, documents: opened.value.documents, failure: null }
    : { form, message: null, documents: [], failure: opened.error };
}

function readMessageBytes(bytes: Uint8Array): Envelope {
  const mail = readMail(bytes);
  if (!mail.ok) return { form: 'eml', message: null, documents: [], failure: mail.error };
  const { attachments, ...head } = mail.value;
  const report = readReport(mail.value);
  // What a report returns is our own mail: nothing in it is received.
  if (report) return { form: 'eml', message: { ...head, report, others: [] }, documents: [], failure: null };
  const documents: EnvelopeDocument[] = [];
  let room: number = limits.zipInflatedBytes;
  const pdfs: MailAttachment[] = [];
  const others: MailAttachment[] = [];
  for (const attachment of attachments) {
    const form = sniff(attachment.bytes);
    if (form === 'pdf') pdfs.push(attachment);
    else if (form === 'xdm' || (form === 'cda' && holdsDocument(attachment.bytes))) {
      const opened = open(attachment, form, room);
      if (opened.ok) {
        documents.push(...opened.value.documents);
        room -= opened.value.inflated;
      } else documents.push({ ...plainDocument(attachment), ...read(opened) });
    } else others.push(attachment);
  }
  const unique = withoutRepeats(documents);
  const subject = head.displaySubject || null;
  for (const pdf of pairPdfs(unique, pdfs))
    unique.push({
      ...plainDocument(pdf),
      mediaType: 'application/pdf',
      ...read(ok(openPdf(pdf.bytes, subject, pdf.fileName))),
    });
  onePatientOnly(unique);
  const list = others.map(({ fileName, mediaType, bytes: content }) => ({
    fileName,
    mediaType,
    bytes: content,
  }));
  return { form: 'eml', message: { ...head, report: null, others: list }, documents: unique, failure: null };
}

/** XML that is a document, or pretends to be one: a style sheet or a receipt beside it is no unreadable document. */
const holdsDocument = (bytes: Uint8Array): boolean =>
  bytes[0] === 0xff || bytes[0] === 0xfe || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes('ClinicalDocument'); // biome-ignore format: one condition

interface Opened {
  documents: EnvelopeDocument[];
  /** Bytes that an archive took once inflated: all those of a message share one allowance. */
  inflated: number;
}

function open(
  file: MailAttachment,
  form: 'xdm' | 'cda' | 'pdf',
  room: number = limits.zipInflatedBytes,
): Result<Opened, Failure> {
  if (form !== 'xdm') {
    const mediaType = form === 'pdf' ? 'application/pdf' : 'text/xml';
    const document = { ...plainDocument(file), mediaType, ...read(openDocument(file.bytes)) };
    return ok({ documents: [document], inflated: 0 });
  }
  const archive = readXdm(file.bytes, room);
  if (!archive.ok) return archive;
  const { documents, warnings, stylesheets, inflated } = archive.value;
  return ok({
    inflated,
    documents: documents.map(({ path, bytes, metadata, warnings: own }): EnvelopeDocument => {
      const { result, pieces } = read(openDocument(bytes));
      const stylesheet = travellingStylesheet(bytes, stylesheets);
      if (result.ok && stylesheet) result.value.hasStylesheet = true;
      const contradictions = metadata && result.ok ? contradictionsOf(metadata, result.value) : [];
      const all = [...warnings, ...own, ...contradictions];
      return {
        bytes,
        mediaType: sniff(bytes) === 'pdf' ? 'application/pdf' : 'text/xml',
        fileName: path.slice(path.lastIndexOf('/') + 1),
        result,
        pieces,
        metadata,
        pdfTwin: null,
        stylesheet,
        trustworthy: contradictions.length === 0 && !all.some((w) => forbidding.includes(w.code)),
        warnings: all,
      };
    }),
  });
}

const read = (opened: Result<OpenedCda, Failure>): Pick<EnvelopeDocument, 'result' | 'pieces'> =>
  opened.ok
    ? { result: ok(opened.value.document), pieces: opened.value.pieces }
    : { result: opened, pieces: [] };

const plainDocument = (file: MailAttachment): Omit<EnvelopeDocument, 'result' | 'pieces'> => ({
  bytes: file.bytes,
  mediaType: 'text/xml',
  fileName: file.fileName,
  metadata: null,
  pdfTwin: null,
  stylesheet: null,
  trustworthy: true,
  warnings: [],
});

/** The metadata and the document must name the same document and the same patient. */
function contradictionsOf(
  entry: DocumentEntry,
  document: { documentId: string | null; patient: { ins: { value: string; oid: string } | null } },
): Warning[] {
  const warnings: Warning[] = [];
  const [number, , , authority = ''] = entry.patientId.split('^');
  const oid = authority.split('&')[1] ?? '';
  const ins = document.patient.ins;
  if (ins && oid === ins.oid && number !== ins.value)
    warnings.push({
      code: 'xdm-patient-differs',
      message:
        'L’archive et le document ne désignent pas le même patient\u202f: pas de classement automatique.',
    });
  if (document.documentId && entry.uniqueId && entry.uniqueId !== document.documentId)
    warnings.push({
      code: 'xdm-id-differs',
      message: 'L’archive et le document n’ont pas le même identifiant\u202f: pas de classement automatique.',
    });
  return warnings;
}

/** The same CDA inside and beside an archive is one document. */
function withoutRepeats(documents: readonly EnvelopeDocument[]): EnvelopeDocument[] {
  const kept = new Map<string, EnvelopeDocument>();
  for (const document of documents) {
    const digest = createHash('sha256').update(document.bytes).digest('hex');
    if (!kept.has(digest)) kept.set(digest, document);
  }
  return [...kept.values()];
}

/** E-MSS-20: one message, one patient. Two INS in one message leave all filing to a person. */
function onePatientOnly(documents: readonly EnvelopeDocument[]): void {
  const patients = new Set(
    documents.flatMap((d) =>
      d.result.ok && d.result.value.patient.ins ? [d.result.value.patient.ins.value] : [],
    ),
  );
  if (patients.size < 2) return;
  for (const document of documents) {
    document.trustworthy = false;
    document.warnings.push({
      code: 'message-several-patients',
      message: 'Le message réunit des documents de plusieurs patients\u202f: pas de classement automatique.',
    });
  }
}
