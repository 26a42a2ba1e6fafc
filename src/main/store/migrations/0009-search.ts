/** One index of words a kind of thing, without the text it was made of and without positions, and the list of the words: a search reads little. */
export const name = '0009-search';

const index = (table: string, kind: string) => `
CREATE VIRTUAL TABLE ${table} USING fts5 (words, content = '', contentless_delete = 1, detail = 'none', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO ${table} (rowid, words) SELECT e.id, t.words FROM search_text t JOIN search_entries e ON e.id = t.rowid WHERE e.kind = '${kind}';
CREATE VIRTUAL TABLE temp.${table}_words USING fts5vocab (main, ${table}, row);
INSERT OR IGNORE INTO search_vocabulary (word) SELECT term FROM temp.${table}_words;
DROP TABLE temp.${table}_words;
`;

export const sql = `
CREATE TABLE search_vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
${index('search_items', 'item')}
${index('search_documents', 'document')}
DROP TABLE search_text;
`;
