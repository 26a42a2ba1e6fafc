import { effectiveFlag, isAbnormal, isCritical, type LabResult } from '../../shared/biology/result';
import type { ClinicalDocument, Section } from '../../shared/documents/clinicalDocument';
import { narrativeText } from '../../shared/documents/narrative';
import type { Act } from '../journal/act';
import { putBlob, type Search, type Tx } from '../store/store';
import { isCancelled, isWithdrawn } from './difference';
import { traceChanges } from './trace';
import { personKeys, settleThread, type ThreadMember } from './versions';

/** A document to keep: its bytes are frozen by their hash, its model is what was read in them. */
export interface DocumentToKeep {
  document: ClinicalDocument;
  bytes: Uint8Array;
  mediaType: string;
  attachments: readonly { index: number; mediaType: string; fileName: string; bytes: Uint8Array }[];
  origin: 'mss' | 'dmp' | 'written';
  /** Used where neither the result nor the document has a date. */
  receivedAt: string;
}

/** Keeps a document that belongs to nobody yet: {@link fileDocument} gives it a patient. Its thread is settled, and what it changes traced. */
export async function keepDocument(
  tx: Tx,
  search: Search,
  act: Act,
  kept: DocumentToKeep,
): Promise<{ id: string; thread: ThreadMember[] }> {
  const { document } = kept;
  const id = act.ids.uuid();
  const person = personKeys(document.patient);
  await tx
    .insertInto('documents')
    .values({
      id,
      origin: kept.origin,
      patient_id: null,
      sha256: await putBlob(tx, kept.bytes),
      media_type: kept.mediaType,
      unique_id: document.documentId,
      set_id: document.setId,
      version: document.version,
      kind: document.kind,
      level: document.level,
      title: document.title,
      author: authorOf(document),
      document_date: document.date,
      model: JSON.stringify(document),
      abnormal: document.results.filter(isAbnormal).length,
      superseded_by: null,
      stored_at: act.at,
      person_ins: person.ins,
      person_traits: person.traits,
      cancelled: isCancelled(document) ? 1 : 0,
      critical: document.results.filter(isCritical).length,
      commented: document.results.some((r) => r.comments.length > 0) ? 1 : 0,
    })
    .execute();
  for (const uniqueId of new Set(document.replaces))
    await tx.insertInto('document_replaces').values({ document_id: id, unique_id: uniqueId }).execute();
  for (const a of kept.attachments)
    await tx
      .insertInto('attachments')
      .values({
        document_id: id,
        position: a.index,
        media_type: a.mediaType,
        file_name: a.fileName,
        sha256: await putBlob(tx, a.bytes),
      })
      .execute();
  for (const orderId of new Set(document.orderIds))
    await tx
      .insertInto('document_orders')
      .values({ document_id: id, order_id: orderId, laboratory: laboratoryOf(document) })
      .execute();
  // What its laboratory took back is kept in the document, never among the values of a patient.
  for (const result of document.results.filter((r) => !isWithdrawn(r)))
    await tx
      .insertInto('results')
      .values(resultRow(act.ids.uuid(), id, result, document.date ?? kept.receivedAt))
      .execute();
  await search.index(tx, 'document', id, documentWords(document));
  const thread = await settleThread(tx, id);
  await traceChanges(tx, act, thread, id);
  return { id, thread };
}

/** Who answered the order: a number of order means something for its laboratory only. */
const laboratoryOf = (d: ClinicalDocument): string =>
  d.custodian?.organisationId ?? d.custodian?.organisation ?? d.author?.organisation ?? '';

export const authorOf = (d: ClinicalDocument): string =>
  [d.author?.name, d.author?.organisation].filter(Boolean).join(', ') || (d.custodian?.organisation ?? '');

function resultRow(id: string, documentId: string, result: LabResult, fallbackDate: string) {
  const { value, range } = result;
  return {
    id,
    document_id: documentId,
    patient_id: null,
    result_key: result.key,
    loinc: result.loinc,
    label: result.label,
    value: value.value,
    comparator: value.comparator,
    unit: value.unit,
    text: value.text ?? [value.comparator, value.value, value.unit].filter(Boolean).join(' '),
    low: range?.low ?? null,
    high: range?.high ?? null,
    range_unit: range?.unit ?? null,
    flag: effectiveFlag(result),
    result_date: result.date ?? fallbackDate,
    laboratory: result.laboratory,
    method: result.method,
    isolate: result.isolate,
    status: result.status,
  };
}

/** The words a search should find: title, people, analytes, narrative. Traits stay in the encrypted base. */
export function documentWords(d: ClinicalDocument): string {
  const people = [d.author, d.custodian, d.prescriber, d.performer].flatMap((a) => [
    a?.name,
    a?.organisation,
  ]);
  const p = d.patient;
  return [
    d.title,
    ...people,
    p.birthName,
    p.usedName,
    p.firstNames,
    ...d.acts.map((a) => a.label),
    ...d.results.map((r) => r.label),
    ...d.sections.map(sectionWords),
  ]
    .filter(Boolean)
    .join(' ')
    .slice(0, 100_000);
}

const sectionWords = (s: Section): string =>
  [s.title ?? '', narrativeText(s.narrative), ...s.sections.map(sectionWords)].join(' ');
