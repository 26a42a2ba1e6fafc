import type { Failure } from '../../shared/failure';
import { displayName, type Patient } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { createPatient as createIdentity, identityFrom } from '../patients/create';
import { patientFailure } from '../patients/failure';
import { findPatient, signed } from '../patients/repository';
import { modelOf } from '../records/record';
import { fileDocument } from '../records/versions';
import type { Row, Store, Tx } from '../store/store';
import { inboxFailure } from './failure';
import { findItem } from './open';

/** A gesture that Z takes back. */
export interface Undoable {
  undo: string;
  sentence: string;
}

/** What an undo brings back. */
export interface Before {
  state: Row<'inbox_items'>['state'];
  patientId: string | null;
  acknowledged: number;
  autoFiled: number;
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

/** Creates a provisoire patient from what the document says, and files under it (E-INS-23). */
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
    const created = await createIdentity(tx, act, identity.value);
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

/** Detaches the document from its patient; it waits again in the worklist. */
export function unfileItem(store: Store, act: Act, gesture: Gesture): Promise<Result<Undoable, Failure>> {
  return store.write(async (tx) => {
    const item = await fresh(tx, gesture);
    if (!item.ok) return item;
    if (item.value.patient_id === null) return err(inboxFailure('inbox-not-filed'));
    const before = await findPatient(tx, item.value.patient_id);
    await place(tx, item.value, { state: 'to-file', patientId: null, acknowledged: 0, autoFiled: 0 });
    await append(tx, {
      ...signed(act),
      action: 'inbox.unfiled',
      patientId: item.value.patient_id,
      subject: item.value.id,
    });
    const whose = before.ok ? ` du dossier de ${displayName(before.value)}` : '';
    return ok(
      await undoable(
        tx,
        act,
        item.value,
        `Retiré${whose}\u202f; le document est de nouveau à classer.`,
        null,
      ),
    );
  });
}

async function fresh(tx: Tx, gesture: Gesture): Promise<Result<Row<'inbox_items'>, Failure>> {
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
  await place(tx, item, {
    state: 'filed',
    patientId: patient.id,
    acknowledged: 1,
    autoFiled: same ? item.auto_filed : 0,
  });
  await tx.updateTable('patients').set({ last_activity_at: act.at }).where('id', '=', patient.id).execute();
  await append(tx, {
    ...signed(act),
    action: same ? 'inbox.acknowledged' : 'inbox.filed',
    patientId: patient.id,
    subject: item.id,
    outcome: item.verdict,
  });
  return ok(await undoable(tx, act, item, `Classé dans le dossier de ${displayName(patient)}.`, created));
}

/** Puts an item, its document and its results where they belong, and raises the revision. */
export async function place(tx: Tx, item: Row<'inbox_items'>, target: Before): Promise<void> {
  await tx
    .updateTable('inbox_items')
    .set({
      state: target.state,
      patient_id: target.patientId,
      acknowledged: target.acknowledged,
      auto_filed: target.autoFiled,
      is_read: 1,
      revision: item.revision + 1,
    })
    .where('id', '=', item.id)
    .execute();
  if (item.document_id !== null && item.patient_id !== target.patientId)
    await fileDocument(tx, item.document_id, target.patientId);
}

async function undoable(
  tx: Tx,
  act: Act,
  item: Row<'inbox_items'>,
  sentence: string,
  created: string | null,
): Promise<Undoable> {
  const id = act.ids.uuid();
  const before: Before = {
    state: item.state,
    patientId: item.patient_id,
    acknowledged: item.acknowledged,
    autoFiled: item.auto_filed,
  };
  await tx
    .insertInto('undo_log')
    .values({
      id,
      at: act.at,
      item_id: item.id,
      revision: item.revision + 1,
      before: JSON.stringify(before),
      created_patient: created,
      sentence,
      undone_at: null,
    })
    .execute();
  return { undo: id, sentence };
}
