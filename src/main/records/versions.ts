import type { DocumentPatient } from '../../shared/documents/clinicalDocument';
import { searchKey } from '../../shared/identity/traits';
import type { Row, Tx } from '../store/store';
import { currentVersions, personsOf, type Version } from './thread';

/** A document of a thread, as the store has it. */
export interface ThreadMember extends Version {
  row: Omit<Row<'documents'>, 'model'>;
  /** The one that is current in its place, itself when it is current. */
  head: string;
  /** Key of the person it names: to compare inside this thread only. */
  person: string;
}

/** Keys by which versions of one thread are known to name one person; null where the document says too little. */
export function personKeys(patient: DocumentPatient): { ins: string | null; traits: string | null } {
  const { ins, insDoubtful, birthName, birthDate } = patient;
  const given = patient.firstGivenName ?? patient.firstNames?.trim().split(/\s+/)[0];
  const names = [birthName, given].map((n) => searchKey(n ?? ''));
  return {
    ins: ins && !insDoubtful ? ins.value.toUpperCase() : null,
    traits: birthDate && names.every(Boolean) ? [...names, birthDate].join('|') : null,
  };
}

/**
 * Every version that hangs together with a document: same set for the same person, replacing or replaced, same
 * uniqueId. Heads are computed from the documents alone.
 */
export async function threadOf(tx: Tx, documentId: string): Promise<ThreadMember[]> {
  const rows = await connected(tx, documentId);
  const ids = rows.map((r) => r.id);
  const alone = ids.length === 1;
  const links = alone
    ? []
    : await tx.selectFrom('document_replaces').selectAll().where('document_id', 'in', ids).execute();
  const upheld = alone
    ? []
    : await tx.selectFrom('versions_upheld').selectAll().where('document_id', 'in', ids).execute();
  const versions = rows.map((row): Version & { row: ThreadMember['row'] } => ({
    row,
    id: row.id,
    uniqueId: row.unique_id,
    setId: row.set_id,
    version: row.version,
    date: row.document_date,
    replaces: links.filter((l) => l.document_id === row.id).map((l) => l.unique_id),
    ins: row.person_ins,
    traits: row.person_traits,
    upheldAgainst: upheld.filter((u) => u.document_id === row.id).map((u) => u.against),
  }));
  const heads = currentVersions(versions);
  const persons = personsOf(versions);
  return versions.map((v) => ({ ...v, head: heads.get(v.id) ?? v.id, person: persons.get(v.id)! }));
}

const columns = [
  'id',
  'origin',
  'patient_id',
  'sha256',
  'media_type',
  'unique_id',
  'set_id',
  'version',
  'kind',
  'level',
  'title',
  'author',
  'document_date',
  'abnormal',
  'superseded_by',
  'stored_at',
  'person_ins',
  'person_traits',
  'cancelled',
  'critical',
  'commented',
] as const;

async function connected(tx: Tx, documentId: string): Promise<ThreadMember['row'][]> {
  const known = new Map<string, ThreadMember['row']>();
  let next = await tx.selectFrom('documents').select(columns).where('id', '=', documentId).execute();
  while (next.length > 0) {
    const found: ThreadMember['row'][] = [];
    for (const row of next) known.set(row.id, row);
    for (const row of next) found.push(...(await neighbours(tx, row)));
    next = [...new Map(found.map((r) => [r.id, r])).values()].filter((r) => !known.has(r.id));
  }
  return [...known.values()];
}

/** One question with an index behind each of its terms: it is asked for every document that arrives. */
async function neighbours(tx: Tx, row: ThreadMember['row']): Promise<ThreadMember['row'][]> {
  const { id, unique_id, set_id, person_ins, person_traits } = row;
  const named = person_ins !== null || person_traits !== null;
  return tx
    .selectFrom('documents')
    .select(columns)
    .where((e) =>
      e.or([
        e(
          'unique_id',
          'in',
          e
            .selectFrom('document_replaces')
            .select('document_replaces.unique_id')
            .where('document_id', '=', id),
        ),
        ...(unique_id === null
          ? []
          : [
              e('unique_id', '=', unique_id),
              e(
                'id',
                'in',
                e
                  .selectFrom('document_replaces')
                  .select('document_id')
                  .where('document_replaces.unique_id', '=', unique_id),
              ),
            ]),
        // A set that a sender gives to everybody by mistake must not tie its patients together.
        ...(set_id === null || !named
          ? []
          : [
              e.and([
                e('set_id', '=', set_id),
                e.or([e('person_ins', '=', person_ins), e('person_traits', '=', person_traits)]),
              ]),
            ]),
      ]),
    )
    .execute();
}

/** Writes which versions of a document's thread are replaced, and which take all their results back. Answers the thread as it is then. */
export async function settleThread(tx: Tx, documentId: string): Promise<ThreadMember[]> {
  const members = await threadOf(tx, documentId);
  if (members.length === 1) return members;
  const standing = await resultCounts(
    tx,
    members.map((m) => m.id),
  );
  for (const m of members) {
    const superseded = m.head === m.id ? null : m.head;
    // A structured report without a result that stands, in the place of one that had some, takes them all back.
    const takesBack =
      m.row.kind === 'biology' &&
      m.row.level === 'N3' &&
      !standing.has(m.id) &&
      members.some((old) => old.head === m.id && standing.has(old.id));
    const cancelled = m.row.cancelled === 1 || takesBack ? 1 : 0;
    if (superseded === m.row.superseded_by && cancelled === m.row.cancelled) continue;
    m.row = { ...m.row, superseded_by: superseded, cancelled };
    await tx
      .updateTable('documents')
      .set({ superseded_by: superseded, cancelled })
      .where('id', '=', m.id)
      .execute();
  }
  return members;
}

/** Documents that have at least one result that stands. */
async function resultCounts(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('results')
    .select('document_id')
    .distinct()
    .where('document_id', 'in', ids)
    .execute();
  return new Set(rows.map((r) => r.document_id));
}

/** Versions that one line stands for: those whose head is the same, the head included. */
export const sameHead = (members: readonly ThreadMember[], id: string): ThreadMember[] => {
  const head = members.find((m) => m.id === id)?.head;
  return members.filter((m) => m.head === head);
};

/** Gives a document, and its results, to a patient, or to nobody. Which version is current does not depend on it. */
export async function fileDocument(tx: Tx, documentId: string, patientId: string | null): Promise<void> {
  await tx.updateTable('documents').set({ patient_id: patientId }).where('id', '=', documentId).execute();
  await tx
    .updateTable('results')
    .set({ patient_id: patientId })
    .where('document_id', '=', documentId)
    .execute();
}
