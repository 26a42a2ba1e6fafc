import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listInbox } from '../../../src/main/inbox/list';
import type { Store } from '../../../src/main/store/store';
import { type InboxQuery, type InboxRow, inboxQuerySchema } from '../../../src/shared/contract/inbox';
import { documentKindSchema } from '../../../src/shared/documents/kinds';
import { searchKey } from '../../../src/shared/identity/traits';
import { World } from './world';

const TODAY = new Date('2026-11-23T09:00:00Z');
const SIZE = 137;
const senders = ['Biolab Rennes', 'CHU de l’Étoile', 'Imagerie Fictive'];
const names = ['DURAND Élise', 'LE GALL Yann', 'MARTIN Camille', 'de l’ORME Zoé'];
const kinds = documentKindSchema.options.slice(0, 4);

let world: World;
let store: Store;
let opened: Awaited<ReturnType<World['open']>>;

/** Items that differ in all that filters and orders look at, many of them at the very same instant. */
beforeAll(async () => {
  world = new World();
  opened = await world.open();
  store = opened.store;
  const message = { sha256: 'a', size: 1, bytes: new Uint8Array([1]) };
  await store.db.insertInto('blobs').values(message).execute();
  await store.db
    .insertInto('messages')
    .values({
      id: 'm',
      sha256: 'a',
      channel: 'mss',
      received_at: '2026-11-01T00:00:00Z',
      stored_at: '2026-11-01T00:00:00Z',
      state: 'read',
      from_name: '',
      from_address: '',
      subject: '',
      message_id: null,
      body: '',
    })
    .execute();
  for (let i = 0; i < SIZE; i++)
    await store.db
      .insertInto('inbox_items')
      .values({
        id: `i${(i * 71) % SIZE}`,
        message_id: 'm',
        document_id: null,
        revision: 1,
        state: i % 19 === 0 ? 'unreadable' : 'to-file',
        acknowledged: 0,
        is_read: i % 3 === 0 ? 0 : 1,
        auto_filed: 0,
        received_at: `2026-11-${String(1 + (i % 20)).padStart(2, '0')}T${i % 2 ? '23:30' : '08:00'}:00.000Z`,
        kind: kinds[i % kinds.length]!,
        level: null,
        title: `titre ${i}`,
        summary: '',
        sender: senders[i % 3]!,
        patient_name: names[i % 4]!,
        birth_date: null,
        patient_id: null,
        verdict: i % 5 === 0 ? 'proposed' : 'certain',
        abnormal: i % 7 === 0 ? (i % 3) + 1 : 0,
        critical: i % 21 === 0 ? 1 : 0,
        commented: 0,
        correction: null,
        version: null,
        document_date: null,
        failure: null,
        warnings: '[]',
        patient_key: searchKey(names[i % 4]!),
        sender_key: searchKey(senders[i % 3]!),
        addressee: [null, '99700000120', 'secretariat'][i % 3]!,
      })
      .execute();
}, 60_000);
afterAll(async () => {
  await opened.practice.stop();
  await store.close();
  world.remove();
});

const ask = (query: Partial<InboxQuery>) =>
  listInbox(store, inboxQuerySchema.parse({ count: 200, ...query }), TODAY);
const ids = (rows: readonly InboxRow[]) => rows.map((r) => r.id);

