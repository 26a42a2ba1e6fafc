import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import type { Concept } from '../../../shared/nomenclatures/concept';
import { literal, literals } from '../../xml/literal';

/** An element being written; children are appended in the order of the CDA schema. */
export type Element = XMLBuilder;

/** An OID: no arc with a leading zero, at most 64 characters (XDS). */
export const isOid = (s: string): boolean => s.length <= 64 && /^[0-2](?:\.(?:0|[1-9]\d*))+$/.test(s);

/** Spaces of every kind become one: an attribute would lose them anyway. */
export const oneLine = (s: string): string => s.replace(/\s+/g, ' ').trim();

/** CE: `code`, `codeSystem`, `displayName`. */
export function code(parent: Element, name: string, [value, system, label]: Concept): Element {
  return parent.ele(name, literals({ code: value, codeSystem: system, displayName: oneLine(label) }));
}

/** II with an extension. */
export function identifier(parent: Element, root: string, extension: string): void {
  parent.ele('id', literals({ root, extension }));
}

/** A simple text child; nothing at all for an absent or empty text. */
export function text(
  parent: Element,
  name: string,
  value: string | null,
  attributes: Record<string, string> = {},
): void {
  if (value?.trim()) parent.ele(name, attributes).txt(literal(oneLine(value)));
}

/** AD: up to seven lines, never mixed with parts; unknown is said (§7). */
export function address(parent: Element, lines: readonly string[]): void {
  const full = lines.flatMap((l) => l.split(/\r?\n/)).filter((l) => l.trim());
  if (full.length === 0) {
    parent.ele('addr', { nullFlavor: 'UNK' });
    return;
  }
  // Seven at most: what is beyond stays, on the last line.
  const lined = full.length <= 7 ? full : [...full.slice(0, 6), full.slice(6).join(' ')];
  const addr = parent.ele('addr');
  for (const line of lined) text(addr, 'streetAddressLine', line);
}

/** TEL values: `tel:` of what is a telephone number, `mailto:` of an address; unknown is said (§7). */
export function telecom(parent: Element, phone: string | null, mail: string | null = null): void {
  const digits = (phone ?? '').replace(/[\s.\-()]/g, '');
  const known = /^\+?\d{3,15}$/.test(digits);
  if (known) parent.ele('telecom', { value: `tel:${digits}` });
  if (mail) parent.ele('telecom', literals({ value: `mailto:${mail}` }));
  if (!known && !mail) parent.ele('telecom', { nullFlavor: 'UNK' });
}
