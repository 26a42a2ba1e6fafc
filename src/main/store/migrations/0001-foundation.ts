/** Identities, documents, results, messages, worklist, sendings, journal: the first shape of the store. Never edited once released. */
export const name = '0001-foundation';

export const sql = `
CREATE TABLE blobs (
  sha256 TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  bytes BLOB NOT NULL
) STRICT;
CREATE TRIGGER blobs_immutable BEFORE UPDATE ON blobs BEGIN SELECT RAISE(ABORT, 'blobs are immutable'); END;

CREATE TABLE patients (
  id TEXT PRIMARY KEY,
  birth_name TEXT NOT NULL,
  first_names TEXT NOT NULL,
  first_given_name TEXT NOT NULL,
  sex TEXT NOT NULL CHECK (sex IN ('M', 'F', 'UN')),
  birth_date TEXT NOT NULL,
  birth_place TEXT NOT NULL,
  used_name TEXT,
  used_first_name TEXT,
  ins_value TEXT,
  ins_oid TEXT,
  evidence TEXT,
  status TEXT NOT NULL CHECK (status IN ('provisoire', 'recuperee', 'validee', 'qualifiee')),
  attributes TEXT NOT NULL,
  uncertain_birth_date INTEGER NOT NULL,
  birth_place_label TEXT,
  address TEXT,
  phone TEXT,
  birth_name_key TEXT NOT NULL,
  used_name_key TEXT NOT NULL,
  search_words TEXT NOT NULL,
  created_at TEXT NOT NULL,
  last_activity_at TEXT,
  withdrawn_at TEXT,
  CHECK ((ins_value IS NULL) = (ins_oid IS NULL)),
  CHECK ((ins_value IS NOT NULL) = (status IN ('recuperee', 'qualifiee')))
) STRICT;
CREATE INDEX patients_ins ON patients (ins_value);
CREATE INDEX patients_birth ON patients (birth_date, birth_name_key);
CREATE INDEX patients_birth_name ON patients (birth_name_key);
CREATE INDEX patients_used_name ON patients (used_name_key);

CREATE TABLE identity_history (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  author TEXT NOT NULL,
  cause TEXT NOT NULL,
  before TEXT,
  after TEXT NOT NULL
) STRICT;
CREATE INDEX identity_history_patient ON identity_history (patient_id, at);

CREATE TABLE ins_history (
  patient_id TEXT NOT NULL REFERENCES patients (id),
  value TEXT NOT NULL,
  oid TEXT NOT NULL,
  reason TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (patient_id, value, oid)
) STRICT;
CREATE INDEX ins_history_value ON ins_history (value);

CREATE TABLE evidence (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  nature TEXT NOT NULL,
  degree TEXT NOT NULL CHECK (degree IN ('fort', 'faible')),
  checked_at TEXT NOT NULL,
  author TEXT NOT NULL
) STRICT;

CREATE TABLE messages (
  id TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE REFERENCES blobs (sha256),
  channel TEXT NOT NULL CHECK (channel IN ('mss', 'dmp')),
  received_at TEXT NOT NULL,
  stored_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('stored', 'read', 'unreadable')),
  from_name TEXT NOT NULL,
  from_address TEXT NOT NULL,
  subject TEXT NOT NULL,
  message_id TEXT,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX messages_state ON messages (state);

CREATE TABLE documents (
  id TEXT PRIMARY KEY,
  origin TEXT NOT NULL CHECK (origin IN ('mss', 'dmp', 'written')),
  patient_id TEXT REFERENCES patients (id),
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  media_type TEXT NOT NULL,
  unique_id TEXT,
  set_id TEXT,
  version INTEGER,
  kind TEXT NOT NULL,
  level TEXT NOT NULL,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  document_date TEXT,
  model TEXT NOT NULL,
  abnormal INTEGER NOT NULL,
  superseded_by TEXT REFERENCES documents (id),
  stored_at TEXT NOT NULL
) STRICT;
CREATE INDEX documents_patient ON documents (patient_id, document_date);
CREATE INDEX documents_unique ON documents (unique_id);
CREATE INDEX documents_set ON documents (set_id);

CREATE TABLE document_replaces (
  document_id TEXT NOT NULL REFERENCES documents (id),
  unique_id TEXT NOT NULL,
  PRIMARY KEY (document_id, unique_id)
) STRICT;

CREATE TABLE document_sources (
  document_id TEXT NOT NULL REFERENCES documents (id),
  message_id TEXT NOT NULL REFERENCES messages (id),
  PRIMARY KEY (document_id, message_id)
) STRICT;

CREATE TABLE attachments (
  document_id TEXT NOT NULL REFERENCES documents (id),
  position INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  PRIMARY KEY (document_id, position)
) STRICT;

CREATE TABLE results (
  id TEXT PRIMARY KEY,
  document_id TEXT NOT NULL REFERENCES documents (id),
  patient_id TEXT REFERENCES patients (id),
  result_key TEXT NOT NULL,
  loinc TEXT,
  label TEXT NOT NULL,
  value TEXT,
  unit TEXT,
  text TEXT NOT NULL,
  low TEXT,
  high TEXT,
  flag TEXT,
  result_date TEXT NOT NULL
) STRICT;
CREATE INDEX results_analyte ON results (patient_id, loinc, result_date);
CREATE INDEX results_document ON results (document_id);

CREATE TABLE inbox_items (
  id TEXT PRIMARY KEY,
  message_id TEXT NOT NULL REFERENCES messages (id),
  document_id TEXT REFERENCES documents (id),
  revision INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('to-file', 'filed', 'unreadable')),
  acknowledged INTEGER NOT NULL,
  is_read INTEGER NOT NULL,
  auto_filed INTEGER NOT NULL,
  received_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  level TEXT,
  title TEXT NOT NULL,
  summary TEXT NOT NULL,
  sender TEXT NOT NULL,
  patient_name TEXT NOT NULL,
  birth_date TEXT,
  patient_id TEXT REFERENCES patients (id),
  verdict TEXT NOT NULL CHECK (verdict IN ('certain', 'proposed', 'none')),
  abnormal INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  commented INTEGER NOT NULL,
  correction TEXT,
  version INTEGER,
  document_date TEXT,
  failure TEXT,
  warnings TEXT NOT NULL,
  CHECK ((state = 'filed') = (patient_id IS NOT NULL))
) STRICT;
CREATE INDEX inbox_items_state ON inbox_items (state, received_at);
CREATE INDEX inbox_items_document ON inbox_items (document_id);

CREATE TABLE undo_log (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  item_id TEXT NOT NULL REFERENCES inbox_items (id),
  revision INTEGER NOT NULL,
  before TEXT NOT NULL,
  created_patient TEXT REFERENCES patients (id),
  sentence TEXT NOT NULL,
  undone_at TEXT
) STRICT;

CREATE TABLE outbox_intents (
  id TEXT PRIMARY KEY,
  patient_id TEXT NOT NULL REFERENCES patients (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  unique_id TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  author TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE outbox_legs (
  id TEXT PRIMARY KEY,
  intent_id TEXT NOT NULL REFERENCES outbox_intents (id),
  position INTEGER NOT NULL,
  channel TEXT NOT NULL CHECK (channel IN ('dmp', 'mss-professional', 'mss-patient')),
  label TEXT NOT NULL,
  address TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'unknown', 'sent', 'parked', 'cancelled')),
  attempts INTEGER NOT NULL,
  last_attempt_at TEXT,
  next_attempt_at TEXT,
  sent_at TEXT,
  receipt TEXT,
  failure TEXT,
  payload TEXT NOT NULL,
  CHECK ((state = 'sent') = (sent_at IS NOT NULL))
) STRICT;
CREATE INDEX outbox_legs_state ON outbox_legs (state, next_attempt_at);
CREATE INDEX outbox_legs_intent ON outbox_legs (intent_id);

CREATE TABLE outbox_payloads (
  leg_id TEXT NOT NULL REFERENCES outbox_legs (id),
  name TEXT NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  PRIMARY KEY (leg_id, name)
) STRICT;

CREATE TABLE mail_cursor (
  mailbox TEXT PRIMARY KEY,
  uid_validity TEXT NOT NULL,
  last_uid INTEGER NOT NULL
) STRICT;

CREATE TABLE settings (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE journal (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  action TEXT NOT NULL,
  patient_id TEXT,
  subject TEXT,
  outcome TEXT,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;

CREATE TABLE search_entries (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  ref TEXT NOT NULL,
  UNIQUE (kind, ref)
) STRICT;
CREATE VIRTUAL TABLE search_text USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2');
`;
