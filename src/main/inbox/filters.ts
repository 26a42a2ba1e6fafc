import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { InboxQuery } from '../../shared/contract/inbox';
import { PRACTICE } from '../../shared/contract/inbox';
import { searchKey } from '../../shared/identity/traits';
import { instantInParis } from '../../shared/parisTime';
import type { Database, Db, Row } from '../store/store';

/** Rows of one of the three lists that answer a query. `found`: ids of a full-text search, null without one. */
export function matching(db: Db, query: InboxQuery, found: readonly string[] | null) {
  // Where a search named the rows, they are looked up one by one: the plus keeps a list's index from being read whole.
  const box = found === null ? sql.ref<string>('box') : sql<string>`+box`;
  let rows = db.selectFrom('inbox_items').where(box, '=', query.state);
  if (query.kind !== null) rows = rows.where('kind', '=', query.kind);
  if (query.abnormalOnly) rows = rows.where('abnormal', '>', 0);
  if (query.criticalOnly) rows = rows.where('critical', '>', 0);
  if (query.toReconcile) rows = rows.where('state', '=', 'to-file').where('verdict', '!=', 'certain');
  if (query.insRefused)
    rows = rows.where('ins_verification', 'in', (e) =>
      e.selectFrom('ins_verifications').select('id').where('state', '=', 'ko'),
    );
  if (query.addressee === PRACTICE) rows = rows.where('addressee', 'is', null);
  else if (query.addressee !== null) rows = rows.where('addressee', '=', query.addressee);
  if (query.since !== null) rows = rows.where('received_at', '>=', startOf(query.since, 0));
  if (query.until !== null) rows = rows.where('received_at', '<', startOf(query.until, 1));
  for (const [column, typed] of [
    ['sender_key', query.sender],
    ['patient_key', query.patient],
  ] as const)
    for (const word of typed.split(/\s+/).map(searchKey).filter(Boolean))
      rows = rows.where(column, 'like', `%${word}%`);
  if (found !== null)
    // One statement whatever their number.
    rows = rows.where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(found)}))`);
  return rows;
}

/** The first instant of a French day, or of a day after it. */
function startOf(day: string, after: number): string {
  const [y = 0, m = 1, d = 1] = day.split('-').map(Number);
  return instantInParis(y, m, d + after).toISOString();
}

type SortColumn = 'received_at' | 'patient_key' | 'kind' | 'sender_key' | 'critical' | 'abnormal' | 'rowid';
type Key = readonly [SortColumn, 'asc' | 'desc'];

/** Each order as its index holds it; asked the other way, the list is exactly turned over. */
const sorting: Record<InboxQuery['sort'], readonly Key[]> = {
  date: [['received_at', 'asc'], ['rowid', 'asc']],
  patient: [['patient_key', 'asc'], ['received_at', 'desc'], ['rowid', 'asc']],
  kind: [['kind', 'asc'], ['received_at', 'desc'], ['rowid', 'asc']],
  sender: [['sender_key', 'asc'], ['received_at', 'desc'], ['rowid', 'asc']],
  abnormal: [['critical', 'asc'], ['abnormal', 'asc'], ['received_at', 'asc'], ['rowid', 'asc']],
}; // biome-ignore format: one order a line

/** A total order, the latest first among equals (the gravest and latest first by gravity): no row is ever in two windows. */
export const orderOf = ({ sort, descending }: Pick<InboxQuery, 'sort' | 'descending'>): readonly Key[] =>
  sorting[sort].map(([column, way]): Key => [column, descending === (way === 'asc') ? 'desc' : 'asc']);

/** True of the rows that stand before this one. */
export function before(
  e: ExpressionBuilder<Database, 'inbox_items'>,
  order: readonly Key[],
  row: Row<'inbox_items'> & { rowid: number },
): Expression<SqlBool> {
  const compared = (column: SortColumn, sign: '=' | '<' | '>' | '<=' | '>=') =>
    sql<SqlBool>`${sql.ref(column)} ${sql.raw(sign)} ${sql.val(row[column])}`;
  const [first, way] = order[0]!;
  return e.and([
    // Said apart, so that the index is walked only as far as this row.
    compared(first, way === 'desc' ? '>=' : '<='),
    e.or(
      order.map(([column, w], i) =>
        e.and([
          ...order.slice(0, i).map(([tied]) => compared(tied, '=')),
          compared(column, w === 'desc' ? '>' : '<'),
        ]),
      ),
    ),
  ]);
}
