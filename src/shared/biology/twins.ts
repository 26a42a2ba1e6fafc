import { analyteKey } from './analyteUnits';
import type { LabResult } from './result';
import { areTwins } from './trend';

/** A printed line of a report: one result, or the two units in which the laboratory gave it. */
export interface ResultLine {
  readonly result: LabResult;
  readonly twin: LabResult | null;
}

/**
 * Results in the order of the report, the same one in two units on one line (E-BIO-05): same printed name, same place, same
 * instant, another unit. Where the analyte is known the two must also say the same; where it is not, the laboratory's own
 * name is all there is, and both values stay in sight.
 */
export function resultLines(results: readonly LabResult[]): ResultLine[] {
  const paired = new Set<LabResult>();
  return results.flatMap((result, i): ResultLine[] => {
    if (paired.has(result)) return [];
    const twin = results.slice(i + 1).find((other) => !paired.has(other) && saidTwice(result, other)) ?? null;
    if (twin !== null) paired.add(twin);
    return [{ result, twin }];
  });
}

function saidTwice(a: LabResult, b: LabResult): boolean {
  const quantities =
    a.value.kind === 'quantity' && b.value.kind === 'quantity' && a.value.unit !== b.value.unit;
  if (!quantities || a.value.unit === null || b.value.unit === null) return false;
  if (a.label !== b.label || a.date !== b.date || a.section !== b.section || a.isolate !== b.isolate)
    return false;
  const key = (r: LabResult) => (r.loinc === null ? null : analyteKey(r.loinc));
  const unknown = [a, b].every((r) => key(r)?.startsWith('loinc:') ?? true);
  return unknown ? a.code?.code !== b.code?.code : key(a) === key(b) && areTwins(measured(a), measured(b));
}

const measured = (r: LabResult) => ({
  documentId: '',
  key: r.key,
  date: r.date ?? '',
  loinc: r.loinc ?? '',
  label: r.label,
  value: r.value.value,
  comparator: r.value.comparator,
  unit: r.value.unit,
  text: '',
  low: null,
  high: null,
  rangeUnit: null,
  flag: null,
  laboratory: r.laboratory,
  method: r.method,
});
