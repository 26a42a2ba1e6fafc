import type { Generated, GeneratedAlways, Insertable, Kysely, Selectable, Transaction } from 'kysely';

/** Rows as the store keeps them: dates are ISO 8601 text, booleans 0 or 1, structures JSON text. Kept in step with migrations/. */

export interface BlobTable {
  sha256: string;
  size: number;
  bytes: Uint8Array;
}

export interface PatientTable {
  id: string;
  birth_name: string;
  first_names: string;
  first_given_name: string;
  sex: 'M' | 'F' | 'UN';
  birth_date: string;
  birth_place: string;
  used_name: string | null;
  used_first_name: string | null;
  ins_value: string | null;
  ins_oid: string | null;
  evidence: string | null;
  status: 'provisoire' | 'recuperee' | 'validee' | 'qualifiee';
  attributes: string;
  uncertain_birth_date: number;
  birth_place_label: string | null;
  address: string | null;
  phone: string | null;
  birth_name_key: string;
  used_name_key: string;
  search_words: string;
  created_at: string;
  last_activity_at: string | null;
  withdrawn_at: string | null;
}

export interface IdentityHistoryTable {
  id: string;
  patient_id: string;
  at: string;
  author: string;
  cause: string;
  before: string | null;
  after: string;
}

export interface InsHistoryTable {
  patient_id: string;
  value: string;
  oid: string;
  reason: string;
  at: string;
}

export interface EvidenceTable {
  id: string;
  patient_id: string;
  nature: string;
  degree: 'fort' | 'faible';
  checked_at: string;
  author: string;
}

export interface MessageTable {
  id: string;
  sha256: string;
  channel: 'mss' | 'dmp';
  received_at: string;
  stored_at: string;
  state: 'stored' | 'read' | 'unreadable';
  from_name: string;
  from_address: string;
  subject: string;
  message_id: string | null;
  body: string;
}

export interface DocumentTable {
  id: string;
  origin: 'mss' | 'dmp' | 'written';
  patient_id: string | null;
  sha256: string;
  media_type: string;
  unique_id: string | null;
  set_id: string | null;
  version: number | null;
  kind: string;
  level: string;
  title: string;
  author: string;
  document_date: string | null;
  model: string;
  abnormal: number;
  superseded_by: string | null;
  stored_at: string;
  /** Keys of the person it names, to compare versions of one thread. */
  person_ins: string | null;
  person_traits: string | null;
  cancelled: Generated<number>;
  /** Results to read at once (E-BIO-03), and whether the laboratory commented one. */
  critical: Generated<number>;
  commented: Generated<number>;
}

/** The order (demande) a report answers: a hint of a thread when its sender gives no set. */
export interface DocumentOrderTable {
  document_id: string;
  order_id: string;
  laboratory: string;
}

/** A person kept a document as current although another claims to replace it. */
export interface VersionUpheldTable {
  document_id: string;
  against: string;
}

export interface ResultChangeTable {
  id: string;
  at: string;
  former_id: string;
  document_id: string;
  result_key: string;
  label: string;
  change: 'added' | 'removed' | 'value' | 'status' | 'reading';
  before: string | null;
  after: string | null;
}

/** Bytes that a person brought from this patient's DMP. */
export interface DmpRetrievalTable {
  message_id: string;
  patient_id: string;
  at: string;
}

/** A document of ours that was listed in this patient's DMP. */
export interface DmpSightingTable {
  document_id: string;
  patient_id: string;
  seen_at: string;
}

export interface DocumentReplacesTable {
  document_id: string;
  unique_id: string;
}

export interface DocumentSourceTable {
  document_id: string;
  message_id: string;
}

export interface AttachmentTable {
  document_id: string;
  position: number;
  media_type: string;
  file_name: string;
  sha256: string;
}

export interface ResultTable {
  id: string;
  document_id: string;
  patient_id: string | null;
  result_key: string;
  loinc: string | null;
  label: string;
  value: string | null;
  unit: string | null;
  text: string;
  low: string | null;
  high: string | null;
  flag: string | null;
  result_date: string;
  comparator: '<' | '<=' | '>' | '>=' | null;
  /** Unit of `low` and `high`; null: the value's. */
  range_unit: string | null;
  laboratory: string | null;
  method: string | null;
  isolate: string | null;
  status: string | null;
}

export interface InboxItemTable {
  id: string;
  message_id: string;
  document_id: string | null;
  revision: number;
  state: 'to-file' | 'filed' | 'unreadable';
  acknowledged: number;
  is_read: number;
  auto_filed: number;
  received_at: string;
  kind: string;
  level: string | null;
  title: string;
  summary: string;
  sender: string;
  patient_name: string;
  birth_date: string | null;
  patient_id: string | null;
  verdict: 'certain' | 'proposed' | 'none';
  abnormal: number;
  critical: number;
  commented: number;
  correction: string | null;
  version: number | null;
  document_date: string | null;
  failure: string | null;
  warnings: string;
  /** Folded names: what filters and sorts read. */
  patient_key: Generated<string>;
  sender_key: Generated<string>;
  addressee: Generated<string | null>;
  /** Who wrote it, what was done, by whom, during what: words of a line. */
  author: Generated<string>;
  act: Generated<string>;
  performer: Generated<string>;
  encounter: Generated<string>;
  ins_verification: string | null;
  /** Which list it stands in, kept by the base. */
  box: GeneratedAlways<'to-file' | 'filed' | 'unreadable' | 'folded'>;
  /** The line of a newer version stands for this one. */
  folded: Generated<number>;
  superseded: Generated<number>;
  /** Versions of its thread, itself included. */
  versions: Generated<number>;
}

