import type { HistoryPoint } from '../../shared/biology/earlier';
import type { LabResult } from '../../shared/biology/result';
import { type ResultLine, resultLines } from '../../shared/biology/twins';
import { frenchDecimal } from '../format/numbers';
import { drawn, valueText } from '../format/results';
import { frenchUnit } from '../format/units';

/** Rows under one printed heading, in the order of the report. */
export interface ResultGroup {
  readonly title: string;
  readonly lines: readonly ResultLine[];
}

const same = (a: string, b: string) => a.localeCompare(b, 'fr', { sensitivity: 'base' }) === 0;

/** The path printed by the laboratory: section, panel, isolate, each said once, though a section may already name the others. */
export function headingOf(r: LabResult): string {
  const parts = [r.section ?? r.chapter, r.panel, r.isolate].flatMap((p) => p?.split(' › ') ?? []);
  const said = parts.filter((p, i) => p !== '' && parts.findIndex((q) => same(p, q)) === i);
  return said.join(' › ') || 'Résultats';
}

/** Grouped as in the report: consecutive results under the same heading; the order is never changed. Two units of one result make one line. */
export function groupResults(results: readonly LabResult[]): ResultGroup[] {
  const groups: { title: string; lines: ResultLine[] }[] = [];
  for (const line of resultLines(results)) {
    const title = headingOf(line.result);
    const last = groups.at(-1);
    if (last && last.title === title) last.lines.push(line);
    else groups.push({ title, lines: [line] });
  }
  return groups;
}

export interface Previous {
  readonly text: string;
  readonly date: string | null;
  /** What must be said beside: how it was sent, or that another technique measured it. */
  readonly note: string | null;
}

/** The value before this one: from the record, else as the laboratory printed it. */
export function previousOf(r: LabResult, history: readonly HistoryPoint[]): Previous | null {
  const last = history.at(-1);
  if (last) return { text: historyText(last), date: last.date, note: historyNote(last) };
  const printed = r.previous.toSorted((a, b) => (b.date ?? '').localeCompare(a.date ?? ''))[0];
  return printed ? { text: valueText(printed.value), date: printed.date, note: null } : null;
}

/** In the unit of the column; with its own where it could not be said in it. */
const historyText = (p: HistoryPoint): string =>
  keptItsUnit(p) ? sentText(p.text) : p.text.replace(/\d+(\.\d+)?/g, (decimal) => frenchDecimal(decimal));

const keptItsUnit = (p: HistoryPoint): boolean => p.unit !== null && p.text.endsWith(` ${p.unit}`);

const historyNote = (p: HistoryPoint): string | null => {
  if (p.sent !== null) return `${p.comparable ? '' : 'non comparable, '}reçu ${sentText(p.sent)}`;
  if (keptItsUnit(p)) return 'non converti';
  return p.comparable || p.unit === null ? null : 'non comparable';
};

/** `0.90 g/L` → `0,90 g/L`. */
const sentText = (sent: string): string => {
  const [value = '', unit] = sent.split(/ (?=[^ ]*$)/);
  return [value.replace(/\d+(\.\d+)?/, (d) => frenchDecimal(d)), frenchUnit(unit)].filter(Boolean).join(' ');
};

/** Points of the drawn line: the record's, or the laboratory's earlier values, then this one. Only figures are drawn. */
export function seriesOf(
  r: LabResult,
  history: readonly HistoryPoint[],
  date: string | null,
): HistoryPoint[] {
  const earlier: HistoryPoint[] = history.length
    ? [...history]
    : r.previous
        .filter((p) => p.date !== null)
        .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
        .map((p) => ({
          date: p.date ?? '',
          value: p.value.unit === r.value.unit ? drawn(p.value.value) : null,
          text: valueText(p.value),
          unit: p.value.unit,
          low: null,
          high: null,
          flag: p.interpretation,
          sent: null,
          laboratory: r.laboratory,
          comparable: true,
        }));
  const now: HistoryPoint = {
    date: r.date ?? date ?? '',
    value: r.value.kind === 'quantity' ? drawn(r.value.value) : null,
    text: valueText(r.value),
    unit: r.value.unit,
    low: drawn(r.range?.low ?? null),
    high: drawn(r.range?.high ?? null),
    flag: r.interpretation ?? r.computed,
    sent: null,
    laboratory: r.laboratory,
    comparable: true,
  };
  return [...earlier, now].filter((p) => p.value !== null && p.comparable && p.date !== '');
}
