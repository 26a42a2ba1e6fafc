import type { Channel } from '../../shared/exchange/outbox';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Tx } from '../store/store';
import { type Payload, payloadText, writePayload } from './payload';

export interface LegToCommit {
  channel: Channel;
  label: string;
  address: string | null;
  payload: Payload;
}

export interface IntentToCommit {
  patientId: string;
  documentId: string;
  uniqueId: string;
  title: string;
  author: string;
  legs: readonly LegToCommit[];
}

/** Writes a gesture and all its legs, in the transaction that keeps the document: before anything leaves. Answers the intent's id. */
export async function commitIntent(tx: Tx, act: Act, intent: IntentToCommit): Promise<string> {
  const id = act.ids.uuid();
  await tx
    .insertInto('outbox_intents')
    .values({
      id,
      patient_id: intent.patientId,
      document_id: intent.documentId,
      unique_id: intent.uniqueId,
      title: intent.title,
      author: intent.author,
      created_at: act.at,
    })
    .execute();
  for (const [position, leg] of intent.legs.entries()) {
    const legId = act.ids.uuid();
    await tx
      .insertInto('outbox_legs')
      .values({
        id: legId,
        intent_id: id,
        position,
        channel: leg.channel,
        label: leg.label,
        address: leg.address,
        state: 'waiting',
        attempts: 0,
        last_attempt_at: null,
        next_attempt_at: null,
        sent_at: null,
        receipt: null,
        failure: null,
        payload: payloadText(leg.payload),
      })
      .execute();
    await writePayload(tx, legId, leg.payload);
    await append(tx, {
      ...signed(act),
      action: 'outbox.committed',
      patientId: intent.patientId,
      subject: legId,
      outcome: leg.channel,
    });
  }
  return id;
}
