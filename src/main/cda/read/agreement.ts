import { printedNumbers } from './decimal';

const months = [
  'janv',
  'févr',
  'mars',
  'avri',
  'mai',
  'juin',
  'juil',
  'août',
  'sept',
  'octo',
  'nove',
  'déce',
];
const SPOKEN =
  /\b(?:(\d{1,2})(?:er)?\s+)?(janv|f[ée]vr|mars|avr|mai|juin|juil|ao[ûu]t|sept|oct|nov|d[ée]c)[a-zéûà.]*\s+(\d{4})\b/gi;
const WRITTEN = /\b(?:(\d{1,2})[/.-])?(\d{1,2})[/.-](\d{4})\b/g;
const ISO = /\b(\d{4})-(\d{2})-(\d{2})\b/g;
/** What stands in brackets is about the source: an authorisation, an identifier. */
const BRACKETS = /\[[^\]]*\]/g;
/** Dates of a machine, of a text of law, of a person. */
const OF_SOMETHING_ELSE =
  /(?:mise? en service|arrêté|décret|publiée?|née?)\s+(?:le|du|au)\s+\d{1,2}[/.-]\d{1,2}[/.-]\d{4}/gi;
const two = (n: string | number) => String(n).padStart(2, '0');

/** Dates printed in a French text, ISO, as precise as written to the month: `12/03/2019`, « mars 2019 ». */
export function printedDates(text: string): string[] {
  const spoken = [...text.matchAll(SPOKEN)].map(([, day, month = '', year]) => {
    const plain = month.toLowerCase().replace('fevr', 'févr').replace('aout', 'août').replace('dec', 'déc');
    const index = months.findIndex((m) => m.startsWith(plain));
    return `${year}-${two(index + 1)}${day ? `-${two(day)}` : ''}`;
  });
  const written = [...text.matchAll(WRITTEN)]
    .filter(([, , month]) => Number(month) <= 12)
    .map(([, day, month, year]) => `${year}-${two(month!)}${day ? `-${two(day)}` : ''}`);
  const iso = [...text.matchAll(ISO)].map(([date]) => date);
  return [...spoken, ...written, ...iso];
}

/**
 * Does the line print none of the dates of the entry, while it prints dates? Decided only where both are known to
 * the month at least, and where one precision contains the other.
 */
export function datesDiffer(line: string, dates: readonly (string | null)[]): boolean {
  const known = dates.filter((d): d is string => d !== null && d.length >= 7).map((d) => d.slice(0, 10));
  const printed = printedDates(line.replace(BRACKETS, ' ').replace(OF_SOMETHING_ELSE, ' '));
  if (known.length === 0 || printed.length === 0) return false;
  return !known.some((d) => printed.some((p) => p.startsWith(d) || d.startsWith(p)));
}

/** A length in cm printed in m, a weight in g printed in kg: not another value. Ten times as much is one. */
const SCALES = [1, 100, 1_000, 0.01, 0.001];

/** Numbers that stand alone: `Mod.55`, `SatO2` and `223-Y87609` name things, and dates and brackets are no measure. */
function printedQuantities(line: string): number[] {
  const rest = [ISO, WRITTEN, SPOKEN, BRACKETS].reduce((text, one) => text.replace(one, ' ; '), line);
  return printedNumbers(rest.replace(/[\p{L}_]+[.-]?\d[\p{L}\d.,-]*|\d[\d.,]*-[\p{L}\d-]+/gu, ' ; '));
}

/** Does the line print numbers, none of which is the quantity of the entry? */
export function numberDiffers(line: string, value: string): boolean {
  const wanted = Math.abs(Number(value));
  const numbers = printedQuantities(line);
  if (numbers.length === 0 || !Number.isFinite(wanted)) return false;
  return !numbers.some((n) =>
    SCALES.some((scale) => Math.abs(n * scale - wanted) < 1e-9 * Math.max(1, wanted)),
  );
}
