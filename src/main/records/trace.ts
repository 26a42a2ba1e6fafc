import type { LabResult } from '../../shared/biology/result';
import type { TracedChange } from '../../shared/contract/thread';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { Act } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Db, Tx } from '../store/store';
import { resultDifferences } from './difference';
import { compareVersions } from './thread';
import { sameHead, type ThreadMember } from './versions';

/**
 * Writes what a version that has just come changes in the one before it, and what the one after it – when it
 * comes late – had changed in it (E-BIO-08). Lines are never changed nor taken away, whatever is filed or undone.
 */
export async function traceChanges(
  tx: Tx,
  act: Act,
  members: readonly ThreadMember[],
  documentId: string,
): Promise<void> {
  const own = members.find((m) => m.id === documentId)!;
  const line = sameHead(members, documentId)
    .filter((m) => m.person === own.person)
    .sort(compareVersions);
  const at = line.indexOf(own);
  for (const [former, newer] of [
    [line[at - 1], own],
    [own, line[at + 1]],
  ] as const)
    if (former && newer) await tracePair(tx, act, former, newer);
}

async function tracePair(tx: Tx, act: Act, former: ThreadMember, newer: ThreadMember): Promise<void> {
  const changes = resultDifferences(
    (await model(tx, former.id)).results,
    (await model(tx, newer.id)).results,
  );
  for (const { key, label, change, before, after } of changes)
    await tx
      .insertInto('result_changes')
      .values({
        id: act.ids.uuid(),
        at: act.at,
        former_id: former.id,
        document_id: newer.id,
        result_key: key,
        label,
        change,
        before: before && wordsOf(before),
        after: after && wordsOf(after),
      })
      .execute();
  await append(tx, {
    ...signed(act),
    action: 'document.replaced',
    patientId: former.row.patient_id,
    subject: former.id,
    outcome: newer.id,
  });
}

async function model(tx: Tx, id: string): Promise<ClinicalDocument> {
  const row = await tx.selectFrom('documents').select('model').where('id', '=', id).executeTakeFirstOrThrow();
  return JSON.parse(row.model) as ClinicalDocument;
}

/** A result in words: value and unit as sent, then what of it may have changed alone. */
function wordsOf({ value, interpretation, status }: LabResult): string {
  const figure = [value.comparator, value.value, value.unit].filter(Boolean).join(' ');
  const said = value.value === null ? (value.code?.label ?? value.text ?? '') : figure;
  const ended = status === 'aborted' || status === 'obsolete' ? 'annulé' : null;
  return [said || 'non rendu', interpretation, ended].filter(Boolean).join(', ');
}

/** What was traced for a document, as the one replaced or as the one that replaces; oldest first. */
export async function tracedChanges(db: Db, documentId: string): Promise<TracedChange[]> {
  const rows = await db
    .selectFrom('result_changes')
    .innerJoin('documents as former', 'former.id', 'result_changes.former_id')
    .innerJoin('documents as newer', 'newer.id', 'result_changes.document_id')
    .selectAll('result_changes')
    .select(['former.version as former_version', 'newer.version as newer_version', 'newer.author'])
    .where((e) => e.or([e('former_id', '=', documentId), e('document_id', '=', documentId)]))
    .orderBy('result_changes.at')
    .orderBy('newer.version')
    .orderBy('result_changes.label')
    .execute();
  return rows.map((r) => ({
    at: r.at,
    who: r.author,
    formerVersion: r.former_version,
    version: r.newer_version,
    label: r.label,
    change: r.change,
    before: r.before,
    after: r.after,
  }));
}
