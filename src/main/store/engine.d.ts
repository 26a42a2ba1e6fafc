/** What we use of the engine: its package ships no types that resolve. */
declare module 'better-sqlite3-multiple-ciphers' {
  import type { SqliteDatabase } from 'kysely';

  namespace Engine {
    interface Statement {
      readonly reader: boolean;
      all(...values: unknown[]): unknown[];
      run(...values: unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint };
      iterate(parameters: readonly unknown[]): IterableIterator<unknown>;
    }
    interface Database extends SqliteDatabase {
      pragma(source: string): unknown;
      exec(sql: string): Database;
      prepare(sql: string): Statement;
      close(): void;
    }
  }
  const Engine: new (path: string) => Engine.Database;
  export default Engine;
}
