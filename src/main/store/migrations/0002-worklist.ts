/** A worklist read by windows: sort keys, addressee, the indexes of each order, and a revision that no writer can forget. */
export const name = '0002-worklist';

export const sql = `
ALTER TABLE inbox_items ADD COLUMN patient_key TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_items ADD COLUMN sender_key TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_items ADD COLUMN addressee TEXT;
ALTER TABLE inbox_items ADD COLUMN box TEXT GENERATED ALWAYS AS (
  CASE WHEN acknowledged = 1 THEN 'filed' WHEN state = 'unreadable' THEN 'unreadable' ELSE 'to-file' END
) VIRTUAL;
UPDATE inbox_items SET
  patient_key = upper(replace(replace(replace(patient_name, ' ', ''), '-', ''), '''', '')),
  sender_key = upper(replace(replace(replace(sender, ' ', ''), '-', ''), '''', ''));

DROP INDEX inbox_items_state;
CREATE INDEX inbox_items_state ON inbox_items (state);
CREATE INDEX worklist_date ON inbox_items (box, received_at, is_read, kind, abnormal, critical, verdict, state, addressee);
CREATE INDEX worklist_patient ON inbox_items (box, patient_key, received_at);
CREATE INDEX worklist_kind ON inbox_items (box, kind, received_at);
CREATE INDEX worklist_sender ON inbox_items (box, sender_key, received_at);
CREATE INDEX worklist_abnormal ON inbox_items (box, critical, abnormal, received_at);
CREATE INDEX inbox_items_message ON inbox_items (message_id);

CREATE TABLE worklist_revision (only INTEGER PRIMARY KEY CHECK (only = 1), value INTEGER NOT NULL) STRICT;
INSERT INTO worklist_revision (only, value) VALUES (1, 0);
CREATE TRIGGER worklist_grew AFTER INSERT ON inbox_items
BEGIN UPDATE worklist_revision SET value = value + 1; END;
-- Reading an item moves nothing: what one window drew still stands.
CREATE TRIGGER worklist_changed AFTER UPDATE ON inbox_items
WHEN OLD.is_read = NEW.is_read OR OLD.revision <> NEW.revision
BEGIN UPDATE worklist_revision SET value = value + 1; END;
`;
