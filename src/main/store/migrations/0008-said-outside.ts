/** What a record says of a report without opening it: critical results, a comment. */
export const name = '0008-said-outside';

export const sql = `
ALTER TABLE documents ADD COLUMN critical INTEGER NOT NULL DEFAULT 0;
ALTER TABLE documents ADD COLUMN commented INTEGER NOT NULL DEFAULT 0;
UPDATE documents SET
  critical = (SELECT count(*) FROM json_each(model, '$.results') r
    WHERE json_extract(r.value, '$.interpretation') IN ('LL', 'HH', 'AA')),
  commented = EXISTS (SELECT 1 FROM json_each(model, '$.results') r
    WHERE json_array_length(r.value, '$.comments') > 0);
`;
