import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure';
import { failures } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Db, Row, Tx } from '../store/store';

/** One line of the access log: who did what to which record. Never a trait: the patient is named by id alone. */
export interface JournalEntry {
  /** ISO 8601. */
  at: string;
  /** RPPS of the professional, or `automate` when nobody pressed a key. */
  who: string;
  /** A verb of the house: `patient.created`, `inbox.filed`, `outbox.sent`… */
  action: string;
  patientId?: string | null;
  /** Id of the thing acted on: item, document, leg. */
  subject?: string | null;
  /** A code, never a sentence. */
  outcome?: string | null;
}

const journalFailure = failures({
  'journal-broken': {
    retry: 'human',
    message: 'Le journal des accès a été modifié après coup.',
    action: 'Conservez la base telle quelle et prévenez votre prestataire informatique.',
  },
});

/** Hash before the first line. */
const GENESIS = '0'.repeat(64);

/** Appends in the transaction of the act itself: neither stands without the other. */
export async function append(tx: Tx, entry: JournalEntry): Promise<void> {
  const last = await tx
    .selectFrom('journal')
    .select(['seq', 'hash'])
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  const line = {
    seq: (last?.seq ?? 0) + 1,
    at: entry.at,
    who: entry.who,
    action: entry.action,
    patient_id: entry.patientId ?? null,
    subject: entry.subject ?? null,
    outcome: entry.outcome ?? null,
    previous: last?.hash ?? GENESIS,
  };
  await tx
    .insertInto('journal')
    .values({ ...line, hash: hashOf(line) })
    .execute();
}

function hashOf(line: Omit<Row<'journal'>, 'hash'>): string {
  const fields = [
    line.seq,
    line.at,
    line.who,
    line.action,
    line.patient_id,
    line.subject,
    line.outcome,
    line.previous,
  ];
  return createHash('sha256').update(JSON.stringify(fields)).digest('hex');
}

export interface JournalSeal {
  count: number;
  /** Hash of the last line: kept elsewhere (a backup's label), it also betrays a cut tail. */
  head: string;
}

/** Recomputes the whole chain. Fails with the first line that does not hold. `expected` is an earlier seal to find again. */
export async function verify(db: Db, expected?: JournalSeal): Promise<Result<JournalSeal, Failure>> {
  let previous = GENESIS;
  let count = 0;
  let sealed = expected === undefined || expected.count === 0;
  for (;;) {
    const lines = await db
      .selectFrom('journal')
      .selectAll()
      .where('seq', '>', count)
      .orderBy('seq')
      .limit(1000)
      .execute();
    if (lines.length === 0) break;
    for (const { hash, ...line } of lines) {
      count += 1;
      if (line.seq !== count || line.previous !== previous || hash !== hashOf(line))
        return err(journalFailure('journal-broken', `line ${count}`));
      if (count === expected?.count) sealed = hash === expected.head;
      previous = hash;
    }
  }
  return sealed ? ok({ count, head: previous }) : err(journalFailure('journal-broken', 'seal not found'));
}

/** Number of the last line: grows with every act, and serves as the revision of what screens show. */
export async function lastSequence(db: Db): Promise<number> {
  const row = await db
    .selectFrom('journal')
    .select((e) => e.fn.max('seq').as('seq'))
    .executeTakeFirst();
  return row?.seq ?? 0;
}
