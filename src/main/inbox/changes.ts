import type { HistoryPoint } from '../../shared/biology/earlier';
import {
  direction,
  isAbnormal,
  isCritical,
  type LabResult,
  outOfInterval,
} from '../../shared/biology/result';
import { resultLines } from '../../shared/biology/twins';
import type { Change } from '../../shared/contract/inbox';
import { frenchDate } from '../../shared/french';
import type { Before } from './earlier';

/** Below this relative difference a normal value is called stable. */
const STABLE = 0.1;

/** The gravest first: what must be read now, what moved, what is not there, what is new, what is as before. */
const ranks = [
  'critical', 'leaves', 'jumps', 'first-out', 'apart', 'stays-out', 'missing', 'apart-in', 'new', 'returns', 'stable',
] as const; // biome-ignore format: one list
interface Ranked extends Change {
  rank: (typeof ranks)[number];
}

/** What changed since the last comparable values, in a few words each. Values of another technique are said to be so, and compared with nothing. */
export function changesOf(all: readonly LabResult[], before: Before): Change[] {
  // What the laboratory says in two units is told once.
  const results = resultLines(all).map(({ result }) => result);
  const told = results.flatMap((r) => changeOf(r, before));
  const missing = before.missing.map(
    ({ labels, date }): Ranked => ({
      rank: 'missing',
      tone: 'missing',
      text: `Absent, présent le ${frenchDate(date)}\u202f: ${named(labels)}`,
      resultKey: null,
    }),
  );
  const together = [
    ...gathered('apart-in', 'new', 'Non comparable à la valeur précédente', apartIn(results, before)),
    ...gathered('new', 'new', 'Jamais mesuré avant', neverMeasured(results, before)),
    ...gathered('stable', 'stable', 'Stable', stable(results, before)),
  ];
  return [...told, ...missing, ...together]
    .sort((a, b) => ranks.indexOf(a.rank) - ranks.indexOf(b.rank))
    .map(({ rank: _, ...change }) => change);
}

const NAMED = 4;
/** A sentence stays short: four names, then a number. */
const named = (labels: readonly string[]): string => {
  const all = [...new Set(labels)];
  const more = all.length - NAMED;
  return all.slice(0, NAMED).join(', ') + (more > 0 ? ` et ${more} autre${more > 1 ? 's' : ''}` : '');
};

/** What asks for no act is said in one sentence for all. */
const gathered = (rank: Ranked['rank'], tone: Change['tone'], says: string, of: LabResult[]): Ranked[] =>
  of.length === 0
    ? []
    : [{ rank, tone, text: `${says}\u202f: ${named(of.map((r) => r.label))}`, resultKey: of[0]!.key }];

const lastComparable = (r: LabResult, before: Before): HistoryPoint | null =>
  before.history[r.key]?.findLast((p) => p.comparable) ?? (before.history[r.key] ? null : printedBefore(r));

function changeOf(r: LabResult, before: Before): Ranked[] {
  const say = (rank: Ranked['rank'], tone: Change['tone'], text: string): Ranked[] => [
    { rank, tone, text, resultKey: r.key },
  ];
  const { label } = r;
  // An antibiotic is read S, I or R, with or without a concentration: the reading is the result, and has no interval.
  if (r.isolate !== null && r.status !== 'aborted' && /^[SIR]$/.test(r.interpretation ?? ''))
    return r.interpretation === 'R' ? say('first-out', 'high', `${label}\u202f: résistant`) : [];
  if (isAbsent(r)) return say('missing', 'missing', `${label} demandée, absente`);
  if (isCritical(r)) return say('critical', 'critical', `${label}\u202f: valeur critique`);
  const out = isAbnormal(r);
  const side = direction(r) < 0 ? 'low' : 'high';
  const last = lastComparable(r, before);
  if (last === null) {
    if (!out) return [];
    const other = before.history[r.key]?.at(-1);
    if (other)
      return say('apart', side, `${label} hors de l’intervalle, non comparable au ${frenchDate(other.date)}`);
    const never = before.first || r.loinc === null ? '' : ', jamais mesurée avant';
    return say('first-out', side, `${label} hors de l’intervalle${never}`);
  }
  const since = last.date ? ` depuis le ${frenchDate(last.date)}` : '';
  const wasOut = isOut(last);
  const jump = jumpOf(r, last);
  if (out && !wasOut) return say('leaves', side, `${label}${jump ? ` ${jump} et` : ''} sort de l’intervalle`);
  if (jump)
    return say(
      'jumps',
      jump === 'doublée' ? 'high' : 'low',
      `${label} ${jump}${since}${out ? '' : ', dans l’intervalle'}`,
    );
  if (out) return say('stays-out', side, `${label} toujours hors de l’intervalle`);
  if (wasOut) return say('returns', 'new', `${label} revient dans l’intervalle`);
  return [];
}

const isOut = (p: HistoryPoint): boolean => outOfInterval(p.flag);

const numberOf = (r: LabResult): number | null =>
  r.value.kind === 'quantity' && r.value.value !== null && r.value.comparator === null
    ? Number(r.value.value)
    : null;

/** Bounds (`< 1,0`) double nothing. */
function jumpOf(r: LabResult, last: HistoryPoint): 'doublée' | 'divisée par deux' | null {
  const now = numberOf(r);
  if (now === null || last.value === null || last.value <= 0 || now <= 0) return null;
  return now >= 2 * last.value ? 'doublée' : now <= last.value / 2 ? 'divisée par deux' : null;
}

/** Asked for and not given, or taken back by the laboratory. */
const isAbsent = (r: LabResult): boolean =>
  r.value.kind === 'none' || r.status === 'aborted' || r.status === 'obsolete';

const quiet = (r: LabResult): boolean => !isAbsent(r) && !isAbnormal(r);

/** Measured before by another technique, or by a laboratory that names none. */
const apartIn = (results: readonly LabResult[], before: Before): LabResult[] =>
  results.filter(
    (r) => quiet(r) && lastComparable(r, before) === null && before.history[r.key] !== undefined,
  );

const neverMeasured = (results: readonly LabResult[], before: Before): LabResult[] =>
  before.first
    ? []
    : results.filter(
        (r) =>
          quiet(r) &&
          r.loinc !== null &&
          r.isolate === null &&
          before.history[r.key] === undefined &&
          lastComparable(r, before) === null,
      );

const stable = (results: readonly LabResult[], before: Before): LabResult[] =>
  results.filter((r) => {
    const [now, last] = [numberOf(r), lastComparable(r, before)];
    if (!quiet(r) || now === null || !last || last.value === null || last.value === 0) return false;
    return !isOut(last) && Math.abs(now - last.value) <= STABLE * Math.abs(last.value);
  });

/** The value the laboratory itself printed beside this one, when the record has none. */
function printedBefore(r: LabResult): HistoryPoint | null {
  const last = r.previous
    .filter((p) => p.value.kind === 'quantity' && p.value.unit === r.value.unit)
    .toSorted((a, b) => (a.date ?? '').localeCompare(b.date ?? ''))
    .at(-1);
  if (!last) return null;
  return {
    date: last.date ?? '',
    value: last.value.value === null ? null : Number(last.value.value),
    text: last.value.text ?? last.value.value ?? '',
    unit: last.value.unit,
    low: null,
    high: null,
    flag: last.interpretation,
    sent: null,
    laboratory: r.laboratory,
    comparable: true,
  };
}
