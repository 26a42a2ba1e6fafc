/** What waits is counted as it changes, not when it is looked at; each order has an index that holds all of it; a line says who did what (E-REC-05), and a message keeps the files beside its documents. */
export const name = '0007-worklist-counts';

const counted = (sign: '+' | '-', row: 'NEW' | 'OLD') => `
  INSERT INTO worklist_counts (box, kind, addressee, items, abnormal, critical, unsure)
  VALUES (${row}.box, ${row}.kind, ifnull(${row}.addressee, ''), ${sign}1, ${sign}(${row}.abnormal > 0),
    ${sign}(${row}.critical > 0), ${sign}(${row}.state = 'to-file' AND ${row}.verdict <> 'certain'))
  ON CONFLICT (box, kind, addressee) DO UPDATE SET items = items + excluded.items,
    abnormal = abnormal + excluded.abnormal, critical = critical + excluded.critical, unsure = unsure + excluded.unsure;`;

export const sql = `
ALTER TABLE inbox_items ADD COLUMN author TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_items ADD COLUMN act TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_items ADD COLUMN performer TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox_items ADD COLUMN encounter TEXT NOT NULL DEFAULT '';

CREATE TABLE message_files (
  message_id TEXT NOT NULL REFERENCES messages (id),
  position INTEGER NOT NULL,
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES blobs (sha256),
  PRIMARY KEY (message_id, position)
) STRICT;

CREATE TABLE worklist_counts (
  box TEXT NOT NULL,
  kind TEXT NOT NULL,
  addressee TEXT NOT NULL,
  items INTEGER NOT NULL,
  abnormal INTEGER NOT NULL,
  critical INTEGER NOT NULL,
  unsure INTEGER NOT NULL,
  PRIMARY KEY (box, kind, addressee)
) STRICT, WITHOUT ROWID;
INSERT INTO worklist_counts
  SELECT box, kind, ifnull(addressee, ''), count(*), sum(abnormal > 0), sum(critical > 0),
    sum(state = 'to-file' AND verdict <> 'certain')
  FROM inbox_items GROUP BY 1, 2, 3;
CREATE TRIGGER worklist_counts_grew AFTER INSERT ON inbox_items BEGIN ${counted('+', 'NEW')} END;
CREATE TRIGGER worklist_counts_changed AFTER UPDATE ON inbox_items BEGIN ${counted('-', 'OLD')} ${counted('+', 'NEW')} END;
CREATE TRIGGER worklist_counts_shrank AFTER DELETE ON inbox_items BEGIN ${counted('-', 'OLD')} END;

DROP INDEX worklist_patient;
DROP INDEX worklist_kind;
DROP INDEX worklist_sender;
CREATE INDEX worklist_patient ON inbox_items (box, patient_key, received_at DESC);
CREATE INDEX worklist_kind ON inbox_items (box, kind, received_at DESC);
CREATE INDEX worklist_sender ON inbox_items (box, sender_key, received_at DESC);
`;
