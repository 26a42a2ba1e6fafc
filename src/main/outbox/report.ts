import type { Act } from '../journal/act';
import type { DeliveryReport } from '../mime/report';
import type { Row, Tx } from '../store/store';
import { outboxFailure } from './failure';
import { note } from './legs';

/**
 * Ties an operator's delivery report to the leg whose mail it speaks of (E-MSS-18): delivered is added to its
 * receipt, and proves a doubtful one sent; failed brings it back to a human. False when no leg of ours is meant.
 */
export async function applyReport(tx: Tx, act: Act, report: DeliveryReport): Promise<boolean> {
  const leg = await legOf(tx, report);
  if (!leg) return false;
  if (report.action === 'delivered') await delivered(tx, act, leg);
  else if (report.action === 'failed') await failed(tx, act, leg, report);
  return true;
}

async function legOf(tx: Tx, { messageId, recipient }: DeliveryReport): Promise<Row<'outbox_legs'> | null> {
  const legs = await tx
    .selectFrom('outbox_legs')
    .selectAll()
    .where('channel', '!=', 'dmp')
    .where('address', '=', recipient.toLowerCase())
    .execute();
  const named = (leg: Row<'outbox_legs'>) =>
    (JSON.parse(leg.payload) as { mail?: { messageId?: string } }).mail?.messageId === messageId;
  return legs.find(named) ?? null;
}

async function delivered(tx: Tx, act: Act, leg: Row<'outbox_legs'>): Promise<void> {
  const receipt = [leg.receipt, 'remis au destinataire'].filter(Boolean).join(' · ');
  const proven = leg.state === 'unknown' || (leg.state === 'parked' && leg.attempts > 0);
  const set = proven
    ? { receipt, state: 'sent' as const, sent_at: act.at, failure: null, next_attempt_at: null }
    : { receipt };
  await tx.updateTable('outbox_legs').set(set).where('id', '=', leg.id).execute();
  await note(tx, act, leg, 'outbox.delivered', null);
}

async function failed(tx: Tx, act: Act, leg: Row<'outbox_legs'>, report: DeliveryReport): Promise<void> {
  const code = leg.channel === 'mss-patient' ? 'outbox-patient-undelivered' : 'outbox-undelivered';
  const failure = JSON.stringify(outboxFailure(code, report.status ?? undefined));
  await tx
    .updateTable('outbox_legs')
    .set({ state: 'parked', sent_at: null, failure, next_attempt_at: null })
    .where('id', '=', leg.id)
    .execute();
  await note(tx, act, leg, 'outbox.undelivered', report.status);
}
