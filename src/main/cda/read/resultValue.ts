import type { ResultValue } from '../../../shared/biology/result';
import { attribute, child, childrenOf, words, type XmlElement, xsiType } from '../../xml/element';
import { coded } from './code';
import { decimal } from './decimal';
import type { References } from './references';
import { isoTime } from './time';

const none: ResultValue = { kind: 'none', value: null, unit: null, text: null, comparator: null, code: null };
const asText = (text: string | null): ResultValue => (text ? { ...none, kind: 'text', text } : none);

/** The `value` of an observation by its type (cda-cr-bio.md §4.1). `text` is what the entry itself says in words. */
export function readValue(observation: XmlElement, references: References): ResultValue {
  const values = childrenOf(observation, 'value');
  const value = values.find((v) => attribute(v, 'nullFlavor') === null) ?? values[0];
  if (!value) return none;
  switch (xsiType(value)) {
    case 'PQ':
    case 'REAL':
    case 'INT':
    case 'MO':
      return quantity(value);
    case 'IVL_PQ':
    case 'IVL_REAL':
    case 'IVL_INT':
      return interval(value);
    case 'CD':
    case 'CE':
    case 'CV':
    case 'CO':
    case 'CS':
      return codedValue(value, references);
    case 'TS':
      return asText(isoTime(attribute(value, 'value') ?? ''));
    case 'BL':
      return asText({ true: 'oui', false: 'non' }[attribute(value, 'value') ?? ''] ?? null);
    case 'RTO':
    case 'RTO_PQ_PQ':
    case 'RTO_QTY_QTY':
      return asText(ratio(value));
    default:
      return asText(references.wording(value) ?? attribute(value, 'value'));
  }
}

function quantity(element: XmlElement): ResultValue {
  const written = attribute(element, 'value')?.trim() || null;
  if (written === null) return none;
  const unit = unitOf(element);
  const value = decimal(written);
  // A comma or words where a number was due: shown as sent, never computed with.
  if (value === null) return asText([written, unit].filter(Boolean).join(' '));
  const [other] = childrenOf(element, 'translation').flatMap((t) => {
    const v = decimal(attribute(t, 'value'));
    const u = attribute(t, 'code') ?? attribute(t, 'displayName');
    return v && u ? [{ value: v, unit: u }] : [];
  });
  const text = other ? `${value} ${unit ?? ''} (${other.value} ${other.unit})` : null;
  return { ...none, kind: 'quantity', value, unit, text, ...(other ? { translation: other } : {}) };
}

/** UCUM writes « no unit » as `1`. */
const unitOf = (element: XmlElement | null): string | null => {
  const unit = element ? attribute(element, 'unit')?.trim() || null : null;
  return unit === '1' ? null : unit;
};

function interval(element: XmlElement): ResultValue {
  const low = child(element, 'low');
  const high = child(element, 'high');
  const from = decimal(low && attribute(low, 'value'));
  const to = decimal(high && attribute(high, 'value'));
  const unit = unitOf(low) ?? unitOf(high);
  const open = (bound: XmlElement | null) => attribute(bound ?? element, 'inclusive') === 'false';
  if (from !== null && to !== null)
    return { ...none, kind: 'range', unit, text: [`${from} – ${to}`, unit].filter(Boolean).join(' ') };
  if (to !== null) return { ...none, kind: 'range', value: to, unit, comparator: open(high) ? '<' : '<=' };
  if (from !== null) return { ...none, kind: 'range', value: from, unit, comparator: open(low) ? '>' : '>=' };
  return none;
}

function codedValue(element: XmlElement, references: References): ResultValue {
  const wording = references.original(element);
  const code = attribute(element, 'code') ? coded(element) : null;
  const text = wording ?? code?.label ?? attribute(element, 'displayName') ?? code?.code ?? null;
  return text || code ? { ...none, kind: 'coded', text, code } : none;
}

function ratio(element: XmlElement): string | null {
  const part = (name: string) => {
    const bound = child(element, name);
    return bound ? [attribute(bound, 'value'), unitOf(bound)].filter(Boolean).join(' ') : '';
  };
  const [numerator, denominator] = [part('numerator'), part('denominator')];
  return numerator && denominator ? `${numerator} / ${denominator}` : words(element);
}
