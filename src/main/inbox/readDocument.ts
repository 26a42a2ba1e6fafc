import { createHash } from 'node:crypto';
import type { ClinicalDocument, Warning } from '../../shared/documents/clinicalDocument';
import type { DocumentKind } from '../../shared/documents/kinds';
import { type Failure, failures } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { type OpenedCda, openCda, readCdaAttachment } from '../cda/read';
import { nobody } from '../cda/read/patient';
import { inspectPdf } from '../pdf/inspect';
import { sniff } from './sniff';

export const readFailure = failures({
  'read-unknown-form': {
    retry: 'never',
    message: 'Ce fichier n’est ni un document médical, ni une archive, ni un message que Colloque sait lire.',
    action: 'Ouvrez-le avec un autre outil.',
  },
});

/** One stored document, CDA or PDF, from its own bytes. */
export function readDocument(bytes: Uint8Array): Result<ClinicalDocument, Failure> {
  const opened = openDocument(bytes);
  return opened.ok ? ok(opened.value.document) : opened;
}

/** The same with the bytes of its attachments, read once. */
export function openDocument(bytes: Uint8Array): Result<OpenedCda, Failure> {
  const form = sniff(bytes);
  if (form === 'pdf') return ok(openPdf(bytes, null, null));
  if (form !== 'cda') return err(readFailure('read-unknown-form'));
  const opened = openCda(bytes);
  if (!opened.ok) return opened;
  const { document, pieces } = opened.value;
  const warnings = pieces
    .filter(({ attachment }) => attachment.mediaType === 'application/pdf')
    .flatMap((piece) => inspectPdf(piece.bytes).warnings);
  return ok({ document: { ...document, warnings: [...document.warnings, ...onceEach(warnings)] }, pieces });
}

/** Bytes of one attachment of a stored document; a PDF is its own first attachment. */
export function readPiece(
  bytes: Uint8Array,
  index: number,
): Result<{ mediaType: string; bytes: Uint8Array }, Failure> {
  if (sniff(bytes) === 'pdf' && index === 0) return ok({ mediaType: 'application/pdf', bytes });
  return readCdaAttachment(bytes, index);
}

const onceEach = (warnings: readonly Warning[]): Warning[] => [
  ...new Map(warnings.map((w) => [w.code, w])).values(),
];

/** Words of a subject that tell the kind of a PDF sent alone; only a proposal, for a person files it. */
const kindWords: readonly [RegExp, DocumentKind][] = [
  [/anatomo|anapath|cyto.?patho/i, 'pathology'],
  [/biolog|laboratoire|r[ée]sultats? d.(analyses|examens)|\bbilan sanguin|examens? de sang/i, 'biology'],
  [/(demande|prescription|ordonnance).{0,30}(imagerie|radio|scanner|irm|[ée]chographie)/i, 'imaging-request'],
  [/imagerie|radiolog|radiographie|scanner|\birm\b|[ée]chograph|mammograph/i, 'imaging'],
  [/lettre de liaison|lettre de sortie/i, 'discharge-letter'],
  [/op[ée]ratoire|\bcro\b/i, 'operative-report'],
  [/urgences/i, 'emergency-report'],
  [/hospitalis|\bcrh\b|s[ée]jour/i, 'hospital-report'],
  [/ordonnance|prescription/i, 'prescription'],
  [/synth[èe]se m[ée]dicale|\bvsm\b/i, 'medical-summary'],
  [/vaccin/i, 'vaccination'],
  [/certificat/i, 'certificate'],
  [/consultation|courrier|lettre|adressage/i, 'letter'],
];

/** A PDF sent alone: nothing is known of it but the mail around it (cda-document-types.md §2, rule 3). */
function nakedPdf(bytes: Uint8Array, subject: string | null, fileName: string | null): ClinicalDocument {
  const kind = kindWords.find(([word]) => word.test(subject ?? ''))?.[1] ?? 'other';
  return {
    kind,
    level: 'PDF',
    type: null,
    title: subject?.trim() || fileName?.trim() || 'Document PDF',
    documentId: null,
    setId: null,
    version: null,
    replaces: [],
    templateIds: [],
    date: null,
    serviceStart: null,
    serviceEnd: null,
    acts: [],
    encounter: null,
    completeness: null,
    confidentiality: null,
    language: null,
    patient: nobody,
    author: null,
    legalAuthenticator: null,
    custodian: null,
    prescriber: null,
    performer: null,
    recipients: [],
    orderIds: [],
    accreditation: null,
    results: [],
    sections: [],
    attachments: [
      {
        index: 0,
        mediaType: 'application/pdf',
        size: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        role: 'body',
        mediaId: null,
        title: fileName,
      },
    ],
    hasStylesheet: false,
    warnings: inspectPdf(bytes).warnings,
  };
}

/** {@link nakedPdf} with its bytes as its own first piece. */
export function openPdf(bytes: Uint8Array, subject: string | null, fileName: string | null): OpenedCda {
  const document = nakedPdf(bytes, subject, fileName);
  return { document, pieces: document.attachments.map((attachment) => ({ attachment, bytes })) };
}
