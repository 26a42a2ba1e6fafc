import type { Coded } from '../../shared/codes';

/** Author of an entry or of a set. `person` is an XCN, `institution` an XON, both as written on the wire (dmp.md §6.1). */
export interface XdsAuthor {
  person: string | null;
  institution: string | null;
  role: string | null;
  /** `code^label^OID` in one value. */
  speciality: string | null;
}

/** One ExtrinsicObject. Times are DTM in UTC (`YYYYMMDDHHMMSS`, shortened by precision). */
export interface DocumentEntry {
  /** Symbolic (`Document01`) when we write, `urn:uuid:…` when the registry answers. */
  entryUuid: string;
  /** CDA id: `root` or `root^extension`. */
  uniqueId: string;
  mimeType: string;
  creationTime: string;
  languageCode: string;
  serviceStartTime: string | null;
  serviceStopTime: string | null;
  title: string;
  comments: string | null;
  authors: XdsAuthor[];
  classCode: Coded;
  typeCode: Coded;
  formatCode: Coded;
  confidentialityCodes: Coded[];
  facilityType: Coded;
  practiceSetting: Coded;
  eventCodes: Coded[];
  /** XCN. */
  legalAuthenticator: string | null;
  /** CX: `{INS}^^^&{OID}&ISO^NH`, or the local `…^PI` without a qualified INS. */
  patientId: string;
  sourcePatientId: string;
  /** `PID-5|NOM^PRENOM^^^^^L`, `PID-7|…`, `PID-8|…` */
  sourcePatientInfo: string[];
  /** SHA-1 of the bytes, lower-case hexadecimal; required in an XDM, absent in TD2.1. */
  hash: string | null;
  size: number | null;
  /** File name inside the SUBSET folder (XDM only). */
  uri: string | null;
  /** Set by the registry. */
  repositoryUniqueId: string | null;
  logicalId: string | null;
  status: string | null;
  version: string | null;
}

/** The RegistryPackage that holds the entries of one submission. */
export interface SubmissionSet {
  uniqueId: string;
  sourceId: string;
  /** DTM UTC. */
  submissionTime: string;
  title: string | null;
  comments: string | null;
  authors: XdsAuthor[];
  contentTypeCode: Coded;
  patientId: string;
}

/** What a SubmitObjectsRequest says: a set, its entries, replacements by target. */
export interface XdsSubmission {
  set: SubmissionSet;
  entries: DocumentEntry[];
  /** Symbolic id of an entry → entryUUID of the entry it replaces (RPLC). */
  replaces: Readonly<Record<string, string>>;
}
