import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Row, Tx } from '../store/store';
import type { Ending } from './effect';
import { outboxFailure } from './failure';

const MINUTE = 60_000;
/** Then every four hours: a practice is closed at night, and nothing is ever given up silently. */
const WAITS = [1, 5, 15, 60, 240];

/** When to try again after `attempts` tries. */
export const nextAttempt = (attempts: number, now: Date): string =>
  new Date(now.getTime() + WAITS[Math.min(Math.max(attempts, 1), WAITS.length) - 1]! * MINUTE).toISOString();

/** Marks a leg as being sent, before anything leaves; false when somebody else changed it meanwhile. */
export async function takeLeg(tx: Tx, act: Act, leg: Row<'outbox_legs'>): Promise<Result<null, 'changed'>> {
  const { numUpdatedRows } = await tx
    .updateTable('outbox_legs')
    .set({ state: 'sending', attempts: leg.attempts + 1, last_attempt_at: act.at })
    .where('id', '=', leg.id)
    .where('state', '=', leg.state)
    .where('attempts', '=', leg.attempts)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) return err('changed');
  await note(tx, act, leg, 'outbox.sending', leg.state === 'unknown' ? 'asking' : null);
  return ok(null);
}

/** Writes how the try ended, with its receipt or its failure. */
export async function settleLeg(
  tx: Tx,
  act: Act,
  leg: Row<'outbox_legs'>,
  ending: Ending,
): Promise<Result<null, never>> {
  // A delivery report may have been read before the operator's own answer was written here.
  const { receipt: reported } = await tx
    .selectFrom('outbox_legs')
    .select('receipt')
    .where('id', '=', leg.id)
    .executeTakeFirstOrThrow();
  const again = nextAttempt(leg.attempts + 1, new Date(act.at));
  const set =
    ending.state === 'sent'
      ? {
          state: 'sent' as const,
          sent_at: act.at,
          receipt: [ending.receipt, reported].filter(Boolean).join(' · ').slice(0, 500),
          failure: null,
          next_attempt_at: null,
        }
      : {
          ...(ending.state === 'unknown'
            ? { state: 'unknown' as const, next_attempt_at: again }
            : ending.failure.retry === 'later' || ending.failure.retry === 'now'
              ? { state: stillUnknown(leg), next_attempt_at: again }
              : { state: 'parked' as const, next_attempt_at: null }),
          failure: JSON.stringify(ending.failure),
        };
  await tx.updateTable('outbox_legs').set(set).where('id', '=', leg.id).execute();
  await note(tx, act, leg, `outbox.${set.state}`, ending.state === 'sent' ? null : ending.failure.code);
  return ok(null);
}

/** A passing failure while asking whether it left does not make it certain that it did not. */
const stillUnknown = (leg: Row<'outbox_legs'>) =>
  leg.state === 'unknown' ? ('unknown' as const) : ('waiting' as const);

/** What was being sent when the program stopped: nobody knows, so the peer is asked first. */
export async function markInterrupted(tx: Tx, act: Act): Promise<void> {
  const legs = await tx.selectFrom('outbox_legs').selectAll().where('state', '=', 'sending').execute();
  for (const leg of legs) {
    await tx
      .updateTable('outbox_legs')
      .set({
        state: 'unknown',
        next_attempt_at: null,
        failure: JSON.stringify(outboxFailure('outbox-interrupted')),
      })
      .where('id', '=', leg.id)
      .execute();
    await note(tx, act, leg, 'outbox.unknown', 'outbox-interrupted');
  }
}

/** One line of the journal about a leg. */
export async function note(
  tx: Tx,
  act: Act,
  leg: Row<'outbox_legs'>,
  action: string,
  outcome: string | null,
): Promise<void> {
  const intent = await tx
    .selectFrom('outbox_intents')
    .select('patient_id')
    .where('id', '=', leg.intent_id)
    .executeTakeFirstOrThrow();
  await append(tx, { ...signed(act), action, patientId: intent.patient_id, subject: leg.id, outcome });
}

/** Without the card nothing can be signed for the DMP: these legs start again when it is back. At a start no reader is known yet. */
const FOR_WANT_OF_CARD = [
  'reader-absent',
  'reader-shared',
  'reader-unavailable',
  'pcsc-service',
  'card-absent',
  'card-removed',
  'card-changed',
];

/** Wakes the legs that were parked for want of the card. Answers how many. */
export async function wakeForCard(tx: Tx, act: Act): Promise<number> {
  const parked = await tx.selectFrom('outbox_legs').selectAll().where('state', '=', 'parked').execute();
  const legs = parked.filter(
    (l) => l.failure !== null && FOR_WANT_OF_CARD.includes((JSON.parse(l.failure) as Failure).code),
  );
  for (const leg of legs) {
    await tx.updateTable('outbox_legs').set({ state: 'waiting' }).where('id', '=', leg.id).execute();
    await note(tx, act, leg, 'outbox.woken', null);
  }
  return legs.length;
}