export interface InsVerificationTable {
  id: string;
  /** JSON of the INS and traits asked about: one row for each. */
  claim: string;
  ins_value: string;
  ins_oid: string;
  /** `held`: we hold this identity ourselves; `impossible`: its traits do not allow INSi to be asked. */
  state: 'waiting' | 'ok' | 'ko' | 'held' | 'impossible';
  attempts: number;
  created_at: string;
  answered_at: string | null;
  message_id: string | null;
  failure: string | null;
}

/** One line: grows with each change of the worklist, by trigger. */
export interface WorklistRevisionTable {
  only: number;
  value: number;
}

/** A file of a message that is neither a document nor the copy of one. */
export interface MessageFileTable {
  message_id: string;
  position: number;
  file_name: string;
  media_type: string;
  size: number;
  sha256: string;
}

/** Kept in step with `inbox_items` by triggers. `addressee` is empty for the practice. */
export interface WorklistCountTable {
  box: string;
  kind: string;
  addressee: string;
  items: number;
  abnormal: number;
  critical: number;
  /** To file, and not certain of whom it is about. */
  unsure: number;
}

export interface UndoTable {
  id: string;
  at: string;
  item_id: string;
  revision: number;
  before: string;
  created_patient: string | null;
  sentence: string;
  undone_at: string | null;
}

export interface OutboxIntentTable {
  id: string;
  patient_id: string;
  document_id: string;
  unique_id: string;
  title: string;
  author: string;
  created_at: string;
}

export interface OutboxLegTable {
  id: string;
  intent_id: string;
  position: number;
  channel: 'dmp' | 'mss-professional' | 'mss-patient';
  label: string;
  address: string | null;
  state: 'waiting' | 'sending' | 'unknown' | 'sent' | 'parked' | 'cancelled';
  attempts: number;
  last_attempt_at: string | null;
  next_attempt_at: string | null;
  sent_at: string | null;
  receipt: string | null;
  failure: string | null;
  payload: string;
}

export interface OutboxPayloadTable {
  leg_id: string;
  name: string;
  sha256: string;
}

export interface MailCursorTable {
  mailbox: string;
  uid_validity: string;
  last_uid: number;
  mod_seq: string | null;
}

export interface MailCopyTable {
  mailbox: string;
  uid_validity: string;
  uid: number;
  message_id: string;
  /** Separated by spaces. */
  flags: string;
  ours: number;
  place: 'inbox' | 'left' | 'moved' | 'trash' | 'deleted';
  folder: string | null;
}

export interface MailMarkTable {
  message_id: string;
}

export interface SettingTable {
  name: string;
  value: string;
}

export interface JournalTable {
  seq: number;
  at: string;
  who: string;
  action: string;
  patient_id: string | null;
  subject: string | null;
  outcome: string | null;
  previous: string;
  hash: string;
}

export interface SearchEntryTable {
  id: Generated<number>;
  kind: string;
  ref: string;
}

export interface Database {
  blobs: BlobTable;
  patients: PatientTable;
  identity_history: IdentityHistoryTable;
  ins_history: InsHistoryTable;
  evidence: EvidenceTable;
  messages: MessageTable;
  documents: DocumentTable;
  document_replaces: DocumentReplacesTable;
  document_sources: DocumentSourceTable;
  document_orders: DocumentOrderTable;
  versions_upheld: VersionUpheldTable;
  attachments: AttachmentTable;
  results: ResultTable;
  result_changes: ResultChangeTable;
  dmp_retrievals: DmpRetrievalTable;
  dmp_sightings: DmpSightingTable;
  inbox_items: InboxItemTable;
  worklist_revision: WorklistRevisionTable;
  worklist_counts: WorklistCountTable;
  message_files: MessageFileTable;
  ins_verifications: InsVerificationTable;
  undo_log: UndoTable;
  outbox_intents: OutboxIntentTable;
  outbox_legs: OutboxLegTable;
  outbox_payloads: OutboxPayloadTable;
  mail_cursor: MailCursorTable;
  mail_copies: MailCopyTable;
  mail_marks: MailMarkTable;
  settings: SettingTable;
  journal: JournalTable;
  search_entries: SearchEntryTable;
}

/** Inside a transaction, or outside one for a reading. */
export type Db = Kysely<Database> | Transaction<Database>;
export type Tx = Transaction<Database>;
export type Row<T extends keyof Database> = Selectable<Database[T]>;
export type NewRow<T extends keyof Database> = Insertable<Database[T]>;
