import type { LabResult, ReferenceRange, ResultValue } from '../../../shared/biology/result';
import { at, attribute, child, childrenOf, type XmlElement, xsiType } from '../../xml/element';
import { decimal } from './decimal';
import type { References } from './references';

/** Reference range of an observation: bounds as sent; words when the laboratory gives words or several ranges. */
export function readRange(observation: XmlElement, references: References): ReferenceRange | null {
  const ranges = childrenOf(observation, 'referenceRange').flatMap((r) => childrenOf(r, 'observationRange'));
  const normal = ranges.find((r) => attribute(child(r, 'interpretationCode') ?? r, 'code') === 'N');
  const range = normal ?? ranges[0];
  if (!range) return null;
  const value = child(range, 'value');
  const low = at(value, 'low');
  const high = at(value, 'high');
  const isText = value !== null && ['ED', 'ST', 'CD', 'CE'].includes(xsiType(value) ?? '');
  const text =
    references.wording(child(range, 'text')) ??
    (isText ? (references.original(value) ?? references.wording(value)) : null);
  const bounds = {
    low: decimal(low && attribute(low, 'value')),
    high: decimal(high && attribute(high, 'value')),
    unit: (low && attribute(low, 'unit')) ?? (high && attribute(high, 'unit')),
  };
  return bounds.low === null && bounds.high === null && text === null ? null : { ...bounds, text };
}

/** Our own reading of a value against its range, only where nothing but arithmetic is needed; null otherwise. */
export function computedFlag(value: ResultValue, range: ReferenceRange | null): LabResult['computed'] {
  if (!range || value.value === null || (range.low === null && range.high === null)) return null;
  if (value.unit !== null && range.unit !== null && value.unit !== range.unit) return null;
  const x = Number(value.value);
  const low = range.low === null ? Number.NEGATIVE_INFINITY : Number(range.low);
  const high = range.high === null ? Number.POSITIVE_INFINITY : Number(range.high);
  if (low > high) return null;
  switch (value.comparator) {
    case null:
      return x < low ? 'L' : x > high ? 'H' : 'N';
    case '<':
    case '<=':
      // « < 1,0 » is below a low bound of 1,0 or more, and normal only where there is no low bound.
      if (range.low !== null) return x < low || (x === low && value.comparator === '<') ? 'L' : null;
      return x <= high ? 'N' : null;
    case '>':
    case '>=':
      if (range.high !== null) return x > high || (x === high && value.comparator === '>') ? 'H' : null;
      return x >= low ? 'N' : null;
  }
}

/** Does the laboratory's flag contradict the range it prints? An own computation that finds nothing contradicts nothing. */
export function disagrees(flag: string | null, computed: LabResult['computed']): boolean {
  if (flag === null || computed === null) return false;
  const direction = { L: 'L', LL: 'L', '<': 'L', H: 'H', HH: 'H', '>': 'H', N: 'N' }[flag];
  return direction !== undefined && direction !== computed;
}
