import { analyteKey } from '../../shared/biology/analyteUnits';
import type { AnalyteSeries, Measurement } from '../../shared/biology/measurement';
import type { Db, Row } from '../store/store';

/** Cancelled by the laboratory: never a value of the patient. */
const GONE = ['aborted', 'obsolete', 'nullified'];

/**
 * Current values of a patient that have a LOINC, oldest first. Left out: those of superseded or cancelled documents, those
 * the laboratory cancelled, and what was measured on a germ (an antibiotic's concentration is no value of the patient).
 */
export async function currentResults(
  db: Db,
  patientId: string,
  loincs?: readonly string[],
): Promise<Row<'results'>[]> {
  if (loincs?.length === 0) return [];
  let query = db
    .selectFrom('results')
    .innerJoin('documents', 'documents.id', 'results.document_id')
    .selectAll('results')
    .where('results.patient_id', '=', patientId)
    .where('documents.superseded_by', 'is', null)
    .where('documents.cancelled', '=', 0)
    .where('results.loinc', 'is not', null)
    .where('results.isolate', 'is', null)
    .where((e) => e.or([e('results.status', 'is', null), e('results.status', 'not in', GONE)]))
    .orderBy('results.result_date')
    .orderBy('results.document_id');
  if (loincs) query = query.where('results.loinc', 'in', [...loincs]);
  return query.execute();
}

export const measurementOf = (row: Row<'results'>): Measurement => ({
  documentId: row.document_id,
  key: row.result_key,
  date: row.result_date,
  loinc: row.loinc ?? '',
  label: row.label,
  value: row.value,
  comparator: row.comparator,
  unit: row.unit,
  text: row.text,
  low: row.low,
  high: row.high,
  rangeUnit: row.range_unit,
  flag: row.flag,
  laboratory: row.laboratory,
  method: row.method,
});

/** One series an analyte, across its LOINC codes, units and laboratories; nothing is converted here. */
export function seriesOf(rows: readonly Row<'results'>[]): AnalyteSeries[] {
  const series = new Map<string, AnalyteSeries & { measurements: Measurement[] }>();
  for (const row of rows) {
    if (row.loinc === null) continue;
    const analyte = analyteKey(row.loinc);
    const known = series.get(analyte);
    // The latest report's wording names the line.
    if (known) {
      known.label = row.label;
      known.measurements.push(measurementOf(row));
    } else series.set(analyte, { analyte, label: row.label, measurements: [measurementOf(row)] });
  }
  return [...series.values()];
}
