import { direction, isAbnormal, isCritical, type LabResult } from '../../shared/biology/result';
import type { Change, HistoryPoint } from '../../shared/contract/inbox';
import { numberOf } from '../records/history';

/** Below this relative difference a normal value is called stable. */
const STABLE = 0.1;
const ORDER: readonly Change['tone'][] = ['critical', 'high', 'low', 'missing', 'new', 'stable'];
const ABNORMAL_FLAGS = ['L', 'LL', 'H', 'HH', 'A', 'AA', '<', '>', 'R', 'POS'];

/** What changed since the last report, said in a few words, the gravest first. `history` is by the key of a result, oldest first, same unit. */
export function changesOf(
  results: readonly LabResult[],
  history: Readonly<Record<string, HistoryPoint[]>>,
): Change[] {
  const changes = results.flatMap((r) => changeOf(r, history[r.key]?.at(-1) ?? printedBefore(r)));
  return changes.sort((a, b) => ORDER.indexOf(a.tone) - ORDER.indexOf(b.tone));
}

function changeOf(result: LabResult, before: HistoryPoint | null): Change[] {
  const change = (tone: Change['tone'], text: string): Change[] => [{ tone, text, resultKey: result.key }];
  const { label } = result;
  if (result.value.kind === 'none' || result.status === 'aborted')
    return change('missing', `${label} demandée, absente`);
  if (isCritical(result)) return change('critical', `${label}\u202f: valeur critique`);
  const side = direction(result) < 0 ? 'low' : 'high';
  const now = result.value.kind === 'quantity' ? numberOf(result.value.value) : null;
  if (before === null || before.value === null || now === null)
    return isAbnormal(result) ? change(side, `${label} hors de l’intervalle`) : [];
  const wasAbnormal = ABNORMAL_FLAGS.includes(before.flag ?? '');
  if (isAbnormal(result)) {
    if (before.value > 0 && now >= 2 * before.value) return change(side, `${label} doublée`);
    if (now > 0 && now <= before.value / 2) return change(side, `${label} divisée par deux`);
    return change(
      side,
      wasAbnormal ? `${label} toujours hors de l’intervalle` : `${label} sort de l’intervalle`,
    );
  }
  if (wasAbnormal) return change('new', `${label} revient dans l’intervalle`);
  if (before.value !== 0 && Math.abs(now - before.value) <= STABLE * Math.abs(before.value))
    return change('stable', `${label} stable`);
  return [];
}

/** The value the laboratory itself printed beside this one, when the record has none in this unit. */
function printedBefore(result: LabResult): HistoryPoint | null {
  const last = result.previous.find((p) => p.value.kind === 'quantity' && p.value.unit === result.value.unit);
  if (!last) return null;
  return {
    date: last.date ?? '',
    value: numberOf(last.value.value),
    text: last.value.text ?? last.value.value ?? '',
    unit: last.value.unit,
    low: null,
    high: null,
    flag: last.interpretation,
  };
}
