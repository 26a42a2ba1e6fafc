import { type SqlBool, sql } from 'kysely';
import { type InboxList, type InboxQuery, PRACTICE } from '../../shared/contract/inbox';
import type { Db, Row, Store } from '../store/store';
import { before, matching, orderOf } from './filters';
import { rowsOf } from './rows';

/** Beyond this many documents a search has not been narrowed enough to be read. */
const FOUND = 5_000;

/**
 * One window of the worklist (E-REC-01, E-REC-02), with the counts of the whole. « À classer » holds what waits for
 * a person, and what was filed by itself and not yet acknowledged. Positions, counts and rows are of one instant.
 */
export async function listInbox(store: Store, query: InboxQuery, today: Date): Promise<InboxList> {
  const found = query.text.trim() ? await store.search.find('item', query.text, FOUND) : null;
  return store.db.transaction().execute(async (tx) => {
    const rows = matching(tx, query, found);
    const order = orderOf(query);
    const { total } = await rows.select((e) => e.fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
    const anchor = await anchorOf(rows, query, order);
    const at = anchor
      ? (
          await rows
            .where((e) => before(e, order, anchor))
            .select((e) => e.fn.countAll<number>().as('n'))
            .executeTakeFirstOrThrow()
        ).n
      : null;
    const wanted = at === null ? query.from : at - Math.floor(query.count / 2);
    const from = Math.max(0, Math.min(wanted, total - query.count));
    let stretch = rows.selectAll();
    for (const [column, way] of order) stretch = stretch.orderBy(sql.ref(column), way);
    const items = await stretch.offset(from).limit(query.count).execute();
    return {
      revision: await revisionOf(tx),
      total,
      from,
      at,
      counts: await countsOf(tx),
      rows: await rowsOf(tx, items, today),
    };
  });
}

/** The item a window is asked around: the one named, else (at opening) the first unread of the list, else its first. */
async function anchorOf(
  rows: ReturnType<typeof matching>,
  query: InboxQuery,
  order: ReturnType<typeof orderOf>,
): Promise<(Row<'inbox_items'> & { rowid: number }) | undefined> {
  const whole = rows.selectAll().select(sql<number>`rowid`.as('rowid'));
  if (query.around !== null) {
    const named = await whole.where('id', '=', query.around).executeTakeFirst();
    if (named || !query.aroundUnread) return named;
  }
  if (!query.aroundUnread) return undefined;
  let first = whole;
  for (const [column, way] of order) first = first.orderBy(sql.ref(column), way);
  return (
    (await first.where('is_read', '=', 0).limit(1).executeTakeFirst()) ?? first.limit(1).executeTakeFirst()
  );
}

async function revisionOf(db: Db): Promise<number> {
  const { value } = await db.selectFrom('worklist_revision').select('value').executeTakeFirstOrThrow();
  return value;
}

/** Counted by the base over its index: no row is brought. */
async function countsOf(db: Db): Promise<InboxList['counts']> {
  const sum = (condition: ReturnType<typeof sql<SqlBool>>) => sql<number>`sum(${condition})`;
  const groups = await db
    .selectFrom('inbox_items')
    .where('box', '=', 'to-file')
    .groupBy(['kind', 'addressee'])
    .select((e) => [
      'kind',
      'addressee',
      e.fn.countAll<number>().as('all'),
      sum(sql`abnormal > 0`).as('abnormal'),
      sum(sql`critical > 0`).as('critical'),
      sum(sql`state = 'to-file' AND verdict <> 'certain'`).as('toReconcile'),
    ])
    .execute();
  const { unreadable } = await db
    .selectFrom('inbox_items')
    .where('box', '=', 'unreadable')
    .select((e) => e.fn.countAll<number>().as('unreadable'))
    .executeTakeFirstOrThrow();
  const { insRefused } = await db
    .selectFrom('inbox_items')
    .innerJoin('ins_verifications', 'ins_verifications.id', 'inbox_items.ins_verification')
    .where('ins_verifications.state', '=', 'ko')
    .where('box', '=', 'to-file')
    .select((e) => e.fn.countAll<number>().as('insRefused'))
    .executeTakeFirstOrThrow();
  const counts = { toFile: 0, abnormal: 0, critical: 0, toReconcile: 0, unreadable, insRefused };
  const byKind: Record<string, number> = {};
  const byAddressee: Record<string, number> = {};
  for (const group of groups) {
    counts.toFile += group.all;
    counts.abnormal += group.abnormal;
    counts.critical += group.critical;
    counts.toReconcile += group.toReconcile;
    byKind[group.kind] = (byKind[group.kind] ?? 0) + group.all;
    const whose = group.addressee ?? PRACTICE;
    byAddressee[whose] = (byAddressee[whose] ?? 0) + group.all;
  }
  return { ...counts, byKind, byAddressee };
}