describe('a worklist read by windows', () => {
  test('windows laid end to end are the whole list, in every order, without a hole or a repeat', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom<InboxQuery['sort']>('date', 'patient', 'kind', 'sender', 'abnormal'),
        fc.boolean(),
        fc.integer({ min: 1, max: 50 }),
        async (sort, descending, count) => {
          const whole = await ask({ sort, descending });
          expect(new Set(ids(whole.rows)).size).toBe(whole.total);
          const parts: string[] = [];
          while (parts.length < whole.total) {
            const part = await ask({ sort, descending, from: parts.length, count });
            parts.push(...ids(part.rows).slice(parts.length - part.from));
          }
          expect(parts).toEqual(ids(whole.rows));
        },
      ),
      { numRuns: 25 },
    );
  });

  test('the position given of an item is where it stands in the whole list', async () => {
    for (const sort of ['date', 'patient', 'kind', 'sender', 'abnormal'] as const)
      for (const descending of [true, false]) {
        const whole = await ask({ sort, descending });
        for (const position of [0, 1, 40, whole.total - 1]) {
          const around = whole.rows[position]!.id;
          const part = await ask({ sort, descending, around, count: 11 });
          expect(part.at).toBe(position);
          expect(part.rows[position - part.from]?.id).toBe(around);
        }
      }
  });

  test('E-REC-03 the first unread of the whole list is found, however far down it stands', async () => {
    const whole = await ask({ sort: 'kind', descending: false });
    const first = whole.rows.findIndex((r) => !r.read);
    const part = await ask({ sort: 'kind', descending: false, aroundUnread: true, count: 3 });
    expect(part.at).toBe(first);
  });

  test('an item that left the list has no position, and the window stays where it was', async () => {
    expect(await ask({ around: 'gone', from: 30, count: 10 })).toMatchObject({ at: null, from: 30 });
  });

  test('each filter keeps exactly the rows that answer it', async () => {
    const { rows } = await ask({});
    const kept = async (query: Partial<InboxQuery>, answers: (r: InboxRow) => boolean) => {
      const found = await ask(query);
      const expected = ids(rows.filter(answers));
      expect([JSON.stringify(query), ids(found.rows), found.total]).toEqual([
        JSON.stringify(query),
        expected,
        expected.length,
      ]);
      expect(expected.length).toBeGreaterThan(0);
      expect(expected.length).toBeLessThan(rows.length);
    };
    await kept({ kind: kinds[1]! }, (r) => r.kind === kinds[1]);
    await kept({ abnormalOnly: true }, (r) => r.abnormal > 0);
    await kept({ criticalOnly: true }, (r) => r.critical > 0);
    await kept({ toReconcile: true }, (r) => r.verdict !== 'certain');
    await kept({ addressee: 'practice' }, (r) => r.addressee === null);
    await kept({ addressee: 'secretariat' }, (r) => r.addressee === 'secretariat');
    await kept({ sender: 'etoile chu' }, (r) => r.sender.startsWith('CHU'));
    await kept({ patient: 'l orme' }, (r) => r.patientName.startsWith('de'));
    // 23 h 30 UTC is already the next day in France.
    await kept({ since: '2026-11-05', until: '2026-11-05' }, (r) =>
      r.receivedAt.startsWith('2026-11-05T08') || r.receivedAt.startsWith('2026-11-04T23'),
    ); // biome-ignore format: one condition
  });

  test('counts are those of what waits, whatever is filtered', async () => {
    const { rows } = await ask({});
    const touch = (set: object) =>
      store.db.updateTable('inbox_items').set(set).where('id', '=', 'i3').execute();
    // There and back: the base counts changes, not rows.
    const { kind, verdict } = await store.db
      .selectFrom('inbox_items')
      .selectAll()
      .where('id', '=', 'i3')
      .executeTakeFirstOrThrow();
    await touch({ kind: 'letter', verdict: 'none', abnormal: 3, addressee: 'x' });
    await store.db
      .updateTable('inbox_items')
      .set({
        kind,
        verdict,
        abnormal: rows.find((r) => r.id === 'i3')!.abnormal,
        addressee: rows.find((r) => r.id === 'i3')!.addressee,
      })
      .where('id', '=', 'i3')
      .execute();
    const { counts, total } = await ask({ criticalOnly: true });
    expect(counts).toEqual({
      toFile: rows.length,
      abnormal: rows.filter((r) => r.abnormal > 0).length,
      critical: total,
      toReconcile: rows.filter((r) => r.verdict !== 'certain').length,
      unreadable: (await ask({ state: 'unreadable' })).total,
      insRefused: 0,
      byKind: Object.fromEntries(kinds.map((k) => [k, rows.filter((r) => r.kind === k).length])),
      byAddressee: {
        practice: rows.filter((r) => r.addressee === null).length,
        '99700000120': rows.filter((r) => r.addressee === '99700000120').length,
        secretariat: rows.filter((r) => r.addressee === 'secretariat').length,
      },
    });
  });

  test('reading an item leaves the revision; whatever moves a row raises it', async () => {
    const before = (await ask({})).revision;
    const touch = (set: object) =>
      store.db.updateTable('inbox_items').set(set).where('id', '=', 'i1').execute();
    await touch({ is_read: 0 });
    await touch({ is_read: 1 });
    expect((await ask({})).revision).toBe(before);
    await touch({ verdict: 'none' });
    expect((await ask({})).revision).toBe(before + 1);
  });

  test('a request out of bounds is refused, a place past the end is the end', async () => {
    for (const bad of [
      { count: 0 },
      { count: 201 },
      { from: -1 },
      { since: '2026-1-1' },
      { text: 'x'.repeat(201) },
    ])
      expect(await opened.ask.refused('inbox.list', bad as never)).toBe('practice-bad-request');
    const end = await ask({ from: 1_000_000, count: 5 });
    expect(end.from).toBe(end.total - 5);
  });
});
