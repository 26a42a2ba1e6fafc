import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { Result } from '../../shared/result';
import type { DocumentEntry, XdsSubmission } from '../xds/model';

/** Answer of TD0.2. `traits` serve an equality test in memory and are never shown (RG_0320). */
export interface DmpExistence {
  state: 'open' | 'closed' | 'not-found';
  authorisation: 'valid' | 'expired' | 'denied' | 'none' | 'unknown';
  traits: {
    birthName: string | null;
    firstName: string | null;
    sex: string | null;
    birthDate: string | null;
  } | null;
}

/** A lot ready to leave: what is frozen at validation, so that a second try sends the same. */
export interface DmpSubmission {
  patient: Ins;
  /** Set and clinical entries; the client adds the signature entry. */
  metadata: XdsSubmission;
  /** CDA bytes by the entries' symbolic ids. */
  documents: Readonly<Record<string, Uint8Array>>;
  /** « Signature du lot » (XAdES), made at validation by `signLot`. */
  lotSignature: Uint8Array;
}

export interface DmpReceipt {
  /** `Success`, or `AlreadyThere` when the registry knew the uniqueId: both mean it stands in the DMP. */
  status: 'Success' | 'AlreadyThere';
  at: string;
  /** What the registry wrote, for the proof. */
  answer: string;
}

/** The patient's DMP as the practice uses it. Every call is one VIHF signed by the professional. */
export interface Dmp {
  /** TD0.2. */
  testExistence(patient: Ins): Promise<Result<DmpExistence, Failure>>;
  /** TD2.1. A lost answer is the failure `dmp-unknown`: ask {@link findByUniqueId} before anything is sent again. */
  submit(submission: DmpSubmission): Promise<Result<DmpReceipt, Failure>>;
  /** TD3.1 GetDocuments by uniqueId. */
  findByUniqueId(patient: Ins, uniqueId: string): Promise<Result<DocumentEntry | null, Failure>>;
  /** TD3.1 FindDocuments, Approved only. */
  find(patient: Ins): Promise<Result<DocumentEntry[], Failure>>;
  /** TD3.2. */
  retrieve(patient: Ins, entry: DocumentEntry): Promise<Result<Uint8Array, Failure>>;
}
