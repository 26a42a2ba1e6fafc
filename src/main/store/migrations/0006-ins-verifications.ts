/** What INSi was asked, or is to be asked, about the INS that others sent. Never edited once released. */
export const name = '0006-ins-verifications';

export const sql = `
CREATE TABLE ins_verifications (
  id TEXT PRIMARY KEY,
  claim TEXT NOT NULL UNIQUE,
  ins_value TEXT NOT NULL,
  ins_oid TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'ok', 'ko', 'held', 'impossible')),
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  answered_at TEXT,
  message_id TEXT,
  failure TEXT,
  CHECK ((state IN ('ok', 'ko')) = (answered_at IS NOT NULL))
) STRICT;
CREATE INDEX ins_verifications_state ON ins_verifications (state, attempts, created_at);
CREATE INDEX ins_verifications_ins ON ins_verifications (ins_value);
ALTER TABLE inbox_items ADD COLUMN ins_verification TEXT REFERENCES ins_verifications (id);
CREATE INDEX inbox_items_ins_verification ON inbox_items (ins_verification);
-- An answer changes what the worklist says of its lines, though no line is written.
CREATE TRIGGER worklist_ins_answered AFTER UPDATE OF state ON ins_verifications
BEGIN UPDATE worklist_revision SET value = value + 1; END;
`;
