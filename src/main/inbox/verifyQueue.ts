import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import { ok } from '../../shared/result';
import type { InsiClaim, InsiVerdict } from '../ins/port';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { patientOf } from '../patients/row';
import type { Db, Row, Store, Tx } from '../store/store';
import { changeVerdict } from './changeVerdict';
import { askable, type ClaimedIns, claimOf, holds } from './verifyClaim';

/**
 * The verification that an identity received calls for, made to wait when INSi was not asked yet; its id, or null
 * when there is none (no INS, a doubtful one). The same INS with the same traits is asked about once, ever.
 */
export async function expectVerification(
  tx: Tx,
  act: Act,
  received: DocumentPatient,
  insOids: readonly string[],
): Promise<Row<'ins_verifications'> | null> {
  const claimed = claimOf(received, insOids);
  if (claimed === null) return null;
  const row = await claimRow(tx, act, claimed);
  if (row.state === 'ok' || row.state === 'ko') return row;
  const state = (await isHeld(tx, claimed)) ? 'held' : askable(claimed) === null ? 'impossible' : 'waiting';
  if (state !== row.state)
    await tx.updateTable('ins_verifications').set({ state }).where('id', '=', row.id).execute();
  return { ...row, state };
}

/** The one row of this INS with these traits, made when it is new. */
export async function claimRow(tx: Tx, act: Act, claimed: ClaimedIns): Promise<Row<'ins_verifications'>> {
  const claim = JSON.stringify(claimed);
  const known = await tx
    .selectFrom('ins_verifications')
    .selectAll()
    .where('claim', '=', claim)
    .executeTakeFirst();
  if (known) return known;
  const row: Row<'ins_verifications'> = {
    id: act.ids.uuid(),
    claim,
    ins_value: claimed.ins.value,
    ins_oid: claimed.ins.oid,
    state: 'waiting',
    attempts: 0,
    created_at: act.at,
    answered_at: null,
    message_id: null,
    failure: null,
  };
  await tx.insertInto('ins_verifications').values(row).execute();
  return row;
}

async function isHeld(db: Db, claimed: ClaimedIns): Promise<boolean> {
  const holders = await db
    .selectFrom('patients')
    .selectAll()
    .where('ins_value', '=', claimed.ins.value)
    .where('withdrawn_at', 'is', null)
    .execute();
  return holders.some((row) => holds(patientOf(row), claimed));
}

export interface Pending {
  id: string;
  claim: InsiClaim;
}

/** The next to ask: the least tried first, so that one that always fails holds up nobody. What we hold by now is not asked any more. */
export async function nextVerification(store: Store): Promise<Pending | null> {
  const found = await store.write<Pending | null, never>(async (tx) => {
    for (;;) {
      const row = await tx
        .selectFrom('ins_verifications')
        .select(['id', 'claim'])
        .where('state', '=', 'waiting')
        .orderBy('attempts')
        .orderBy('created_at')
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      if (!row) return ok(null);
      const claimed = JSON.parse(row.claim) as ClaimedIns;
      const claim = askable(claimed);
      if (claim !== null && !(await isHeld(tx, claimed))) return ok({ id: row.id, claim });
      const state = claim === null ? 'impossible' : 'held';
      await tx.updateTable('ins_verifications').set({ state }).where('id', '=', row.id).execute();
    }
  });
  return found.ok ? found.value : null;
}

/** One line before the call (INS.42, INS.47): who asks, about what, and whether a person wanted it. No trait. */
export const noteAsked = (tx: Tx, act: Act, id: string, cause: 'automatic' | 'gesture', patientId?: string) =>
  append(tx, {
    ...signed(act),
    action: 'insi.verification.asked',
    patientId: patientId ?? null,
    subject: id,
    outcome: cause,
  });

/** Keeps an answer with its line in the journal. Refused: every line that waits with this INS is certain no more, and a gesture made before it was known is refused. */
export async function settleVerification(
  tx: Tx,
  act: Act,
  id: string,
  { verdict, messageId }: InsiVerdict,
  patientId?: string,
): Promise<void> {
  await tx
    .updateTable('ins_verifications')
    .set({ state: verdict, answered_at: act.at, message_id: messageId, failure: null })
    .where('id', '=', id)
    .execute();
  await noteAnswered(tx, act, id, verdict, patientId);
  if (verdict === 'ok') return;
  const lines = await tx
    .selectFrom('inbox_items')
    .select(['id', 'revision', 'verdict'])
    .where('ins_verification', '=', id)
    .where('acknowledged', '=', 0)
    .execute();
  for (const line of lines)
    await changeVerdict(tx, line, line.verdict === 'certain' ? 'proposed' : line.verdict);
}

/** INSi gave no verdict: it will be asked again. */
export async function postponeVerification(
  tx: Tx,
  act: Act,
  id: string,
  failure: Failure,
  patientId?: string,
): Promise<void> {
  await tx
    .updateTable('ins_verifications')
    .set((e) => ({ attempts: e('attempts', '+', 1), failure: JSON.stringify(failure) }))
    .where('id', '=', id)
    .execute();
  await noteAnswered(tx, act, id, failure.code, patientId);
}

const noteAnswered = (tx: Tx, act: Act, id: string, outcome: string, patientId?: string) =>
  append(tx, {
    ...signed(act),
    action: 'insi.verification.answered',
    patientId: patientId ?? null,
    subject: id,
    outcome,
  });
