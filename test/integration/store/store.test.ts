import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Engine from 'better-sqlite3-multiple-ciphers';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { append, verify } from '../../../src/main/journal/journal';
import { migrate } from '../../../src/main/store/migrate';
import { migrations } from '../../../src/main/store/migrations';
import { openStore, putBlob, type Store } from '../../../src/main/store/store';
import { searchWords } from '../../../src/main/store/words';
import { err, ok } from '../../../src/shared/result';

const key = new Uint8Array(32).fill(7);
let folder: string;
let path: string;
const opened: Store[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'colloque-store-'));
  path = join(folder, 'practice.db');
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(options: Partial<Parameters<typeof openStore>[0]> = {}): Promise<Store> {
  const store = await openStore({ path, key, ...options });
  if (!store.ok) throw new Error(store.error.code);
  opened.push(store.value);
  return store.value;
}
const close = async (store: Store) => {
  opened.splice(opened.indexOf(store), 1);
  await store.close();
};
const write = (store: Store, words: string, ref = words) =>
  store.write(async (tx) => {
    await store.search.index(tx, 'document', ref, words);
    return ok(null);
  });

describe('encryption', () => {
  test('a known word of the base stands nowhere in its files', async () => {
    const store = await open();
    await write(store, 'ZIBELINE-CANARI');
    for (const suffix of ['', '-wal']) expect(readFileSync(path + suffix).includes('ZIBELINE')).toBe(false);
    await close(store);
    expect(readFileSync(path).includes('ZIBELINE')).toBe(false);
    expect(readFileSync(path).subarray(0, 15).toString()).not.toBe('SQLite format 3');
  });

  test('another key is refused as such, and the right one still opens', async () => {
    await close(await open());
    const wrong = await openStore({ path, key: new Uint8Array(32).fill(8) });
    expect(!wrong.ok && wrong.error.code).toBe('store-wrong-key');
    await open();
  });

  test('a flipped byte is noticed, never read as data', async () => {
    const store = await open();
    await store.write(async (tx) => ok(await putBlob(tx, new Uint8Array(300_000).fill(1))));
    await close(store);
    const bytes = readFileSync(path);
    const middle = bytes.length - 100_000;
    bytes[middle] = bytes[middle]! ^ 1;
    writeFileSync(path, bytes);
    const again = await open();
    const checked = again.check();
    expect(!checked.ok && checked.error.code).toBe('store-corrupt');
  });
});

describe('opening', () => {
  test('a missing folder, a folder in place of the file, a short key: typed failures', async () => {
    const codes = [];
    for (const options of [
      { path: join(folder, 'absent', 'x.db'), key },
      { path: folder, key },
      { path, key: new Uint8Array(16) },
    ]) {
      const result = await openStore(options);
      codes.push(result.ok ? 'ok' : result.error.code);
    }
    expect(codes).toEqual(['store-unavailable', 'store-unavailable', 'store-wrong-key']);
  });

  test.skipIf(process.getuid?.() === 0)('a read-only file is said so (root may write anything)', async () => {
    await close(await open());
    const { chmodSync } = await import('node:fs');
    chmodSync(path, 0o400);
    chmodSync(folder, 0o500);
    const result = await openStore({ path, key });
    chmodSync(folder, 0o700);
    expect(!result.ok && result.error.code).toBe('store-readonly');
  });

  test('a base that grew under a newer or another version is refused, not altered', async () => {
    await close(await open());
    const engine = new Engine(path);
    engine.pragma("cipher='chacha20'");
    engine.pragma(`key='raw:${Buffer.from(key).toString('hex')}'`);
    engine.prepare('INSERT INTO migrations VALUES (99, ?, ?, ?)').run('0099-future', 'x', 'y');
    engine.close();
    const newer = await openStore({ path, key });
    expect(!newer.ok && newer.error.code).toBe('store-migration');
  });

  test('an edited migration is noticed by its hash', () => {
    const engine = new Engine(':memory:');
    const now = new Date('2026-11-23T09:00:00Z');
    expect(migrate(engine, now)).toEqual(ok(migrations.length));
    const edited = migrations.map((m, i) => (i === 0 ? { ...m, sql: `${m.sql}\n-- later` } : m));
    const result = migrate(engine, now, edited);
    expect(!result.ok && result.error.code).toBe('store-migration');
    engine.close();
  });

  test('results kept before they could be compared get their laboratory, bounds and comparator from the kept model', () => {
    const engine = new Engine(':memory:');
    const comparable = migrations.findIndex((m) => m.name === '0005-comparable-results');
    migrate(engine, new Date(0), migrations.slice(0, comparable));
    const model = {
      results: [
        {
          key: 'a',
          value: { value: '1.0', comparator: '<' },
          range: { low: '2', high: '5', unit: 'g/L' },
          laboratory: 'Biolab',
          method: 'ECLIA',
          isolate: null,
          status: 'completed',
          interpretation: 'LL',
          comments: ['À contrôler.'],
        },
        { key: 'b', value: { value: null, comparator: null }, range: null, laboratory: null, comments: [] },
      ],
    };
    engine.exec("INSERT INTO blobs VALUES ('s', 1, x'00')");
    engine
      .prepare(
        "INSERT INTO documents (id, origin, sha256, media_type, kind, level, title, author, model, abnormal, stored_at) VALUES ('d', 'mss', 's', 'text/xml', 'biology', 'N3', 't', 'a', ?, 1, '2026')",
      )
      .run(JSON.stringify(model));
    for (const key of ['a', 'b'])
      engine
        .prepare(
          "INSERT INTO results (id, document_id, result_key, label, text, result_date) VALUES (?, 'd', ?, 'x', 'x', '2026')",
        )
        .run(key, key);
    expect(migrate(engine, new Date(0))).toEqual(ok(migrations.length));
    expect(
      engine
        .prepare(
          'SELECT value, comparator, low, high, range_unit, laboratory, method, isolate, status FROM results ORDER BY id',
        )
        .all(),
    ).toEqual([
      {
        value: '1.0',
        comparator: '<',
        low: '2',
        high: '5',
        range_unit: 'g/L',
        laboratory: 'Biolab',
        method: 'ECLIA',
        isolate: null,
        status: 'completed',
      },
      {
        value: null,
        comparator: null,
        low: null,
        high: null,
        range_unit: null,
        laboratory: null,
        method: null,
        isolate: null,
        status: null,
      },
    ]);
    expect(engine.prepare('SELECT critical, commented FROM documents').all()).toEqual([
      { critical: 1, commented: 1 },
    ]);
    engine.close();
  });

  test('a migration that fails half-way leaves nothing behind', () => {
    const engine = new Engine(':memory:');
    const bad = [
      ...migrations,
      { name: '0002-bad', sql: 'CREATE TABLE half (x TEXT); SELECT nothing FROM nowhere;' },
    ];
    expect(() => migrate(engine, new Date(0), bad)).toThrow();
    expect(engine.prepare("SELECT name FROM sqlite_master WHERE name = 'half'").all()).toEqual([]);
    expect(engine.prepare('SELECT number FROM migrations').all()).toHaveLength(migrations.length);
    engine.close();
  });
});

