import { sql } from 'kysely';
import { type InboxList, type InboxQuery, isNarrowed, PRACTICE } from '../../shared/contract/inbox';
import type { Db, Row, Store } from '../store/store';
import { before, matching, orderOf } from './filters';
import { rowsOf } from './rows';

/** All the lines of a practice: a bound on the newest found would hide older ones that the other filters keep. */
const FOUND = 100_000;

/**
 * One window of the worklist (E-REC-01, E-REC-02), with the counts of the whole. « À classer » holds what waits for
 * a person, and what was filed by itself and not yet acknowledged. Positions, counts and rows are of one instant.
 */
export async function listInbox(store: Store, query: InboxQuery, today: Date): Promise<InboxList> {
  const found = query.text.trim() ? await store.search.find('item', query.text, FOUND) : null;
  return store.db.transaction().execute(async (tx) => {
    const rows = matching(tx, query, found);
    const order = orderOf(query);
    const total = (await countedTotal(tx, query)) ?? (await countOf(rows));
    const anchor = await anchorOf(rows, query, order);
    const at = anchor ? await countOf(rows.where((e) => before(e, order, anchor))) : null;
    const wanted = at === null ? query.from : at - Math.floor(query.count / 2);
    const from = Math.max(0, Math.min(wanted, total - query.count));
    const items = await stretchOf(tx, rows, order, from, query.count);
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

const countOf = async (rows: ReturnType<typeof matching>): Promise<number> =>
  (await rows.select((e) => e.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n;

/** The size of a list that nothing but its kind and addressee narrows: the base keeps it. Null for any other. */
async function countedTotal(db: Db, query: InboxQuery): Promise<number | null> {
  const { state, kind, addressee } = query;
  if (isNarrowed({ ...query, kind: null, addressee: null })) return null;
  let groups = db.selectFrom('worklist_counts').where('box', '=', state);
  if (kind !== null) groups = groups.where('kind', '=', kind);
  if (addressee !== null) groups = groups.where('addressee', '=', addressee === PRACTICE ? '' : addressee);
  const { n } = await groups
    .select((e) => e.fn.sum<number | null>('items').as('n'))
    .executeTakeFirstOrThrow();
  return n ?? 0;
}

/** The rows of a window. Only their numbers are sorted and skipped over: whole rows are read for the window alone. */
async function stretchOf(
  db: Db,
  rows: ReturnType<typeof matching>,
  order: ReturnType<typeof orderOf>,
  from: number,
  count: number,
): Promise<Row<'inbox_items'>[]> {
  let numbers = rows.select(sql<number>`rowid`.as('rowid'));
  for (const [column, way] of order) numbers = numbers.orderBy(sql.ref(column), way);
  let whole = db.selectFrom('inbox_items').selectAll();
  whole = whole.where(sql.ref('rowid'), 'in', numbers.offset(from).limit(count));
  for (const [column, way] of order) whole = whole.orderBy(sql.ref(column), way);
  return whole.execute();
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

/** Kept by the base as items come and go: reading them costs the same for ten items and for a hundred thousand. */
async function countsOf(db: Db): Promise<InboxList['counts']> {
  const groups = await db.selectFrom('worklist_counts').selectAll().where('items', '>', 0).execute();
  const { insRefused } = await db
    .selectFrom('inbox_items')
    .innerJoin('ins_verifications', 'ins_verifications.id', 'inbox_items.ins_verification')
    .where('ins_verifications.state', '=', 'ko')
    // From the few refusals to their lines: the plus keeps the whole list from being read for them.
    .where(sql<string>`+box`, '=', 'to-file')
    .select((e) => e.fn.countAll<number>().as('insRefused'))
    .executeTakeFirstOrThrow();
  const counts = { toFile: 0, abnormal: 0, critical: 0, toReconcile: 0, unreadable: 0, insRefused };
  const byKind: Record<string, number> = {};
  const byAddressee: Record<string, number> = {};
  for (const group of groups) {
    if (group.box === 'unreadable') counts.unreadable += group.items;
    if (group.box !== 'to-file') continue;
    counts.toFile += group.items;
    counts.abnormal += group.abnormal;
    counts.critical += group.critical;
    counts.toReconcile += group.unsure;
    byKind[group.kind] = (byKind[group.kind] ?? 0) + group.items;
    const whose = group.addressee || PRACTICE;
    byAddressee[whose] = (byAddressee[whose] ?? 0) + group.items;
  }
  return { ...counts, byKind, byAddressee };
}
