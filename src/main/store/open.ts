import Engine from 'better-sqlite3-multiple-ciphers';
import { Kysely, SqliteDialect } from 'kysely';
import { type Clock, systemClock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Database, Tx } from './database';
import { failureOf, storeFailure } from './failure';
import { migrate } from './migrate';
import { fullTextSearch, type Search } from './search';
import { withKeptStatements } from './statements';

/** The encrypted base of the practice. One writer: transactions run one after the other. */
export interface Store {
  readonly db: Kysely<Database>;
  readonly search: Search;
  /** Runs `work` in one transaction: all of it stands, or (on a failure or an exception) none of it. */
  write<T, E>(work: (tx: Tx) => Promise<Result<T, E>>): Promise<Result<T, E>>;
  /** Reads every page: `store-corrupt` when one is not as it was written. */
  check(): Result<null, Failure>;
  close(): Promise<void>;
}

export interface StoreOptions {
  path: string;
  /** 32 bytes. */
  key: Uint8Array;
  clock?: Clock;
  /** Largest size, in pages of 4 KiB: only a test sets it, to meet a full disk. */
  maxPages?: number;
}

class Rollback extends Error {
  constructor(readonly failure: unknown) {
    super('rollback');
  }
}

/**
 * Opens, or makes, the base at `path`, encrypted page by page (ChaCha20-Poly1305: an altered byte is noticed).
 * Failures: `store-wrong-key`, `store-corrupt`, `store-readonly`, `store-full`, `store-busy`, `store-migration`, `store-unavailable`.
 */
export async function openStore(options: StoreOptions): Promise<Result<Store, Failure>> {
  if (options.key.byteLength !== 32) return err(storeFailure('store-wrong-key', 'key is not 32 bytes'));
  let engine: Engine.Database | null = null;
  try {
    engine = new Engine(options.path);
    engine.pragma("cipher='chacha20'");
    engine.pragma(`key='raw:${Buffer.from(options.key).toString('hex')}'`);
    engine.pragma('busy_timeout=2000');
    engine.pragma('foreign_keys=ON');
    engine.pragma('journal_mode=WAL');
    engine.pragma('synchronous=FULL');
    // Of 4 KiB: a full mailbox writes the same pages of the indexes again and again.
    engine.pragma('wal_autocheckpoint=4000');
    if (options.maxPages !== undefined) engine.pragma(`max_page_count=${options.maxPages}`);
    const migrated = migrate(engine, (options.clock ?? systemClock).now());
    if (!migrated.ok) {
      engine.close();
      return migrated;
    }
    return ok(storeOn(engine));
  } catch (thrown) {
    engine?.close();
    const failure = failureOf(thrown);
    if (failure) return err(failure);
    // A missing folder is a TypeError of the binding, without a code.
    if (engine === null) return err(storeFailure('store-unavailable'));
    throw thrown;
  }
}

function storeOn(engine: Engine.Database): Store {
  const db = new Kysely<Database>({ dialect: new SqliteDialect({ database: withKeptStatements(engine) }) });
  return {
    db,
    search: fullTextSearch(db),
    async write(work) {
      let first: unknown = null;
      try {
        const value = await db.transaction().execute(async (tx) => {
          try {
            const result = await work(tx);
            if (!result.ok) throw new Rollback(result.error);
            return result.value;
          } catch (thrown) {
            first = thrown;
            throw thrown;
          }
        });
        return ok(value);
      } catch (thrown) {
        if (first instanceof Rollback) return err(first.failure as never);
        // On a full disk the engine has rolled back by itself, and the second ROLLBACK hides why.
        throw first ?? thrown;
      }
    },
    check() {
      try {
        const rows = engine.pragma('integrity_check') as { integrity_check: string }[];
        return rows[0]?.integrity_check === 'ok' ? ok(null) : err(storeFailure('store-corrupt'));
      } catch (thrown) {
        const failure = failureOf(thrown);
        if (failure) return err(failure);
        throw thrown;
      }
    },
    async close() {
      await db.destroy();
    },
  };
}
