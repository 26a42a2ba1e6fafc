import type { InboxItem, Match } from '../../shared/contract/inbox';
import type { ClinicalDocument, Warning } from '../../shared/documents/clinicalDocument';
import { kindLabels } from '../../shared/documents/kinds';
import type { Failure } from '../../shared/failure';
import { displayName } from '../../shared/identity/patient';
import { err, ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { compareTraits } from '../patients/compare';
import { matchPatient } from '../patients/match';
import { findPatient, matchCandidates, signed } from '../patients/repository';
import { documentAttachment, modelOf, type StoredFile } from '../records/record';
import { sourcesOf } from '../records/sources';
import { type Db, getBlob, type Row, type Store, type Tx } from '../store/store';
import { changesOf } from './changes';
import { beforeDocument, nothingBefore } from './earlier';
import { doneElsewhere } from './elsewhere';
import { inboxFailure } from './failure';
import { besidesOf } from './message';
import { rowsOf } from './rows';
import { type ThreadView, threadView } from './thread';
import { isInsRefused } from './verifyItem';

const ALONE: ThreadView = { versions: [], difference: null, warnings: [] };
const NOBODY: Match = { verdict: 'none', sentence: 'Le document n’a pas pu être lu.', candidates: [] };

/** One item with all a doctor needs to decide. Opening marks it as read (its revision stays) and is journaled. */
export function openItem(
  store: Store,
  act: Act,
  itemId: string,
  insOids: readonly string[],
): Promise<Result<InboxItem, Failure>> {
  return store.write(async (tx) => {
    const found = await findItem(tx, itemId);
    if (!found.ok) return found;
    const item = { ...found.value, is_read: 1 };
    await tx
      .updateTable('inbox_items')
      .set({ is_read: 1 })
      .where('id', '=', itemId)
      .where('is_read', '=', 0)
      .execute();
    await append(tx, {
      ...signed(act),
      action: 'inbox.opened',
      patientId: item.patient_id,
      subject: item.id,
    });
    const stored = await storedDocument(tx, item);
    const document = stored && modelOf(stored);
    const match = document === null ? NOBODY : await matchOf(tx, item, document, insOids);
    const [row] = await rowsOf(tx, [{ ...item, verdict: match.verdict }], new Date(act.at));
    // Somebody's history is shown only when it is surely theirs.
    const whose = item.patient_id ?? (match.verdict === 'certain' ? match.candidates[0]!.patient.id : null);
    const before =
      stored && document && whose ? await beforeDocument(tx, whose, stored, document) : nothingBefore;
    const thread = stored && document ? await threadView(tx, stored.id, document) : ALONE;
    const message = await tx
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', item.message_id)
      .executeTakeFirstOrThrow();
    return ok({
      row: row!,
      document,
      failure: item.failure === null ? null : (JSON.parse(item.failure) as Failure),
      source: {
        from: message.from_name,
        fromAddress: message.from_address,
        subject: message.subject,
        receivedAt: message.received_at,
        messageId: message.message_id,
        text: message.body,
        channel: message.channel,
        elsewhere: await doneElsewhere(tx, message.id),
      },
      match,
      changes: document === null ? [] : changesOf(document.results, before),
      history: before.history,
      ...(await besidesOf(tx, message.id, new Date(act.at))),
      proposed: {
        category: kindLabels[row!.kind],
        title: row!.summary || row!.title,
        addressee: document?.recipients.find((r) => r.name)?.name ?? '',
      },
      warnings: [...(JSON.parse(item.warnings) as Warning[]), ...thread.warnings],
      versions: thread.versions,
      difference: thread.difference,
      sources: stored === null ? [] : await sourcesOf(tx, stored.id),
    } satisfies InboxItem);
  });
}

export async function findItem(db: Db, itemId: string): Promise<Result<Row<'inbox_items'>, Failure>> {
  const item = await db.selectFrom('inbox_items').selectAll().where('id', '=', itemId).executeTakeFirst();
  return item ? ok(item) : err(inboxFailure('inbox-unknown'));
}

async function storedDocument(db: Db, item: Row<'inbox_items'>): Promise<Row<'documents'> | null> {
  if (item.document_id === null) return null;
  return db.selectFrom('documents').selectAll().where('id', '=', item.document_id).executeTakeFirstOrThrow();
}

/** The match of today, not of the day of arrival; what is filed says where and why. */
async function matchOf(
  tx: Tx,
  item: Row<'inbox_items'>,
  document: ClinicalDocument,
  insOids: readonly string[],
): Promise<Match> {
  if (item.patient_id === null) {
    const match = matchPatient(document.patient, await matchCandidates(tx, document.patient), { insOids });
    const doubt = (await isInsRefused(tx, item))
      ? 'INSi refuse l’INS de ce document\u202f: comparez les traits avant de classer.'
      : (JSON.parse(item.warnings) as Warning[])[0]?.message;
    return match.verdict === 'certain' && doubt ? { ...match, verdict: 'proposed', sentence: doubt } : match;
  }
  const patient = await findPatient(tx, item.patient_id);
  if (!patient.ok) return NOBODY;
  const how = item.auto_filed === 1 ? 'Classé automatiquement' : 'Classé';
  const why =
    item.auto_filed === 0
      ? '.'
      : item.verdict === 'certain'
        ? '\u202f: matricule et cinq traits égaux.'
        : '\u202f; l’identité du dossier a changé depuis\u202f: comparez les traits.';
  const sentence = `${how} dans le dossier de ${displayName(patient.value)}${why}`;
  const candidate = {
    patient: patient.value,
    comparison: compareTraits(document.patient, patient.value),
    reason: sentence,
  };
  return { verdict: item.verdict, sentence, candidates: [candidate] };
}

/** The document an item carries, by its id in the record. */
export async function itemDocument(db: Db, itemId: string): Promise<Result<string, Failure>> {
  const item = await findItem(db, itemId);
  if (!item.ok) return item;
  const { document_id: id } = item.value;
  return id === null ? err(inboxFailure('inbox-attachment-unknown')) : ok(id);
}

/** A file of the item's document. */
export async function itemAttachment(
  db: Db,
  itemId: string,
  index: number,
): Promise<Result<StoredFile, Failure>> {
  const documentId = await itemDocument(db, itemId);
  return documentId.ok ? documentAttachment(db, documentId.value, index) : documentId;
}

/** The whole message, or the document of the DMP, as it came. */
export async function itemOriginal(db: Db, itemId: string): Promise<Result<StoredFile, Failure>> {
  const item = await findItem(db, itemId);
  if (!item.ok) return item;
  const message = await db
    .selectFrom('messages')
    .select(['sha256', 'channel'])
    .where('id', '=', item.value.message_id)
    .executeTakeFirstOrThrow();
  const bytes = await getBlob(db, message.sha256);
  return ok(
    message.channel === 'mss'
      ? { mediaType: 'message/rfc822', fileName: 'message.eml', bytes }
      : { mediaType: 'application/xml', fileName: 'document-du-dmp.xml', bytes },
  );
}
