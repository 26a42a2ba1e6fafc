import { type Kysely, sql } from 'kysely';
import type { Database, Db, Tx } from './database';
import { searchWords } from './words';

/** Full-text search, accents, ligatures and case folded; the last word of a query is a prefix. */
export interface Search {
  /** Puts, or replaces, the words of one thing. */
  index(tx: Tx, kind: SearchKind, ref: string, words: string): Promise<void>;
  remove(tx: Tx, kind: SearchKind, ref: string): Promise<void>;
  /** References of the things that hold every word, the last that came first. */
  find(kind: SearchKind, query: string, limit: number): Promise<string[]>;
}

export type SearchKind = 'item' | 'document';

const tables: Readonly<Record<SearchKind, string>> = { item: 'search_items', document: 'search_documents' };

/** The only place that speaks FTS5. */
export function fullTextSearch(db: Kysely<Database>): Search {
  const drop = (tx: Tx, kind: SearchKind, id: number) =>
    sql`DELETE FROM ${sql.table(tables[kind])} WHERE rowid = ${id}`.execute(tx);
  return {
    async index(tx, kind, ref, words) {
      let id = await entryOf(tx, kind, ref);
      if (id !== null) await drop(tx, kind, id);
      else {
        const added = await tx.insertInto('search_entries').values({ kind, ref }).executeTakeFirstOrThrow();
        id = Number(added.insertId);
      }
      const text = searchWords(words).join(' ');
      await sql`INSERT INTO ${sql.table(tables[kind])} (rowid, words) VALUES (${id}, ${text})`.execute(tx);
    },
    async remove(tx, kind, ref) {
      const id = await entryOf(tx, kind, ref);
      if (id === null) return;
      await drop(tx, kind, id);
      await tx.deleteFrom('search_entries').where('id', '=', id).execute();
    },
    async find(kind, query, limit) {
      const match = matchExpression(query);
      if (!match) return [];
      const table = sql.table(tables[kind]);
      // Ranking by frequency would count every document of each word: the newest first costs nothing.
      const { rows } = await sql<{ ref: string }>`
        SELECT ref FROM search_entries JOIN (
          SELECT rowid AS id FROM ${table} WHERE ${table} MATCH ${match} ORDER BY rowid DESC LIMIT ${limit}
        ) USING (id) ORDER BY id DESC`.execute(db);
      return rows.map((r) => r.ref);
    },
  };
}

async function entryOf(db: Db, kind: string, ref: string): Promise<number | null> {
  const row = await db
    .selectFrom('search_entries')
    .select('id')
    .where('kind', '=', kind)
    .where('ref', '=', ref)
    .executeTakeFirst();
  return row?.id ?? null;
}

/** Words of a person become quoted terms: no operator of FTS5 can be typed. */
function matchExpression(query: string): string {
  const words = searchWords(query);
  return words.map((w, i) => (i === words.length - 1 ? `"${w}"*` : `"${w}"`)).join(' ');
}
