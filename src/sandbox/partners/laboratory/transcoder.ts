import type { Coded } from '../writer/coded';
import { catalogues } from './catalogue';
import { isSite, type SiteName, sites } from './sites';

const LOINC = '2.16.840.1.113883.6.1';
const HEADER = 'laboratoire;code local;LOINC;libellé LOINC';
/** Far above any table a trainer would write. */
const MOST_LINES = 5_000;

/** A line of the table that was refused: its number from 1, and why, in French. */
export interface TableProblem {
  line: number;
  problem: string;
}

/** What left a laboratory under its own code for want of a LOINC. */
export interface Unmapped {
  site: SiteName;
  code: string;
  label: string;
  times: number;
}

export type LoincTable = ReadonlyMap<string, Coded>;

const key = (site: SiteName, code: string) => `${site}/${code}`;

/** The check digit of LOINC: Luhn's, over the digits before the hyphen. */
function isLoinc(code: string): boolean {
  const [, digits, check] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
  if (!digits) return false;
  const sum = [...digits].reverse().reduce((n, c, i) => {
    const doubled = Number(c) * (i % 2 ? 1 : 2);
    return n + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
}

/** Reads the table a trainer edits. A bad line is left out and told; the others stand. */
export function readTable(text: string): { table: LoincTable; problems: TableProblem[] } {
  const table = new Map<string, Coded>();
  const problems: TableProblem[] = [];
  const [header = '', ...lines] = text.replace(/^\ufeff/, '').split(/\r?\n/);
  if (header.trim() !== HEADER) problems.push({ line: 1, problem: `en-tête attendu : ${HEADER}` });
  if (lines.length > MOST_LINES)
    problems.push({ line: MOST_LINES + 2, problem: `lignes ignorées au-delà de ${MOST_LINES}` });
  lines.slice(0, MOST_LINES).forEach((line, n) => {
    if (!line.trim()) return;
    const problem = readLine(line, table);
    if (problem) problems.push({ line: n + 2, problem });
  });
  return { table, problems };
}

/** Adds one line to the table, or answers what is wrong with it. */
function readLine(line: string, table: Map<string, Coded>): string | null {
  const [site = '', local = '', code = '', ...rest] = line.split(';').map((c) => c.trim());
  const label = rest.join(' ; ');
  if (!isSite(site)) return `laboratoire inconnu : ${site} (connus : ${Object.keys(sites).join(', ')})`;
  if (!catalogues[site].has(local)) return `code local inconnu de ce laboratoire : ${local}`;
  if (!isLoinc(code)) return `ce n’est pas un code LOINC (clé fausse ou forme) : ${code}`;
  if (!label || label.length > 250) return 'libellé LOINC absent ou trop long';
  if (table.has(key(site, local))) return `code local déjà transcodé plus haut : ${local}`;
  table.set(key(site, local), { code, system: LOINC, label });
  return null;
}

/** Turns local codes into LOINC and keeps count of those it has no line for. */
export class Transcoder {
  readonly #unmapped = new Map<string, Unmapped>();

  /** `table` is asked at each analysis: an edited table counts from the next report on. */
  constructor(private readonly table: () => LoincTable) {}

  /** The LOINC of a local code; null when the table has none. */
  loinc(site: SiteName, code: string, label: string): Coded | null {
    const found = this.table().get(key(site, code));
    if (found) return found;
    const known = this.#unmapped.get(key(site, code));
    this.#unmapped.set(key(site, code), { site, code, label, times: (known?.times ?? 0) + 1 });
    return null;
  }

  /** What could not be mapped since the start, most frequent first. */
  unmapped(): Unmapped[] {
    return [...this.#unmapped.values()].sort((a, b) => b.times - a.times || a.code.localeCompare(b.code));
  }
}
