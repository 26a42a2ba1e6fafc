import type { Difference, ThreadVersion } from '../../shared/contract/thread';
import type { ClinicalDocument, Warning } from '../../shared/documents/clinicalDocument';
import { displayName } from '../../shared/identity/patient';
import { patientOf } from '../patients/row';
import { resultDifferences, sectionDifferences } from '../records/difference';
import { modelOf } from '../records/record';
import { compareVersions } from '../records/thread';
import { sameHead, type ThreadMember, threadOf } from '../records/versions';
import type { Row, Tx } from '../store/store';
import { linesOf } from './lines';

type Line = Row<'inbox_items'>;

export interface ThreadView {
  /** Newest first; empty when the document is alone. */
  versions: ThreadVersion[];
  /** Of the current version only. */
  difference: Difference | null;
  warnings: Warning[];
}

/** The thread of a document as a screen shows it: its versions, what the newest changes, what to beware of. */
export async function threadView(
  tx: Tx,
  documentId: string,
  document: ClinicalDocument,
): Promise<ThreadView> {
  const members = await threadOf(tx, documentId);
  const own = members.find((m) => m.id === documentId)!;
  // Another person's version is warned of, never offered as a copy of this one.
  const versions = sameHead(members, documentId)
    .filter((m) => m.person === own.person)
    .sort((a, b) => (a.head === a.id ? -1 : b.head === b.id ? 1 : compareVersions(b, a)));
  const likely = await likelyVersions(tx, own);
  const shown = [...versions, ...likely];
  const lines = await linesOf(
    tx,
    shown.map((m) => m.id),
  );
  const names = await namesOf(tx, shown);
  const of = (m: Shown, standing: ThreadVersion['standing']) =>
    versionOf(m, standing, lines.get(m.id), names.get(m.row.patient_id ?? ''));
  return {
    versions:
      shown.length < 2
        ? []
        : [
            ...versions.map((m) =>
              of(m, m.row.cancelled === 1 ? 'cancelled' : m.head === m.id ? 'current' : 'replaced'),
            ),
            ...likely.map((m) => of(m, 'likely')),
          ],
    difference: own.head === own.id ? await differenceOf(tx, versions.slice(1), lines, own, document) : null,
    warnings: [...newerWarning(own, lines), ...likelyWarning(likely)],
  };
}

type Shown = Pick<ThreadMember, 'id' | 'row'>;

function versionOf(
  { id, row }: Shown,
  standing: ThreadVersion['standing'],
  line: Line | undefined,
  recordName: string | undefined,
): ThreadVersion {
  return {
    documentId: id,
    itemId: line?.id ?? null,
    version: row.version,
    title: row.title,
    date: row.document_date,
    receivedAt: line?.received_at ?? row.stored_at,
    author: row.author,
    standing,
    patientName: recordName ?? line?.patient_name ?? '',
    patientId: row.patient_id,
    acknowledged: line === undefined || line.acknowledged === 1,
  };
}

async function namesOf(tx: Tx, shown: readonly Shown[]): Promise<Map<string, string>> {
  const ids = shown.flatMap(({ row }) => row.patient_id ?? []);
  if (ids.length === 0) return new Map();
  const rows = await tx.selectFrom('patients').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((r) => [r.id, displayName(patientOf(r))]));
}

/** Since the version last acknowledged: that is what was read; when none was, since the one before. */
async function differenceOf(
  tx: Tx,
  older: readonly ThreadMember[],
  lines: ReadonlyMap<string, Line>,
  own: ThreadMember,
  document: ClinicalDocument,
): Promise<Difference | null> {
  const read = older.find((m) => lines.get(m.id)?.acknowledged === 1);
  const since = read ?? older[0];
  if (since === undefined) return null;
  const row = await tx
    .selectFrom('documents')
    .select('model')
    .where('id', '=', since.id)
    .executeTakeFirstOrThrow();
  const former = modelOf(row);
  const results = resultDifferences(former.results, document.results);
  const touched = results.filter((r) => r.after !== null).length;
  return {
    since: {
      documentId: since.id,
      version: since.row.version,
      date: since.row.document_date,
      acknowledged: read !== undefined,
    },
    cancelled: own.row.cancelled === 1,
    results,
    // The narrative of a laboratory repeats its results: only other documents are compared by their words.
    sections:
      document.results.length > 0 || former.results.length > 0
        ? []
        : sectionDifferences(former.sections, document.sections),
    unchanged: document.results.length - touched,
  };
}

/** A version that arrived late is never read as the current one. */
function newerWarning(own: ThreadMember, lines: ReadonlyMap<string, Line>): Warning[] {
  if (own.head === own.id) return [];
  const waiting = lines.get(own.head)?.patient_id === null;
  const where = waiting ? '\u202f; elle attend d’être classée.' : '.';
  return [{ code: 'superseded', message: `Une version plus récente de ce document est arrivée${where}` }];
}

/** Same order, same laboratory, same person, but neither set nor replacement ties them: perhaps a version, only said. */
async function likelyVersions(tx: Tx, own: ThreadMember): Promise<Shown[]> {
  if (own.setId !== null || (own.ins === null && own.traits === null)) return [];
  const orders = tx
    .selectFrom('document_orders')
    .select(['order_id', 'laboratory'])
    .where('document_id', '=', own.id);
  const rows = await tx
    .selectFrom('document_orders')
    .innerJoin(orders.as('own'), (j) =>
      j
        .onRef('own.order_id', '=', 'document_orders.order_id')
        .onRef('own.laboratory', '=', 'document_orders.laboratory'),
    )
    .innerJoin('documents', 'documents.id', 'document_orders.document_id')
    .selectAll('documents')
    .distinct()
    .where('documents.id', '!=', own.id)
    .where('documents.kind', '=', own.row.kind)
    .where((e) => e.or([e('person_ins', '=', own.ins ?? ''), e('person_traits', '=', own.traits ?? '')]))
    .limit(10)
    .execute();
  return rows.map((row) => ({ id: row.id, row }));
}

const likelyWarning = (likely: readonly Shown[]): Warning[] =>
  likely.length === 0
    ? []
    : [
        {
          code: 'likely-version',
          message:
            'Un autre compte rendu répond à la même demande, du même laboratoire\u202f: peut-être une version précédente. Les deux restent courants.',
        },
      ];
