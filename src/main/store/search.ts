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
      const list = searchWords(words);
      await sql`INSERT INTO ${sql.table(tables[kind])} (rowid, words) VALUES (${id}, ${list.join(' ')})`.execute(
        tx,
      );
      await sql`INSERT OR IGNORE INTO search_vocabulary (word) SELECT value FROM json_each(${JSON.stringify(list)})`.execute(
        tx,
      );
    },
    async remove(tx, kind, ref) {
      const id = await entryOf(tx, kind, ref);
      if (id === null) return;
      await drop(tx, kind, id);
      await tx.deleteFrom('search_entries').where('id', '=', id).execute();
    },
    async find(kind, query, limit) {
      const match = await matchExpression(db, query);
      if (match === null) return [];
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

/** More words than this begin so mostly after one to three letters, for which the index has its own lists. */
const BEGINNINGS = 64;

/**
 * Words of a person become quoted terms: no operator of FTS5 can be typed. The last one, perhaps not finished, stands
 * for the words that begin so: named, their lists are read from the end and no further than needed, where a prefix
 * would have them merged whole. Null when nothing can match.
 */
async function matchExpression(db: Db, query: string): Promise<string | null> {
  const words = searchWords(query);
  const last = words.pop();
  if (last === undefined) return null;
  const { rows } = await sql<{ word: string }>`
    SELECT word FROM search_vocabulary WHERE word >= ${last} AND word < ${`${last}{`} LIMIT ${BEGINNINGS + 1}`.execute(
    db,
  );
  if (rows.length === 0) return null;
  const ending =
    rows.length > BEGINNINGS ? `"${last}"*` : `(${rows.map(({ word }) => `"${word}"`).join(' OR ')})`;
  return [...words.map((word) => `"${word}"`), ending].join(' AND ');
}
