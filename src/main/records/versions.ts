import type { Tx } from '../store/store';

/** What decides which version is current. */
export interface Version {
  id: string;
  uniqueId: string | null;
  setId: string | null;
  version: number | null;
  replaces: readonly string[];
}

/**
 * For each document the one that supersedes it, or null: a newer version of its set, or one that says it
 * replaces it. Order of arrival does not count; two that claim to replace each other settle nothing.
 */
export function currentVersions(documents: readonly Version[]): Map<string, string | null> {
  const out = new Map<string, string | null>();
  for (const old of documents) {
    const newer = documents
      .filter((d) => d.id !== old.id && supersedes(d, old) && !supersedes(old, d))
      .sort((a, b) => (b.version ?? 0) - (a.version ?? 0));
    out.set(old.id, newer[0]?.id ?? null);
  }
  return out;
}

function supersedes(newer: Version, old: Version): boolean {
  if (old.uniqueId !== null && newer.replaces.includes(old.uniqueId)) return true;
  const sameSet = old.setId !== null && newer.setId === old.setId;
  return sameSet && newer.version !== null && old.version !== null && newer.version > old.version;
}

/** Settles the versions among the documents of one patient: a document never supersedes another person's. */
export async function settleVersions(tx: Tx, patientId: string): Promise<void> {
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'unique_id', 'set_id', 'version', 'superseded_by'])
    .where('patient_id', '=', patientId)
    .execute();
  const links = await tx
    .selectFrom('document_replaces')
    .innerJoin('documents', 'documents.id', 'document_replaces.document_id')
    .select(['document_replaces.document_id', 'document_replaces.unique_id'])
    .where('documents.patient_id', '=', patientId)
    .execute();
  const current = currentVersions(
    rows.map((r) => ({
      id: r.id,
      uniqueId: r.unique_id,
      setId: r.set_id,
      version: r.version,
      replaces: links.filter((l) => l.document_id === r.id).map((l) => l.unique_id),
    })),
  );
  for (const row of rows) {
    const by = current.get(row.id) ?? null;
    if (by !== row.superseded_by)
      await tx.updateTable('documents').set({ superseded_by: by }).where('id', '=', row.id).execute();
  }
}

/** Gives a document, and its results, to a patient, or to nobody; versions are settled on both sides. */
export async function fileDocument(tx: Tx, documentId: string, patientId: string | null): Promise<void> {
  const before = await tx
    .selectFrom('documents')
    .select('patient_id')
    .where('id', '=', documentId)
    .executeTakeFirstOrThrow();
  await tx
    .updateTable('documents')
    .set({ patient_id: patientId, superseded_by: null })
    .where('id', '=', documentId)
    .execute();
  await tx
    .updateTable('results')
    .set({ patient_id: patientId })
    .where('document_id', '=', documentId)
    .execute();
  for (const patient of new Set([before.patient_id, patientId]))
    if (patient !== null) await settleVersions(tx, patient);
}
