import { type Kysely, sql } from 'kysely';
import type { Database, Db, Tx } from './database';

/** Full-text search, accents and case folded; the last word of a query is a prefix. */
export interface Search {
  /** Puts, or replaces, the words of one thing. */
  index(tx: Tx, kind: SearchKind, ref: string, words: string): Promise<void>;
  remove(tx: Tx, kind: SearchKind, ref: string): Promise<void>;
  /** References of the things that hold every word, best first. */
  find(kind: SearchKind, query: string, limit: number): Promise<string[]>;
}

export type SearchKind = 'item' | 'document';

/** The only place that speaks FTS5. */
export function fullTextSearch(db: Kysely<Database>): Search {
  return {
    async index(tx, kind, ref, words) {
      let id = await entryOf(tx, kind, ref);
      if (id !== null) await sql`DELETE FROM search_text WHERE rowid = ${id}`.execute(tx);
      else {
        const added = await tx.insertInto('search_entries').values({ kind, ref }).executeTakeFirstOrThrow();
        id = Number(added.insertId);
      }
      await sql`INSERT INTO search_text (rowid, words) VALUES (${id}, ${words})`.execute(tx);
    },
    async remove(tx, kind, ref) {
      const id = await entryOf(tx, kind, ref);
      if (id === null) return;
      await sql`DELETE FROM search_text WHERE rowid = ${id}`.execute(tx);
      await tx.deleteFrom('search_entries').where('id', '=', id).execute();
    },
    async find(kind, query, limit) {
      const match = matchExpression(query);
      if (!match) return [];
      const { rows } = await sql<{ ref: string }>`
        SELECT e.ref FROM search_text t JOIN search_entries e ON e.id = t.rowid
        WHERE search_text MATCH ${match} AND e.kind = ${kind} ORDER BY rank LIMIT ${limit}`.execute(db);
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
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((w, i) => (i === words.length - 1 ? `"${w}"*` : `"${w}"`)).join(' ');
}
