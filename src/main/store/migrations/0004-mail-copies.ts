/** Where the copy of each message is on the server, as other clients change it; what was read here and is still to be told to it. */
export const name = '0004-mail-copies';

export const sql = `
CREATE TABLE mail_copies (
  mailbox TEXT NOT NULL,
  uid_validity TEXT NOT NULL,
  uid INTEGER NOT NULL,
  message_id TEXT NOT NULL REFERENCES messages (id),
  flags TEXT NOT NULL,
  -- 1: Seen was set by us, not by another client.
  ours INTEGER NOT NULL,
  -- left: no longer in the inbox, not looked for yet; deleted: looked for, and in no folder.
  place TEXT NOT NULL CHECK (place IN ('inbox', 'left', 'moved', 'trash', 'deleted')),
  folder TEXT,
  PRIMARY KEY (mailbox, uid_validity, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX mail_copies_message ON mail_copies (message_id);
CREATE INDEX mail_copies_left ON mail_copies (mailbox, uid) WHERE place = 'left';

CREATE TABLE mail_marks (
  message_id TEXT PRIMARY KEY REFERENCES messages (id)
) STRICT, WITHOUT ROWID;

-- Whatever gesture reads the last unread line of a message, in the transaction of that gesture.
CREATE TRIGGER inbox_items_read AFTER UPDATE OF is_read ON inbox_items
WHEN NEW.is_read = 1 AND OLD.is_read = 0
  AND (SELECT channel FROM messages WHERE id = NEW.message_id) = 'mss'
  AND NOT EXISTS (SELECT 1 FROM inbox_items WHERE message_id = NEW.message_id AND is_read = 0)
BEGIN
  INSERT OR IGNORE INTO mail_marks (message_id) VALUES (NEW.message_id);
END;

ALTER TABLE mail_cursor ADD COLUMN mod_seq TEXT;
-- Nothing is known of the copies of what was brought before: it is brought once more, and recognised.
DELETE FROM mail_cursor;
`;
