import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { storeFailure } from './failure';
import { type Migration, migrations as released } from './migrations';

/** What a migration needs of the engine. */
export interface Engine {
  exec(sql: string): unknown;
  prepare(sql: string): { all(...values: unknown[]): unknown[]; run(...values: unknown[]): unknown };
}

const hashOf = (m: Migration) => createHash('sha256').update(m.sql).digest('hex');

/** Brings the base to the newest shape, one transaction a migration. Refuses a base whose past is not ours. */
export function migrate(
  engine: Engine,
  now: Date,
  migrations: readonly Migration[] = released,
): Result<number, Failure> {
  engine.exec(
    'CREATE TABLE IF NOT EXISTS migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, hash TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT',
  );
  const done = engine.prepare('SELECT name, hash FROM migrations ORDER BY number').all() as {
    name: string;
    hash: string;
  }[];
  for (const [index, applied] of done.entries()) {
    const known = migrations[index];
    if (!known) return err(storeFailure('store-migration', `unknown migration ${applied.name}`));
    if (known.name !== applied.name || hashOf(known) !== applied.hash)
      return err(storeFailure('store-migration', `migration ${applied.name} differs`));
  }
  for (const [index, migration] of migrations.entries()) {
    if (index < done.length) continue;
    engine.exec('BEGIN IMMEDIATE');
    try {
      engine.exec(migration.sql);
      engine
        .prepare('INSERT INTO migrations (number, name, hash, applied_at) VALUES (?, ?, ?, ?)')
        .run(index + 1, migration.name, hashOf(migration), now.toISOString());
      engine.exec('COMMIT');
    } catch (thrown) {
      engine.exec('ROLLBACK');
      throw thrown;
    }
  }
  return ok(migrations.length);
}
