import type Engine from 'better-sqlite3-multiple-ciphers';
import type { SqliteDatabase } from 'kysely';

/** Statements kept ready: all those of the product, and some of the lists of ids whose length varies. */
const KEPT = 300;

/**
 * The engine as Kysely wants it, each statement compiled once. Kysely prepares anew at each call, which was a third
 * of the time of an intake (docs/decisions/074). The least recently used are let go.
 */
export function withKeptStatements(engine: Engine.Database): SqliteDatabase {
  const kept = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? engine.prepare(sql);
      kept.delete(sql);
      kept.set(sql, statement);
      if (kept.size > KEPT) kept.delete(kept.keys().next().value!);
      return statement;
    },
    close: () => engine.close(),
  };
}
