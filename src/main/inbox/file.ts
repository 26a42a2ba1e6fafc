import type { Failure } from '../../shared/failure';
import { displayName, type Patient } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { createPatient as createIdentity, identityFrom } from '../patients/create';
import { patientFailure } from '../patients/failure';
import { findPatient, signed } from '../patients/repository';
import { modelOf } from '../records/record';
import type { Row, Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { findItem } from './open';
import { type Before, type Moved, type Place, placeThread } from './place';
import { confirmedIdentity } from './verifyItem';
import { withdrawIfLeft } from './withdraw';

/** A gesture that Z takes back. `identities`: a record came or went with it, so that what waits is judged again. */
export interface Undoable {
  undo: string;
  sentence: string;
  identities: boolean;
}

export interface Gesture {
  itemId: string;
  /** The revision the screen showed: an older one is refused. */
  revision: number;
}

/** Files under a patient; on a line filed by itself, the same gesture acknowledges it, or moves it to another patient. */
export function fileItem(
  store: Store,
  act: Act,
  gesture: Gesture & { patientId: string },
): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await fresh(tx, gesture);
    if (!item.ok) return item;
    const patient = await findPatient(tx, gesture.patientId);
    if (!patient.ok) return patient;
    return file(tx, act, item.value, patient.value, null);
  });
}

/** Creates a patient from what the document says, and files under it: provisoire (E-INS-23), or récupérée where INSi confirmed the INS. */
export function createPatientFromItem(
  store: Store,
  act: Act,
  gesture: Gesture,
): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await fresh(tx, gesture);
    if (!item.ok) return item;
    const row = await tx
      .selectFrom('documents')
      .select('model')
      .where('id', '=', item.value.document_id)
      .executeTakeFirstOrThrow();
    const identity = identityFrom(modelOf(row).patient);
    if (!identity.ok) return identity;
    const confirmed = await confirmedIdentity(tx, item.value);
    const created = await createIdentity(tx, act, { ...identity.value, ...confirmed });
    if (!created.ok) return created;
    const twins = await tx
      .selectFrom('patients')
      .select('id')
      .where('birth_name', '=', created.value.traits.birthName)
      .where('first_given_name', '=', created.value.traits.firstGivenName)
      .where('birth_date', '=', created.value.traits.birthDate)
      .where('sex', '=', created.value.traits.sex)
      .where('withdrawn_at', 'is', null)
      .execute();
    if (twins.length > 1) return err(patientFailure('patient-exists'));
    return file(tx, act, item.value, created.value, created.value.id);
  });
}

/**
 * Detaches the document from its patient, with the versions of the same report that stand there: another person's
 * report must not stay in the record by its older copies. It waits again in the worklist; a patient created for it
 * goes out of sight when nothing else is left there.
 */
export function unfileItem(store: Store, act: Act, gesture: Gesture): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await fresh(tx, gesture);
    if (!item.ok) return item;
    const from = item.value.patient_id;
    if (from === null) return err(inboxFailure('inbox-not-filed'));
    const patient = await findPatient(tx, from);
    const moved = await placeThread(tx, act, item.value, WAITING);
    await append(tx, { ...signed(act), action: 'inbox.unfiled', patientId: from, subject: item.value.id });
    const withdrawn = (await withdrawIfLeft(tx, act, from)) ? from : null;
    const whose = patient.ok ? ` du dossier de ${displayName(patient.value)}` : '';
    const others = versionsWords(moved.length - 1);
    const sentence = `Retiré${whose}${others}\u202f; le document est de nouveau à classer.`;
    return ok(await undoable(tx, act, moved, sentence, { withdrawn }));
  });
}

const WAITING: Place = { state: 'to-file', patientId: null, acknowledged: 0, autoFiled: 0 };

const versionsWords = (others: number): string =>
  others === 0 ? '' : others === 1 ? ', avec une autre version' : `, avec ${others} autres versions`;

/** The line of a gesture, as its screen showed it; refused when it changed since, or holds no document. */
export async function fresh(tx: Tx, gesture: Gesture): Promise<Result<Row<'inbox_items'>, Failure>> {
  const item = await findItem(tx, gesture.itemId);
  if (!item.ok) return item;
  if (item.value.revision !== gesture.revision) return err(inboxFailure('inbox-stale'));
  if (item.value.document_id === null) return err(inboxFailure('inbox-unreadable'));
  return item;
}

async function file(
  tx: Tx,
  act: Act,
  item: Row<'inbox_items'>,
  patient: Patient,
  created: string | null,
): Promise<Result<Undoable, Failure>> {
  const same = item.patient_id === patient.id;
  const autoFiled = same ? item.auto_filed : 0;
  const target: Place = { state: 'filed', patientId: patient.id, acknowledged: 1, autoFiled };
  const moved = await placeThread(tx, act, item, target);
  await tx.updateTable('patients').set({ last_activity_at: act.at }).where('id', '=', patient.id).execute();
  await append(tx, {
    ...signed(act),
    action: same ? 'inbox.acknowledged' : 'inbox.filed',
    patientId: patient.id,
    subject: item.id,
    outcome: item.verdict,
  });
  const sentence = `Classé dans le dossier de ${displayName(patient)}.`;
  const left = same ? null : item.patient_id;
  const withdrawn = left !== null && (await withdrawIfLeft(tx, act, left)) ? left : null;
  return ok(
    await undoable(tx, act, moved, sentence, { withdrawn, ...(created === null ? {} : { created }) }),
  );
}

/** Notes how every line stood, so that Z brings them back. */
export async function undoable(
  tx: Tx,
  act: Act,
  [own, ...others]: readonly Moved[],
  sentence: string,
  more: { created?: string; withdrawn?: string | null; upheldAgainst?: string } = {},
): Promise<Undoable> {
  const id = act.ids.uuid();
  const { before, itemId } = own!;
  const { created = null, withdrawn = null, upheldAgainst = null } = more;
  const kept: Before = { ...before, others, withdrawn, upheldAgainst };
  const { revision } = await tx
    .selectFrom('inbox_items')
    .select('revision')
    .where('id', '=', itemId)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('undo_log')
    .values({
      id,
      at: act.at,
      item_id: itemId,
      revision,
      before: JSON.stringify(kept),
      created_patient: created,
      sentence,
      undone_at: null,
    })
    .execute();
  return { undo: id, sentence, identities: created !== null || withdrawn !== null };
}
