import type { HistoryPoint } from '../../shared/contract/inbox';
import type { AnalyteSeries } from '../../shared/contract/record';
import type { Db, Row } from '../store/store';

/** Current values of a patient that have a LOINC, oldest first; those of superseded documents are left out. */
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
    .where('results.loinc', 'is not', null)
    .orderBy('results.result_date');
  if (loincs) query = query.where('results.loinc', 'in', [...loincs]);
  return query.execute();
}

export const pointOf = (row: Row<'results'>): HistoryPoint => ({
  date: row.result_date,
  value: numberOf(row.value),
  text: row.text,
  unit: row.unit,
  low: numberOf(row.low),
  high: numberOf(row.high),
  flag: row.flag,
});

export const numberOf = (decimal: string | null): number | null => {
  const n = decimal === null ? Number.NaN : Number(decimal);
  return Number.isFinite(n) ? n : null;
};

/** One series an analyte and a unit: values in different units are never drawn on one line. */
export function seriesOf(rows: readonly Row<'results'>[]): AnalyteSeries[] {
  const series = new Map<string, AnalyteSeries>();
  for (const row of rows) {
    if (row.loinc === null) continue;
    const key = `${row.loinc}|${row.unit ?? ''}`;
    const known = series.get(key) ?? { loinc: row.loinc, label: row.label, unit: row.unit, points: [] };
    // The latest report's wording names the line.
    series.set(key, { ...known, label: row.label, points: [...known.points, pointOf(row)] });
  }
  return [...series.values()];
}
