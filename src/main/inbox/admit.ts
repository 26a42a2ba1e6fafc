import type { PersonOfPractice } from '../../shared/contract/status';
import type { Warning } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { applyReport } from '../outbox/report';
import { matchPatient } from '../patients/match';
import { matchCandidates, signed } from '../patients/repository';
import { documentWords, keepDocument } from '../records/documents';
import { fileDocument, type ThreadMember } from '../records/versions';
import { type Row, type Store, sha256, type Tx } from '../store/store';
import { addresseeOf } from './addressee';
import { describe, nameOf } from './describe';
import { dmpDoubts } from './dmpDoubts';
import { inboxFailure } from './failure';
import { linesOf, settleLines } from './lines';
import { keepFiles } from './message';
import { insertLine, keepUnreadable, mailWords } from './newLine';
import { formerWarning, newcomerWarning, otherPersons, warnAgain } from './otherPerson';
import type { ReadDocument, ReadMessage } from './port';
import { expectVerification } from './verifyQueue';
import { asksToDiscard, bringRequestBack } from './withdrawal';

export interface Admission {
  store: Store;
  act: Act;
  message: Row<'messages'>;
  insOids: readonly string[];
  people: readonly PersonOfPractice[];
  autoFile: boolean;
}

/** Makes the lines of the worklist out of a message that was stored and read (or not), in one transaction. */
export async function admit(
  tx: Tx,
  admission: Admission,
  read: Result<ReadMessage, Failure>,
): Promise<Result<string[], Failure>> {
  const { act, message } = admission;
  const items: string[] = [];
  if (!read.ok)
    items.push(await keepUnreadable(tx, admission, message.from_name, 'Message illisible', read.error, ''));
  else {
    await writeHeading(tx, message.id, message.channel === 'dmp' ? asMail(read.value) : read.value);
    const from = read.value.from || read.value.fromAddress;
    await keepFiles(tx, message.id, read.value.files ?? []);
    const words = mailWords(read.value);
    const aside = (title: string, failure: Failure) =>
      keepUnreadable(tx, admission, from, title, failure, words);
    for (const found of read.value.documents) {
      const item = await admitDocument(tx, admission, found, from, words);
      if (item !== null) items.push(item);
    }
    for (const part of read.value.unreadable)
      items.push(await aside(part.fileName || read.value.subject, part.failure));
    const { report } = read.value;
    if (report) {
      const ours = await applyReport(tx, act, report);
      if (!ours && report.action === 'failed')
        items.push(await aside(read.value.subject, inboxFailure('inbox-undelivered')));
    } else if (read.value.documents.length + read.value.unreadable.length === 0)
      items.push(await aside(read.value.subject, inboxFailure(await withoutDocument(tx, act, read.value))));
  }
  await closeReading(tx, act, message.id, read.ok ? null : read.error, items.length);
  return ok(items);
}

/** What a message without a document is: words to read, or a request to discard something that came before. */
async function withoutDocument(tx: Tx, act: Act, read: ReadMessage) {
  if (!asksToDiscard(read)) return 'inbox-no-document';
  return (await bringRequestBack(tx, act, read)) > 0 ? 'inbox-withdrawal' : 'inbox-withdrawal-unknown';
}

/** The one line of a message that could not be brought whole; what its headers say of it, when they can be read. */
export async function admitRefused(
  tx: Tx,
  admission: Admission,
  headers: ReadMessage | null,
  refused: Failure,
): Promise<string[]> {
  const { act, message } = admission;
  if (headers) await writeHeading(tx, message.id, { ...headers, text: '' });
  const from = headers?.from || headers?.fromAddress || '';
  const item = await keepUnreadable(
    tx,
    admission,
    from,
    headers?.subject ?? '',
    refused,
    headers ? mailWords(headers) : '',
  );
  await closeReading(tx, act, message.id, refused, 1);
  return [item];
}

/** What comes from the DMP has no mail around it: it is named by what it brings. */
const asMail = (read: ReadMessage): ReadMessage => ({
  ...read,
  from: 'DMP du patient',
  subject: read.documents[0]?.document.title ?? '',
});

async function writeHeading(tx: Tx, messageId: string, read: ReadMessage): Promise<void> {
  await tx
    .updateTable('messages')
    .set({
      from_name: read.from,
      from_address: read.fromAddress,
      subject: read.subject,
      message_id: read.messageId,
      body: read.text,
    })
    .where('id', '=', messageId)
    .execute();
}

