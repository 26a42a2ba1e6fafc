import { analyteKey } from '../../shared/biology/analyteUnits';
import { earlierValues, type HistoryPoint } from '../../shared/biology/earlier';
import type { AnalyteSeries } from '../../shared/biology/measurement';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';

/** Of the record's series, what came before a document, by the key of its results, in the unit of each. */
export function historyFromSeries(
  document: ClinicalDocument,
  documentId: string,
  series: readonly AnalyteSeries[],
): Record<string, HistoryPoint[]> {
  const history: Record<string, HistoryPoint[]> = {};
  for (const r of document.results) {
    if (r.loinc === null || r.isolate !== null) continue;
    const own = series.find((s) => s.analyte === analyteKey(r.loinc ?? ''));
    const others = own?.measurements.filter((m) => m.documentId !== documentId) ?? [];
    history[r.key] = earlierValues(r, r.date ?? document.date ?? '', others);
  }
  return history;
}
