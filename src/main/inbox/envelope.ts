import type { ClinicalDocument, Warning } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { Piece } from '../cda/read/attachments';
import type { Mail } from '../mime/read';
import type { DeliveryReport } from '../mime/report';
import type { DocumentEntry } from '../xds/model';

/** What the bytes are, by their content; a name proves nothing. */
export type Form = 'eml' | 'xdm' | 'cda' | 'pdf' | 'unknown';

/** One document found in what was received. */
export interface EnvelopeDocument {
  /** The document's own bytes: the CDA, or the PDF. */
  bytes: Uint8Array;
  mediaType: string;
  /** As the sender named it; to show, never to open. */
  fileName: string | null;
  result: Result<ClinicalDocument, Failure>;
  /** The bytes of the document's attachments, in the order of their indexes; none when it could not be read. */
  pieces: readonly Piece[];
  /** What the XDM says of it (its `patientId`, E-MSS-21). */
  metadata: DocumentEntry | null;
  /** The PDF sent beside a CDA: its twin for the eye, not a document of its own. */
  pdfTwin: { fileName: string | null; bytes: Uint8Array } | null;
  /** The stylesheet that travels with it in its archive (E-BIO-06). */
  stylesheet: { name: string; bytes: Uint8Array } | null;
  /** False when hash, size, identity or number of patients contradict each other: never filed automatically. */
  trustworthy: boolean;
  /** Of the transport; those of the content stand in the document. */
  warnings: Warning[];
}

/** Bytes received, taken apart. `failure` is set when nothing at all could be read. */
export interface Envelope {
  form: Form;
  /** Null when the bytes were not a mail. `others`: attached files that are no document we read. */
  message:
    | (Omit<Mail, 'attachments'> & {
        report: DeliveryReport | null;
        others: { fileName: string | null; mediaType: string; bytes: Uint8Array }[];
      })
    | null;
  documents: EnvelopeDocument[];
  failure: Failure | null;
}
