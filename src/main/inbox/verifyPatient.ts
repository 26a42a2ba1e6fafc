import type { Clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import type { Patient } from '../../shared/identity/patient';
import type { Ids } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { insiFailure } from '../ins/failure';
import type { Insi } from '../ins/port';
import { type Act, actOf } from '../journal/act';
import { patientFailure } from '../patients/failure';
import { invalidateIns } from '../patients/refusedIns';
import { findPatient } from '../patients/repository';
import type { Store, Tx } from '../store/store';
import { askable, claimOfPatient } from './verifyClaim';
import { claimRow, noteAsked, postponeVerification, settleVerification } from './verifyQueue';

export interface VerifyingMeans {
  store: Store;
  insi: Insi;
  clock: Clock;
  ids: Ids;
  who: string;
}

/**
 * Asks INSi whether it still holds the INS of one of our records (ins.md §5.10). Refused: the INS is invalidated,
 * the status falls, and the record joins those to take up again (INS.43). No answer changes nothing.
 */
export async function verifyPatientIns(
  { store, insi, clock, ids, who }: VerifyingMeans,
  patientId: string,
): Promise<Verified> {
  const found = await findPatient(store.db, patientId);
  if (!found.ok) return found;
  const patient = found.value;
  const claimed = claimOfPatient(patient);
  if (claimed === null) return err(patientFailure('insi-no-ins'));
  const claim = askable(claimed);
  if (claim === null) return err(insiFailure('insi-traits-incomplete'));
  const act = () => actOf(who, clock, ids);
  const asked = await store.write<string, never>(async (tx) => {
    const { id } = await claimRow(tx, act(), claimed);
    await noteAsked(tx, act(), id, 'gesture', patientId);
    return ok(id);
  });
  if (!asked.ok) return asked;
  const answer = await insi.verify(claim);
  // The trace of the answer stands whatever becomes of the record: a refusal inside is a value here.
  const settled = await store.write<Verified, never>(async (tx) => {
    if (!answer.ok) {
      await postponeVerification(tx, act(), asked.value, answer.error, patientId);
      return ok(answer);
    }
    await settleVerification(tx, act(), asked.value, answer.value, patientId);
    return ok(await conclude(tx, act(), patient, answer.value.verdict));
  });
  return settled.ok ? settled.value : settled;
}

type Verified = Result<{ verdict: 'ok' | 'ko'; patient: Patient; sentence: string }, Failure>;

async function conclude(tx: Tx, act: Act, asked: Patient, verdict: 'ok' | 'ko'): Promise<Verified> {
  if (verdict === 'ok')
    return ok({ verdict, patient: asked, sentence: 'INSi confirme l’INS et les traits de ce dossier.' });
  const current = await findPatient(tx, asked.id);
  if (!current.ok) return current;
  if (JSON.stringify(current.value) !== JSON.stringify(asked)) return err(patientFailure('insi-changed'));
  return ok({
    verdict,
    patient: await invalidateIns(tx, act, asked),
    sentence:
      'INSi refuse cette INS\u202f: le matricule est retiré du dossier, qui est à reprendre avec le patient.',
  });
}
