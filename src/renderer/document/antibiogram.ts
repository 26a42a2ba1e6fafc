import type { LabResult } from '../../shared/biology/result';

/** Words of the three categories; « I » is today « sensible à forte posologie » (cda-cr-bio.md §6). */
export const susceptibility: Readonly<Record<string, { word: string; tone: '' | 'wait' | 'odd' }>> = {
  S: { word: 'sensible', tone: '' },
  I: { word: 'sensible à forte posologie', tone: 'wait' },
  R: { word: 'résistant', tone: 'odd' },
};

export interface AntibiogramRow {
  readonly antibiotic: string;
  /** One cell a germ, in the order of `germs`; several results where the laboratory gave several. */
  readonly cells: readonly (readonly LabResult[])[];
}

export interface Antibiogram {
  readonly germs: readonly string[];
  readonly rows: readonly AntibiogramRow[];
}

/** Withdrawn results are no advice on a treatment. */
const standing = (r: LabResult) => r.status !== 'aborted' && r.status !== 'obsolete';

/**
 * Germ × antibiotic, in the order of the report, from the results of an isolate that were read S, I or R.
 * Null when the report has none. A summary: every result keeps its own line below.
 */
export function antibiogramOf(results: readonly LabResult[]): Antibiogram | null {
  const read = results.filter(
    (r) => r.isolate !== null && standing(r) && Object.hasOwn(susceptibility, r.interpretation ?? ''),
  );
  if (read.length === 0) return null;
  const germs = [...new Set(read.map((r) => r.isolate!))];
  const antibiotics = [...new Set(read.map((r) => r.label))];
  const rows = antibiotics.map((antibiotic) => ({
    antibiotic,
    cells: germs.map((germ) => read.filter((r) => r.label === antibiotic && r.isolate === germ)),
  }));
  return { germs, rows };
}
