// `npm run bench -- search [--documents=100000]`: words among documents, against SQLite's LIKE over the same words; equal results first.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RawBuilder, sql } from 'kysely';
import { listInbox } from '../../src/main/inbox/list';
import { openStore, type Store } from '../../src/main/store/store';
import { searchWords } from '../../src/main/store/words';
import { inboxQuerySchema } from '../../src/shared/contract/inbox';
import { ok } from '../../src/shared/result';

const say = (text: string) => process.stdout.write(`${text}\n`);
const asked = Number(/^--documents=(\d+)$/m.exec(process.argv.slice(2).join('\n'))?.[1] ?? 10_000);

/** The same numbers give the same documents. */
function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

const syllables =
  'ba bé car da dou fer ga gué hé ker la lé mar mo né pa pé que ri sa si té vi yv œu çon'.split(' ');
const common =
  'compte rendu examen laboratoire patient résultat glycémie créatinine sodium potassium hémoglobine leucocytes plaquettes cholestérol ferritine radiographie échographie scanner hôpital consultation conclusion traitement'.split(
    ' ',
  );
const random = chance(7);
const name = (length: number) =>
  Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]!).join('');
const surnames = Array.from({ length: 6_000 }, () => name(3));
const others = Array.from({ length: 3_000 }, () => name(4));
/** The first ones come often, the last ones hardly ever, as in any language. */
const drawn = <T>(list: readonly T[], roll: () => number): T => list[Math.floor(roll() ** 3 * list.length)]!;

function document(n: number): string {
  const roll = chance(n * 7919 + 1);
  const words = [drawn(surnames, roll), drawn(surnames, roll)];
  for (let i = 0; i < 40; i++) words.push(drawn(common, roll));
  for (let i = 0; i < 40; i++) words.push(drawn(others, roll));
  return words.join(' ');
}

const first = (word: string, length: number) => word.slice(0, length);
/** What is typed, letter by letter as much as whole: names, words that nearly every document has, and nothing. */
const queries = [
  ...surnames.slice(0, 10),
  ...surnames.slice(3_000, 3_010),
  ...surnames.slice(40, 50).flatMap((s) => [first(s, 1), first(s, 2), first(s, 3)]),
  ...common.slice(0, 6),
  'compte rendu',
  'glycemie creatinine',
  `${surnames[3]} glyc`,
  `${surnames[700]} ${surnames[5]}`,
  'COMPTE-RENDU Hémoglobine f',
  'introuvable zzz',
];

async function filled(folder: string, count: number): Promise<Store> {
  const opened = await openStore({ path: join(folder, 'practice.db'), key: new Uint8Array(32).fill(7) });
  if (!opened.ok) throw new Error(opened.error.code);
  const store = opened.value;
  const { db } = store;
  await sql`INSERT INTO blobs (sha256, size, bytes) VALUES ('x', 0, x'')`.execute(db);
  await sql`INSERT INTO messages (id, sha256, channel, received_at, stored_at, state, from_name, from_address, subject, message_id, body)
    VALUES ('m', 'x', 'mss', '2026-11-23', '2026-11-23', 'read', '', '', '', NULL, '')`.execute(db);
  await sql`CREATE TEMP TABLE peer (id TEXT, words TEXT)`.execute(db);
  for (let at = 0; at < count; at += 1_000)
    await store.write(async (tx) => {
      for (let n = at; n < Math.min(count, at + 1_000); n++) {
        const words = document(n);
        const id = `d${n}`;
        await sql`INSERT INTO inbox_items (id, message_id, revision, state, acknowledged, is_read, auto_filed, received_at, kind, title, summary, sender, patient_name, verdict, abnormal, critical, commented, warnings)
          VALUES (${id}, 'm', 1, 'to-file', 0, 0, 0, ${new Date(Date.UTC(2024, 0, 1) + n * 60_000).toISOString()}, 'biology', '', '', '', '', 'none', 0, 0, 0, '[]')`.execute(
          tx,
        );
        await store.search.index(tx, 'item', id, words);
        await sql`INSERT INTO peer VALUES (${id}, ${` ${searchWords(words).join(' ')} `})`.execute(tx);
      }
      return ok(null);
    });
  return store;
}

/** Whole words but the last, which is a beginning: what LIKE can say of it. */
function like(query: string): RawBuilder<boolean> {
  const words = searchWords(query);
  return sql.join(
    words.map((word, i) => sql`words LIKE ${i === words.length - 1 ? `% ${word}%` : `% ${word} %`}`),
    sql` AND `,
  );
}

const percentile = (times: readonly number[], p: number): number =>
  times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * p))]!;

async function round(count: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'banc-'));
  const store = await filled(folder, count);
  const [ours, theirs, lists]: [number[], number[], number[]] = [[], [], []];
  /** The best of a few: on a machine with other work the rest is waiting for a turn. */
  const time = async (times: number[], tries: number, work: () => Promise<unknown>) => {
    const took: number[] = [];
    for (let i = 0; i < tries; i++) {
      const start = performance.now();
      await work();
      took.push(performance.now() - start);
    }
    times.push(Math.min(...took));
  };
  for (const query of queries) {
    const mine = await store.search.find('item', query, count);
    const peer = () => sql<{ id: string }>`SELECT id FROM peer WHERE ${like(query)}`.execute(store.db);
    const { rows } = await peer();
    if (
      mine.toSorted().join() !==
      rows
        .map((r) => r.id)
        .toSorted()
        .join()
    ) {
      say(`recherche        « ${query} » : ${mine.length} / ${rows.length}, mesure refusée`);
      process.exitCode = 1;
    }
    await time(theirs, 2, peer);
    await time(ours, 5, () => store.search.find('item', query, 50));
    await time(lists, 3, () => listInbox(store, inboxQuerySchema.parse({ text: query }), new Date()));
  }
  const told = (times: readonly number[]) =>
    `p50 ${percentile(times, 0.5).toFixed(2)} ms, p95 ${percentile(times, 0.95).toFixed(2)} ms`;
  say(
    `recherche        ${count} documents : ${told(ours)} ; LIKE ${told(theirs)} ; ${queries.length} recherches égales`,
  );
  say(
    `                 p95 = ${(percentile(ours, 0.95) / percentile(theirs, 0.95)).toFixed(3)} × le pair ; une page de la liste de travail filtrée ${told(lists)}`,
  );
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

for (const count of [1_000, 10_000].filter((n) => n < asked).concat(asked)) await round(count);
