import type { InsCheck } from '../../shared/contract/inbox';
import type { Failure } from '../../shared/failure';
import { beginsWithGivenName } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import type { NewIdentity } from '../patients/create';
import type { Db, Row } from '../store/store';
import { inboxFailure } from './failure';
import { askable, type ClaimedIns } from './verifyClaim';
import type { Pending } from './verifyQueue';

/** What INSi said of the INS of these lines, by the id of its verification. What we hold ourselves says nothing. */
export async function insChecksOf(
  db: Db,
  items: readonly Pick<Row<'inbox_items'>, 'ins_verification'>[],
): Promise<Map<string, InsCheck>> {
  const ids = [...new Set(items.flatMap((i) => i.ins_verification ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('ins_verifications')
    .select(['id', 'state'])
    .where('id', 'in', ids)
    .where('state', '!=', 'held')
    .execute();
  return new Map(rows.map(({ id, state }) => [id, { state, reason: null } as InsCheck]));
}

/** Refused by INSi: nothing that bears this INS is certain, whatever else is equal. */
export async function isInsRefused(db: Db, item: Row<'inbox_items'>): Promise<boolean> {
  const check = (await insChecksOf(db, [item])).get(item.ins_verification ?? '');
  return check?.state === 'ko';
}

/** What to ask INSi about one line, now. `inbox-ins-none` where there is nothing to ask. */
export async function pendingOf(db: Db, item: Row<'inbox_items'>): Promise<Result<Pending, Failure>> {
  const row = await verificationOf(db, item);
  const claim = row && askable(JSON.parse(row.claim) as ClaimedIns);
  return row && claim && row.state !== 'held'
    ? ok({ id: row.id, claim })
    : err(inboxFailure('inbox-ins-none'));
}

/** INS and strict traits of a line as INSi confirmed them; nothing unless it said yes to all five (ins.md §2.1). */
export async function confirmedIdentity(
  db: Db,
  item: Row<'inbox_items'>,
): Promise<Pick<NewIdentity, 'traits' | 'confirmedIns'> | null> {
  const row = await verificationOf(db, item);
  const claim = row?.state === 'ok' ? askable(JSON.parse(row.claim) as ClaimedIns) : null;
  if (claim === null) return null;
  const { firstNames, firstGivenName, birthPlace, ...traits } = claim.traits;
  if (firstNames === null || birthPlace === null) return null;
  // INS.14: a first given name that does not begin the list is for a person to settle.
  if (firstGivenName !== null && !beginsWithGivenName(firstNames, firstGivenName)) return null;
  return {
    traits: {
      ...traits,
      firstNames,
      birthPlace,
      firstGivenName: firstGivenName ?? firstNames.split(' ')[0]!,
    },
    confirmedIns: claim.ins,
  };
}

async function verificationOf(db: Db, item: Row<'inbox_items'>): Promise<Row<'ins_verifications'> | null> {
  if (item.ins_verification === null) return null;
  return db
    .selectFrom('ins_verifications')
    .selectAll()
    .where('id', '=', item.ins_verification)
    .executeTakeFirstOrThrow();
}
