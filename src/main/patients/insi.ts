import type { Clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import type { Patient } from '../../shared/identity/patient';
import type { Ids } from '../../shared/ids';
import { err, ok, type Result } from '../../shared/result';
import { nextCall, type Tried } from '../ins/callPlan';
import type { Insi, InsiAnswer, InsiQuery } from '../ins/port';
import { type Act, actOf } from '../journal/act';
import { append } from '../journal/journal';
import type { Store, Tx } from '../store/store';
import { patientFailure } from './failure';
import { findPatient, insHolder, savePatient, signed } from './repository';
import { takeOver } from './takeOver';

export interface InsiCall {
  store: Store;
  insi: Insi;
  insOids: readonly string[];
  clock: Clock;
  ids: Ids;
  who: string;
}

/** Asks INSi by traits and takes over what it answers; the sentence says what happened. INSi's absence changes nothing. */
export async function callInsi(
  call: InsiCall,
  patientId: string,
): Promise<Result<{ patient: Patient; sentence: string }, Failure>> {
  const found = await findPatient(call.store.db, patientId);
  if (!found.ok) return found;
  const patient = found.value;
  if (patient.attributes.includes('douteuse') || patient.attributes.includes('fictive'))
    return err(patientFailure('insi-blocked'));
  if (patient.traits.sex === 'UN') return err(patientFailure('insi-sex'));
  const answer = await ask(call, patient, patient.traits.sex);
  if (!answer.ok) return answer;
  if (answer.value.code === '01') return err(patientFailure('insi-none'));
  if (answer.value.code === '02') return err(patientFailure('insi-several'));
  return integrate(call, patient, answer.value);
}

async function ask(call: InsiCall, patient: Patient, sex: 'M' | 'F'): Promise<Result<InsiAnswer, Failure>> {
  const { firstGivenName, firstNames, birthName, birthDate, birthPlace } = patient.traits;
  const others = firstNames.split(' ').filter((name) => name !== firstGivenName);
  const known = { birthName, sex, birthDate, birthPlace, firstNames: [firstGivenName, ...others] };
  const tried: Tried[] = [];
  let answer: Result<InsiAnswer, Failure> = ok({ code: '01' });
  for (;;) {
    const query = nextCall(known, tried);
    if (query === null) return answer;
    answer = await traced(call, patient.id, query);
    if (!answer.ok) return answer;
    tried.push({ query, code: answer.value.code });
  }
}

/** One call with its two lines in the journal: asked, answered (INS.40, INS.41; the traits taken over stand in the identity's history). */
async function traced(
  call: InsiCall,
  patientId: string,
  query: InsiQuery,
): Promise<Result<InsiAnswer, Failure>> {
  const note = (action: string, outcome: string | null) =>
    call.store.write(async (tx) => {
      await append(tx, { ...signed(actOf(call.who, call.clock, call.ids)), action, patientId, outcome });
      return ok(null);
    });
  await note('insi.asked', null);
  const answer = await call.insi.searchByTraits(query);
  await note('insi.answered', answer.ok ? answer.value.code : answer.error.code);
  return answer;
}

function integrate(
  call: InsiCall,
  asked: Patient,
  answer: Extract<InsiAnswer, { code: '00' }>,
): Promise<Result<{ patient: Patient; sentence: string }, Failure>> {
  return call.store.write(async (tx) => {
    const act = actOf(call.who, call.clock, call.ids);
    const current = await findPatient(tx, asked.id);
    if (!current.ok) return current;
    if (JSON.stringify(current.value) !== JSON.stringify(asked)) return err(patientFailure('insi-changed'));
    const taken = takeOver(asked, answer, call.insOids);
    if (!taken.ok) return taken;
    const { patient, warnings } = taken.value;
    if ((await insHolder(tx, patient.ins!, patient.id)) !== null)
      return err(patientFailure('insi-duplicate'));
    await savePatient(tx, act, 'insi', patient, asked);
    const replaced = asked.ins === null ? [] : [asked.ins];
    await keepHistory(tx, act, patient, [...answer.history, ...replaced]);
    const status = patient.status === 'qualifiee' ? 'qualifiée' : 'récupérée';
    return ok({
      patient,
      sentence: [`INS ${status} auprès d’INSi.`, ...warnings, ...answer.warnings].join(' '),
    });
  });
}

/** INSi's history may hold the active INS itself: it is not repeated. */
async function keepHistory(tx: Tx, act: Act, patient: Patient, history: readonly Ins[]) {
  for (const old of history) {
    if (old.value.toUpperCase() === patient.ins?.value && old.oid === patient.ins.oid) continue;
    await tx
      .insertInto('ins_history')
      .values({
        patient_id: patient.id,
        value: old.value.toUpperCase(),
        oid: old.oid,
        reason: 'insi',
        at: act.at,
      })
      .onConflict((c) => c.doNothing())
      .execute();
  }
}
