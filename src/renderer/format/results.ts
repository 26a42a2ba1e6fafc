import {
  critical,
  effectiveFlag,
  flagDirection,
  type LabResult,
  outOfInterval,
  type ReferenceRange,
  type ResultValue,
} from '../../shared/biology/result';
import { frenchDecimal } from './numbers';
import { frenchUnit } from './units';

export const comparators: Record<string, string> = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' };

/** What is read in the value's column. */
export function valueText(v: ResultValue): string {
  if (v.kind === 'quantity' && v.value !== null)
    return [v.comparator ? comparators[v.comparator] : '', frenchDecimal(v.value)].filter(Boolean).join(' ');
  if (v.kind === 'range' && v.value !== null && v.comparator)
    return `${comparators[v.comparator]} ${frenchDecimal(v.value)}`;
  return v.text ?? v.code?.label ?? (v.value === null ? '—' : frenchDecimal(v.value));
}

/** Words go left and wrap; figures go right. */
export const isFigure = (v: ResultValue): boolean =>
  v.kind === 'quantity' || (v.kind === 'range' && v.value !== null);

/** The laboratory's own interval: `12,0 – 16,0`, `≤ 5,00`, or its words. The unit stands only where it is not the value's. */
export function rangeText(range: ReferenceRange | null, unit: string | null): string {
  if (!range) return '';
  const { low, high } = range;
  const suffix = range.unit && unit && range.unit !== unit ? ` ${frenchUnit(range.unit)}` : '';
  if (low !== null && high !== null) return `${frenchDecimal(low)} – ${frenchDecimal(high)}${suffix}`;
  if (high !== null) return `≤ ${frenchDecimal(high)}${suffix}`;
  if (low !== null) return `≥ ${frenchDecimal(low)}${suffix}`;
  return range.text ?? '';
}

export interface Flag {
  readonly arrow: '↑' | '↓' | '↑↑' | '↓↓' | '!';
  readonly word: string;
  readonly tone: 'high' | 'low' | 'critical' | 'odd';
}

/** Abnormal is an arrow and a word, never a colour alone. Null for a normal result. */
export function flagOf(r: LabResult): Flag | null {
  const flag = flagWord(effectiveFlag(r));
  return flag && r.interpretation === null ? { ...flag, word: `${flag.word} (calculé)` } : flag;
}

/** The same for a flag alone. */
export function flagWord(flag: string | null): Flag | null {
  if (!outOfInterval(flag)) return null;
  const way = flagDirection(flag);
  if (critical(flag))
    return { arrow: way > 0 ? '↑↑' : way < 0 ? '↓↓' : '!', word: 'critique', tone: 'critical' };
  if (way > 0) return { arrow: '↑', word: 'haut', tone: 'high' };
  if (way < 0) return { arrow: '↓', word: 'bas', tone: 'low' };
  return {
    arrow: '!',
    word: flag === 'POS' ? 'positif' : flag === 'R' ? 'résistant' : 'anormal',
    tone: 'odd',
  };
}

/** Words for a result that is not final. */
export const statusWord = (status: string | null): string | null =>
  status === 'active'
    ? 'en cours'
    : status === 'aborted'
      ? 'annulé'
      : status === 'obsolete'
        ? 'périmé'
        : status === 'held' || status === 'suspended'
          ? 'suspendu'
          : null;

/** A decimal as a number for drawing only. */
export const drawn = (value: string | null): number | null => {
  const n = value === null ? Number.NaN : Number(value);
  return Number.isFinite(n) ? n : null;
};
