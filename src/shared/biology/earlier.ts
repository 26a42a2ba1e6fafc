import { z } from 'zod';
import type { Measurement } from './measurement';
import type { LabResult } from './result';
import { laneOf, pointsIn, type TrendPoint } from './trend';

/** An earlier value of one analyte in this patient's record, in the unit of the report it stands beside. */
export const historyPointSchema = z.object({
  date: z.string(),
  /** For drawing and for telling a change; null when it is words, a bound (`< 1,0`), or cannot be said in this unit. */
  value: z.number().nullable(),
  /** Decimal or words to show. */
  text: z.string(),
  unit: z.string().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  flag: z.string().nullable(),
  /** As the laboratory sent it, with its unit, where `text` was converted. */
  sent: z.string().nullable(),
  laboratory: z.string().nullable(),
  /** Same technique as the result it stands beside: the two make one curve. */
  comparable: z.boolean(),
});
export type HistoryPoint = z.infer<typeof historyPointSchema>;

/** What came before a result, oldest first: same analyte, an earlier instant, in the unit of the result. */
export function earlierValues(
  result: Pick<LabResult, 'loinc' | 'method' | 'laboratory' | 'value'>,
  date: string,
  measurements: readonly Measurement[],
): HistoryPoint[] {
  if (result.loinc === null) return [];
  const lane = laneOf({ ...result, loinc: result.loinc });
  const before = measurements.filter((m) => m.date < date);
  return pointsIn(before, result.value.unit).map((p) => historyPoint(p, result.value.unit, lane));
}

function historyPoint(p: TrendPoint, unit: string | null, lane: string): HistoryPoint {
  const { sent } = p;
  const converted = p.value !== null && p.conversion !== 'none';
  const bound = sent.comparator === null ? '' : `${sent.comparator} `;
  const own = [sent.value === null ? sent.text : `${bound}${sent.value}`, sent.unit]
    .filter(Boolean)
    .join(' ');
  return {
    date: sent.date,
    value: sent.comparator === null ? p.y : null,
    text: p.value === null ? own : `${bound}${p.value}`,
    unit: p.value === null ? sent.unit : unit,
    low: p.low === null ? null : Number(p.low),
    high: p.high === null ? null : Number(p.high),
    flag: sent.flag,
    sent: converted ? own : null,
    laboratory: sent.laboratory,
    comparable: p.lane === lane && p.value !== null,
  };
}
