import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { DeliveryReport } from '../mime/report';

/** A file carried inside a document, by the `index` of its {@link ClinicalDocument.attachments}. */
export interface ReadAttachment {
  index: number;
  mediaType: string;
  fileName: string;
  bytes: Uint8Array;
}

/** One document found in a message. */
export interface ReadDocument {
  document: ClinicalDocument;
  /** The document's own bytes: the CDA, or the PDF. */
  bytes: Uint8Array;
  mediaType: string;
  attachments: ReadAttachment[];
  /** False when the archive's hash, size or patient contradict the document: never filed automatically. */
  trustworthy: boolean;
}

/** A message as read: what it says, its documents, and what in it could not be read. */
export interface ReadMessage {
  from: string;
  fromAddress: string;
  subject: string;
  messageId: string | null;
  text: string;
  /** Message-IDs that it answers to. */
  answers?: readonly string[];
  documents: ReadDocument[];
  /** The message is an operator's word about one of ours: it belongs to the sending, not to the worklist. */
  report?: DeliveryReport | null;
  /** Attached files that are neither a document nor the copy of one. */
  files?: { fileName: string; mediaType: string; bytes: Uint8Array }[];
  unreadable: { fileName: string; bytes: Uint8Array; failure: Failure }[];
}

/** Reads the bytes of one message; in the product, in a worker thread. */
export type Read = (bytes: Uint8Array) => Promise<Result<ReadMessage, Failure>>;