describe('writing', () => {
  test('a failure takes back the whole transaction', async () => {
    const store = await open();
    const result = await store.write(async (tx) => {
      await putBlob(tx, new Uint8Array([1, 2, 3]));
      return err('no');
    });
    expect(result).toEqual(err('no'));
    expect(await store.db.selectFrom('blobs').select('sha256').execute()).toEqual([]);
  });

  test('two writers are served one after the other', async () => {
    const store = await open();
    const order: string[] = [];
    const slow = (name: string) =>
      store.write(async (tx) => {
        order.push(`${name} in`);
        await putBlob(tx, new TextEncoder().encode(name));
        await new Promise((r) => setTimeout(r, 20));
        order.push(`${name} out`);
        return ok(null);
      });
    await Promise.all([slow('a'), slow('b')]);
    expect(order).toEqual(['a in', 'a out', 'b in', 'b out']);
  });

  test('a full disk is an exception the floor above can name, and nothing is half written', async () => {
    await close(await open());
    const store = await open({ maxPages: 120 });
    await expect(
      store.write(async (tx) => ok(await putBlob(tx, new Uint8Array(2_000_000)))),
    ).rejects.toMatchObject({ code: 'SQLITE_FULL' });
    expect(await store.db.selectFrom('blobs').select('sha256').execute()).toEqual([]);
  });

  test('the base itself refuses an INS on an identity that is neither récupérée nor qualifiée', async () => {
    const store = await open();
    const row = {
      id: 'p',
      birth_name: 'A',
      first_names: 'B',
      first_given_name: 'B',
      sex: 'F' as const,
      birth_date: '1980-01-01',
      birth_place: '99999',
      ins_value: '285032A00412371',
      ins_oid: '1.2.250.1.213.1.4.10',
      status: 'validee' as const,
      attributes: '[]',
      uncertain_birth_date: 0,
      birth_name_key: 'A',
      used_name_key: '',
      search_words: ' A B',
      created_at: 'now',
    };
    await expect(store.db.insertInto('patients').values(row).execute()).rejects.toThrow(/CHECK/);
    await expect(
      store.db
        .insertInto('patients')
        .values({ ...row, ins_value: null, ins_oid: null, status: 'qualifiee' })
        .execute(),
    ).rejects.toThrow(/CHECK/);
  });
});

