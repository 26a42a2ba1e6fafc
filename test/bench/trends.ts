import { seriesOf } from '../../src/main/records/history';
import type { Row } from '../../src/main/store/store';
import { drawChart } from '../../src/renderer/format/trendChart';
import { analytes } from '../../src/shared/biology/analytes';
import { trendOf } from '../../src/shared/biology/trend';
import { timed } from './peer';

const frame = { width: 560, height: 210, left: 46, bottom: 20, margin: 14 };
const TABLE = analytes.filter((a) => a.codes.length > 1 && a.molarMass !== undefined);

/** Ten years of monthly reports, two laboratories in two units by turns. */
function rows(count: number): Row<'results'>[] {
  const perReport = Math.max(1, Math.ceil(count / 120));
  return Array.from({ length: count }, (_, i) => {
    const analyte = TABLE[(i % perReport) % TABLE.length]!;
    const month = Math.floor(i / perReport);
    const [loinc, property] = analyte.codes[month % 2]!;
    return {
      id: String(i),
      document_id: `d${month}`,
      patient_id: 'p',
      result_key: `${loinc}${i}`,
      loinc,
      label: analyte.label,
      value: `${(i % 90) + 1}.${i % 10}`,
      unit: property === 'MCnc' ? 'mg/L' : 'umol/L',
      text: '',
      low: '10',
      high: '50',
      range_unit: null,
      flag: null,
      result_date: new Date(Date.UTC(2016, month, 5)).toISOString(),
      comparator: null,
      laboratory: month % 2 ? 'Biolab' : 'Port',
      method: null,
      isolate: null,
      status: null,
    };
  });
}

/** From the rows of a record to its drawn charts: one line a size; a size that costs more a result than a smaller one shows. */
export function trends(say: (line: string) => void): void {
  for (const count of [100, 1_000, 10_000]) {
    const results = rows(count);
    const all = () => seriesOf(results).map((s) => drawChart(trendOf(s, null).points, frame));
    const placed = all().reduce((n, c) => n + (c?.marks.length ?? 0), 0);
    const time = timed(20, all);
    say(
      `tendances        ${String(count).padStart(6)} résultats : ${time.toFixed(2)} ms, ${((time * 1_000) / count).toFixed(1)} µs par résultat, ${placed} points placés`,
    );
  }
}