async function closeReading(
  tx: Tx,
  act: Act,
  messageId: string,
  failure: Failure | null,
  items: number,
): Promise<void> {
  await tx
    .updateTable('messages')
    .set({ state: failure ? 'unreadable' : 'read' })
    .where('id', '=', messageId)
    .execute();
  await append(tx, {
    ...signed(act),
    action: 'message.read',
    subject: messageId,
    outcome: failure?.code ?? `${items}`,
  });
}

/** One document, unless the very same is already here; then only its provenance is noted (E-REC-07). */
async function admitDocument(
  tx: Tx,
  admission: Admission,
  found: ReadDocument,
  from: string,
  mail: string,
): Promise<string | null> {
  const { act, message, store } = admission;
  const { document } = found;
  const hash = sha256(found.bytes);
  const twins =
    document.documentId === null
      ? []
      : await tx
          .selectFrom('documents')
          .select(['id', 'sha256', 'patient_id'])
          .where('unique_id', '=', document.documentId)
          .execute();
  const same = twins.find((t) => t.sha256 === hash);
  if (same) {
    await noteSource(tx, same.id, message.id);
    await append(tx, {
      ...signed(act),
      action: 'document.again',
      patientId: same.patient_id,
      subject: same.id,
    });
    return null;
  }
  const { id: documentId, thread } = await keepDocument(tx, store.search, act, {
    ...found,
    origin: message.channel,
    receivedAt: message.received_at,
  });
  await noteSource(tx, documentId, message.id);
  const match = matchPatient(document.patient, await matchCandidates(tx, document.patient), admission);
  const warnings: Warning[] = [];
  if (twins.length > 0)
    warnings.push({
      code: 'unique-id-reused',
      message:
        'Un autre document, différent, porte déjà cet identifiant\u202f: comparez les deux avant de classer.',
    });
  if (!found.trustworthy)
    warnings.push({
      code: 'archive-contradicts',
      message: 'L’archive et le document ne disent pas la même chose\u202f: vérifiez le patient.',
    });
  if (message.channel === 'dmp') warnings.push(...(await dmpDoubts(tx, message.id, document.patient)));
  const others = await linesOfOthers(tx, thread, documentId);
  for (const other of others) warnings.push(await newcomerWarning(tx, other));
  const verification = await expectVerification(tx, act, document.patient, admission.insOids);
  const doubtful = warnings.length > 0 || verification?.state === 'ko';
  const verdict = match.verdict === 'certain' && doubtful ? 'proposed' : match.verdict;
  const certain = verdict === 'certain' ? match.candidates[0]!.patient : null;
  const item = await insertLine(tx, admission, {
    ...describe(document, from),
    addressee: addresseeOf(document, admission.people),
    document_id: documentId,
    state: 'to-file',
    verdict,
    warnings: JSON.stringify(warnings),
    ins_verification: verification?.id ?? null,
  });
  await store.search.index(tx, 'item', item, `${mail} ${documentWords(document)}`);
  if (certain !== null && admission.autoFile) await fileByItself(tx, act, item, documentId, certain.id);
  await settleLines(tx, act, thread);
  for (const other of others)
    await warnAgain(tx, other.id, formerWarning({ patient_name: nameOf(document.patient) }));
  return item;
}

/** Lines of the other versions of this document that name somebody else. */
async function linesOfOthers(
  tx: Tx,
  thread: readonly ThreadMember[],
  documentId: string,
): Promise<Row<'inbox_items'>[]> {
  const ids = await otherPersons(tx, thread, documentId);
  return ids.length === 0 ? [] : [...(await linesOf(tx, ids)).values()];
}

/** The line stays in the worklist, unread, until somebody acknowledges it. */
async function fileByItself(
  tx: Tx,
  act: Act,
  item: string,
  documentId: string,
  patientId: string,
): Promise<void> {
  await tx
    .updateTable('inbox_items')
    .set({ state: 'filed', patient_id: patientId, auto_filed: 1 })
    .where('id', '=', item)
    .execute();
  await fileDocument(tx, documentId, patientId);
  await tx.updateTable('patients').set({ last_activity_at: act.at }).where('id', '=', patientId).execute();
  await append(tx, { ...signed(act), action: 'inbox.filed', patientId, subject: item, outcome: 'certain' });
}

async function noteSource(tx: Tx, documentId: string, messageId: string): Promise<void> {
  await tx
    .insertInto('document_sources')
    .values({ document_id: documentId, message_id: messageId })
    .onConflict((c) => c.doNothing())
    .execute();
}
