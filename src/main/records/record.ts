import type { PatientRecord, RecordDocument } from '../../shared/contract/record';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { DocumentKind } from '../../shared/documents/kinds';
import { type Failure, failures } from '../../shared/failure';
import { ageAt } from '../../shared/identity/age';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { findPatient, signed } from '../patients/repository';
import { type Db, getBlob, type Row, type Store } from '../store/store';
import { currentResults, seriesOf } from './history';

export const recordFailure = failures({
  'document-unknown': {
    retry: 'never',
    message: 'Ce document n’existe pas dans le dossier.',
    action: 'Revenez au dossier du patient.',
  },
  'document-attachment-unknown': {
    retry: 'never',
    message: 'Cette pièce jointe n’existe pas dans le document.',
    action: 'Revenez au document.',
  },
});

/** The whole record of one patient; the access is journaled (INS.03). */
export function openRecord(
  store: Store,
  act: Act,
  patientId: string,
): Promise<Result<PatientRecord, Failure>> {
  return store.write(async (tx) => {
    const patient = await findPatient(tx, patientId);
    if (!patient.ok) return patient;
    await append(tx, { ...signed(act), action: 'record.opened', patientId });
    await tx.updateTable('patients').set({ last_activity_at: act.at }).where('id', '=', patientId).execute();
    return ok({
      patient: patient.value,
      age: ageAt(patient.value.traits.birthDate, new Date(act.at)),
      documents: await recordDocuments(tx, patientId),
      series: seriesOf(await currentResults(tx, patientId)),
    });
  });
}

async function recordDocuments(db: Db, patientId: string): Promise<RecordDocument[]> {
  const rows = await db
    .selectFrom('documents')
    .selectAll()
    .where('patient_id', '=', patientId)
    .orderBy('document_date', 'desc')
    .orderBy('stored_at', 'desc')
    .execute();
  const legs = await db
    .selectFrom('outbox_legs')
    .innerJoin('outbox_intents', 'outbox_intents.id', 'outbox_legs.intent_id')
    .select(['outbox_intents.document_id', 'outbox_legs.state'])
    .where('outbox_intents.patient_id', '=', patientId)
    .where('outbox_legs.state', '!=', 'cancelled')
    .execute();
  const items = await db
    .selectFrom('inbox_items')
    .select(['id', 'revision', 'document_id'])
    .where('patient_id', '=', patientId)
    .execute();
  const replacing = await replacingDocuments(db, patientId);
  return rows.map((row) => {
    const item = items.find((i) => i.document_id === row.id);
    const own = legs.filter((l) => l.document_id === row.id);
    return {
      id: row.id,
      kind: row.kind as DocumentKind,
      level: row.level as RecordDocument['level'],
      title: row.title,
      date: row.document_date,
      author: row.author,
      origin: row.origin,
      version: row.version,
      superseded: row.superseded_by !== null,
      replacedBy: row.superseded_by === null ? null : (replacing.get(row.superseded_by) ?? 'elsewhere'),
      cancelled: row.cancelled === 1,
      item: item ? { id: item.id, revision: item.revision } : null,
      abnormal: row.abnormal,
      critical: row.critical,
      commented: row.commented === 1,
      sent: own.length === 0 ? null : { done: own.filter((l) => l.state === 'sent').length, of: own.length },
    };
  });
}

/** Where the versions stand that are current in the place of this patient's documents. */
async function replacingDocuments(
  db: Db,
  patientId: string,
): Promise<Map<string, 'here' | 'waiting' | 'elsewhere'>> {
  const rows = await db
    .selectFrom('documents')
    .select(['id', 'patient_id'])
    .where(
      'id',
      'in',
      db
        .selectFrom('documents')
        .select('superseded_by')
        .where('patient_id', '=', patientId)
        .$castTo<{ superseded_by: string }>(),
    )
    .execute();
  return new Map(
    rows.map((r) => [
      r.id,
      r.patient_id === patientId ? 'here' : r.patient_id === null ? 'waiting' : 'elsewhere',
    ]),
  );
}

export const modelOf = (row: Pick<Row<'documents'>, 'model'>): ClinicalDocument =>
  JSON.parse(row.model) as ClinicalDocument;

/** One filed document, as read when it came. The access is journaled. */
export function openDocument(
  store: Store,
  act: Act,
  documentId: string,
): Promise<Result<ClinicalDocument, Failure>> {
  return store.write(async (tx) => {
    const row = await tx.selectFrom('documents').selectAll().where('id', '=', documentId).executeTakeFirst();
    if (!row) return err(recordFailure('document-unknown'));
    await append(tx, {
      ...signed(act),
      action: 'document.opened',
      patientId: row.patient_id,
      subject: row.id,
    });
    return ok(modelOf(row));
  });
}

export interface StoredFile {
  mediaType: string;
  fileName: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** A file carried by a document, by its index. */
export async function documentAttachment(
  db: Db,
  documentId: string,
  index: number,
): Promise<Result<StoredFile, Failure>> {
  const row = await db
    .selectFrom('attachments')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('position', '=', index)
    .executeTakeFirst();
  if (!row) return err(recordFailure('document-attachment-unknown'));
  return ok({ mediaType: row.media_type, fileName: row.file_name, bytes: await getBlob(db, row.sha256) });
}
