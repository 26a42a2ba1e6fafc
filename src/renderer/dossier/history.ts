import type { HistoryPoint } from '../../shared/contract/inbox';
import type { AnalyteSeries } from '../../shared/contract/record';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';

/** Of the record's series, what came before a document, by the key of its results. Same LOINC and same unit only. */
export function historyFromSeries(
  document: ClinicalDocument,
  series: readonly AnalyteSeries[],
): Record<string, HistoryPoint[]> {
  const history: Record<string, HistoryPoint[]> = {};
  for (const r of document.results) {
    const date = (r.date ?? document.date ?? '').slice(0, 10);
    const points = series.find((s) => s.loinc === r.loinc && r.loinc !== null)?.points ?? [];
    history[r.key] = points.filter((p) => p.date.slice(0, 10) < date && p.unit === r.value.unit);
  }
  return history;
}