describe('search', () => {
  test('accents and case are folded, the last word is a prefix, operators of the engine are plain words', async () => {
    const store = await open();
    await write(store, 'Guéguen Élise ferritine');
    await write(store, 'Dupont Jean-Marc TSH');
    const found = (q: string) => store.search.find('document', q, 10);
    expect(await found('gueguen eli')).toEqual(['Guéguen Élise ferritine']);
    expect(await found('JEAN MARC')).toEqual(['Dupont Jean-Marc TSH']);
    expect(await found('fer OR tsh')).toEqual([]);
    expect(await found('"NEAR( * "')).toEqual([]);
    expect(await found('')).toEqual([]);
  });

  test('what came last is found first; one kind of thing does not hide another', async () => {
    const store = await open();
    for (const n of [1, 2, 3]) await write(store, 'commun', `d${n}`);
    await store.write(async (tx) => ok(await store.search.index(tx, 'item', 'i1', 'commun')));
    expect(await store.search.find('document', 'commun', 2)).toEqual(['d3', 'd2']);
    expect(await store.search.find('item', 'comm', 10)).toEqual(['i1']);
    await store.write(async (tx) => ok(await store.search.remove(tx, 'document', 'd3')));
    expect(await store.search.find('document', 'commun', 10)).toEqual(['d2', 'd1']);
  });

  test('any word of any text finds it, and nothing typed makes the engine complain', async () => {
    const store = await open();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 0x10ffff }), { maxLength: 40 }), async (points) => {
        const text = String.fromCodePoint(...points);
        await write(store, text, 'x');
        for (const word of searchWords(text))
          expect(await store.search.find('document', word, 1)).toEqual(['x']);
        await store.search.find('document', text, 1);
      }),
      { numRuns: 60 },
    );
  });

  test('a base searched the old way finds the same after its migration', async () => {
    const engine = new Engine(path);
    engine.pragma("cipher='chacha20'");
    engine.pragma(`key='raw:${Buffer.from(key).toString('hex')}'`);
    const before = migrations.findIndex((m) => m.name.endsWith('-search'));
    migrate(engine, new Date(), migrations.slice(0, before));
    engine.exec("INSERT INTO search_entries (id, kind, ref) VALUES (7, 'item', 'i7'), (9, 'document', 'd9')");
    engine.exec("INSERT INTO search_text (rowid, words) VALUES (7, 'Guéguen Élise FERRITINE'), (9, 'autre')");
    engine.close();
    const store = await open();
    expect(await store.search.find('item', 'gueguen fer', 10)).toEqual(['i7']);
    expect(await store.search.find('document', 'aut', 10)).toEqual(['d9']);
    expect(await store.search.find('item', 'autre', 10)).toEqual([]);
    await store.write(async (tx) => ok(await store.search.index(tx, 'item', 'i7', 'remplacé')));
    expect(await store.search.find('item', 'elise', 10)).toEqual([]);
    expect(await store.search.find('item', 'remplace', 10)).toEqual(['i7']);
  });

  test('replacing the words of a thing forgets the old ones', async () => {
    const store = await open();
    await write(store, 'ancien', 'x');
    await write(store, 'nouveau', 'x');
    expect(await store.search.find('document', 'ancien', 10)).toEqual([]);
    expect(await store.search.find('document', 'nouv', 10)).toEqual(['x']);
  });
});

describe('journal', () => {
  const line = (n: number) => ({
    at: '2026-11-23T09:00:00Z',
    who: '99700000120',
    action: 'inbox.filed',
    subject: `${n}`,
  });
  const filled = async () => {
    const store = await open();
    for (let n = 0; n < 5; n++)
      await store.write(async (tx) => {
        await append(tx, line(n));
        return ok(null);
      });
    return store;
  };

  test('an intact chain verifies, and can be neither changed nor shortened through the base', async () => {
    const store = await filled();
    const seal = await verify(store.db);
    expect(seal.ok && seal.value.count).toBe(5);
    await expect(store.db.updateTable('journal').set({ who: 'x' }).execute()).rejects.toThrow(/append-only/);
    await expect(store.db.deleteFrom('journal').execute()).rejects.toThrow(/append-only/);
  });

  test('a line altered, removed or cut off by someone who holds the key is detected', async () => {
    const store = await filled();
    const seal = await verify(store.db);
    if (!seal.ok) throw new Error('seal');
    await close(store);
    const tamper = async (sql: string) => {
      const engine = new Engine(path);
      engine.pragma("cipher='chacha20'");
      engine.pragma(`key='raw:${Buffer.from(key).toString('hex')}'`);
      engine.exec('DROP TRIGGER IF EXISTS journal_no_update; DROP TRIGGER IF EXISTS journal_no_delete');
      engine.exec(sql);
      engine.close();
      const again = await open();
      const plain = await verify(again.db);
      const sealed = await verify(again.db, seal.value);
      await close(again);
      return [plain.ok, sealed.ok];
    };
    // A cut tail is only seen by someone who kept an earlier seal.
    expect(await tamper('DELETE FROM journal WHERE seq = 5')).toEqual([true, false]);
    expect(await tamper('DELETE FROM journal WHERE seq = 2')).toEqual([false, false]);
    expect(await tamper("UPDATE journal SET who = 'x' WHERE seq = 1")).toEqual([false, false]);
  });
});
