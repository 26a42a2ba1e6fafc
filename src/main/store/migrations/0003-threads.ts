/** Versions of a report as one thread, what they changed, and where else a document was seen. */
export const name = '0003-threads';

export const sql = `
ALTER TABLE documents ADD COLUMN person_ins TEXT;
ALTER TABLE documents ADD COLUMN person_traits TEXT;
ALTER TABLE documents ADD COLUMN cancelled INTEGER NOT NULL DEFAULT 0;
UPDATE documents SET person_ins = json_extract(model, '$.patient.ins.value');
CREATE INDEX document_replaces_unique ON document_replaces (unique_id);

CREATE TABLE document_orders (
  document_id TEXT NOT NULL REFERENCES documents (id),
  order_id TEXT NOT NULL,
  laboratory TEXT NOT NULL,
  PRIMARY KEY (document_id, order_id)
) STRICT;
CREATE INDEX document_orders_order ON document_orders (order_id, laboratory);

CREATE TABLE versions_upheld (
  document_id TEXT NOT NULL REFERENCES documents (id),
  against TEXT NOT NULL REFERENCES documents (id),
  PRIMARY KEY (document_id, against)
) STRICT;

CREATE TABLE result_changes (
  id TEXT PRIMARY KEY,
  at TEXT NOT NULL,
  former_id TEXT NOT NULL REFERENCES documents (id),
  document_id TEXT NOT NULL REFERENCES documents (id),
  result_key TEXT NOT NULL,
  label TEXT NOT NULL,
  change TEXT NOT NULL CHECK (change IN ('added', 'removed', 'value', 'status', 'reading')),
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX result_changes_former ON result_changes (former_id);
CREATE INDEX result_changes_document ON result_changes (document_id);
CREATE TRIGGER result_changes_no_update BEFORE UPDATE ON result_changes BEGIN SELECT RAISE(ABORT, 'a trace is kept as it was written'); END;
CREATE TRIGGER result_changes_no_delete BEFORE DELETE ON result_changes BEGIN SELECT RAISE(ABORT, 'a trace is kept as it was written'); END;

ALTER TABLE inbox_items ADD COLUMN folded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox_items ADD COLUMN superseded INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox_items ADD COLUMN versions INTEGER NOT NULL DEFAULT 1;
-- One line a thread: an older version stands in no list, it is reached from the newer one.
DROP INDEX worklist_date;
DROP INDEX worklist_patient;
DROP INDEX worklist_kind;
DROP INDEX worklist_sender;
DROP INDEX worklist_abnormal;
ALTER TABLE inbox_items DROP COLUMN box;
ALTER TABLE inbox_items ADD COLUMN box TEXT GENERATED ALWAYS AS (
  CASE WHEN folded = 1 THEN 'folded' WHEN acknowledged = 1 THEN 'filed' WHEN state = 'unreadable' THEN 'unreadable' ELSE 'to-file' END
) VIRTUAL;
CREATE INDEX worklist_date ON inbox_items (box, received_at, is_read, kind, abnormal, critical, verdict, state, addressee);
CREATE INDEX worklist_patient ON inbox_items (box, patient_key, received_at);
CREATE INDEX worklist_kind ON inbox_items (box, kind, received_at);
CREATE INDEX worklist_sender ON inbox_items (box, sender_key, received_at);
CREATE INDEX worklist_abnormal ON inbox_items (box, critical, abnormal, received_at);

CREATE TABLE dmp_retrievals (
  message_id TEXT NOT NULL REFERENCES messages (id),
  patient_id TEXT NOT NULL REFERENCES patients (id),
  at TEXT NOT NULL,
  PRIMARY KEY (message_id, patient_id)
) STRICT;

CREATE TABLE dmp_sightings (
  document_id TEXT NOT NULL REFERENCES documents (id),
  patient_id TEXT NOT NULL REFERENCES patients (id),
  seen_at TEXT NOT NULL,
  PRIMARY KEY (document_id, patient_id)
) STRICT;
`;
