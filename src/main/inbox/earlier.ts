import { analyteKey, sameAnalyte } from '../../shared/biology/analyteUnits';
import { earlierValues, type HistoryPoint } from '../../shared/biology/earlier';
import type { LabResult } from '../../shared/biology/result';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { currentResults, measurementOf } from '../records/history';
import { modelOf } from '../records/record';
import type { Row, Tx } from '../store/store';

/** How many earlier reports are looked at for what a panel held before. */
const PANELS_LOOKED_AT = 5;

/** What this patient's record held before a document. */
export interface Before {
  /** Earlier values by the key of a result, oldest first, in the unit of that result. */
  history: Record<string, HistoryPoint[]>;
  /** What the last report of a same panel held and this one does not, a sentence a panel. */
  missing: { labels: string[]; date: string }[];
  /** Was anything measured before? Nothing is « new » in a first report. */
  first: boolean;
}

/** Nobody's history, or none. */
export const nothingBefore: Before = { history: {}, missing: [], first: true };

/** Current values of earlier instants, never from a version that this document replaces. */
export async function beforeDocument(
  tx: Tx,
  patientId: string,
  stored: Row<'documents'>,
  document: ClinicalDocument,
): Promise<Before> {
  const codes = document.results.flatMap((r) => (r.loinc === null ? [] : sameAnalyte(r.loinc)));
  const replaced = new Set([stored.id, ...(await replacedDocuments(tx, stored, document))]);
  const rows = await currentResults(tx, patientId, [...new Set(codes)]);
  const measurements = Map.groupBy(rows.filter((r) => !replaced.has(r.document_id)).map(measurementOf), (m) =>
    analyteKey(m.loinc),
  );
  const history: Before['history'] = {};
  for (const result of document.results) {
    if (result.loinc === null || result.isolate !== null) continue;
    const date = result.date ?? document.date ?? stored.stored_at;
    const points = earlierValues(result, date, measurements.get(analyteKey(result.loinc)) ?? []);
    if (points.length > 0) history[result.key] = points;
  }
  const earlier = await earlierReports(tx, patientId, replaced, document.date ?? stored.stored_at);
  return { history, missing: missingFrom(document.results, earlier), first: earlier.length === 0 };
}

/** The last reports with results of earlier days, newest first. */
async function earlierReports(
  tx: Tx,
  patientId: string,
  replaced: ReadonlySet<string>,
  date: string,
): Promise<ClinicalDocument[]> {
  const rows = await tx
    .selectFrom('documents')
    .select('model')
    .where('patient_id', '=', patientId)
    .where('superseded_by', 'is', null)
    .where('cancelled', '=', 0)
    // Reports of one day complete each other.
    .where('document_date', '<', date.slice(0, 10))
    .where('id', 'not in', [...replaced])
    .where((e) =>
      e.exists(
        e.selectFrom('results').select('results.id').whereRef('results.document_id', '=', 'documents.id'),
      ),
    )
    .orderBy('document_date', 'desc')
    .limit(PANELS_LOOKED_AT)
    .execute();
  return rows.map(modelOf);
}

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim();
const identityOf = (r: LabResult): string => (r.loinc === null ? folded(r.label) : analyteKey(r.loinc));

/** Half a panel measured again is the same check-up; less is another order that shares its heading. */
const SAME_CHECK_UP = 0.5;

/** Analytes that the last report of the same panel held: the same check-up was done on a later day, they were not. */
function missingFrom(results: readonly LabResult[], earlier: readonly ClinicalDocument[]): Before['missing'] {
  const now = new Set(results.map(identityOf));
  const panels = new Set(results.flatMap((r) => (r.panel === null ? [] : [folded(r.panel)])));
  return [...panels].flatMap((panel): Before['missing'] => {
    const inPanel = (r: LabResult) => r.panel !== null && folded(r.panel) === panel && r.isolate === null;
    const last = earlier.find((d) => d.results.some(inPanel));
    const held = (last?.results ?? []).filter((r) => inPanel(r) && r.value.kind !== 'none');
    const gone = held.filter((r) => !now.has(identityOf(r)));
    if (!last?.date || gone.length === 0 || gone.length > held.length * SAME_CHECK_UP) return [];
    return [{ labels: [...new Set(gone.map((r) => r.label))], date: last.date }];
  });
}

/** What this document replaces, even while it is not filed yet and nothing is settled. */
async function replacedDocuments(
  tx: Tx,
  stored: Row<'documents'>,
  document: ClinicalDocument,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('documents')
    .select('id')
    .where('id', '!=', stored.id)
    .where((e) =>
      e.or([
        e('unique_id', 'in', document.replaces.length === 0 ? [''] : document.replaces),
        e('set_id', '=', stored.set_id ?? ''),
      ]),
    )
    .execute();
  return rows.map((r) => r.id);
}
