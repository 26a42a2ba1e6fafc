import { systems } from '../../shared/codes';
import { isInsOid } from '../../shared/identity/ins';
import { instantInParis, isRealDate } from '../../shared/parisTime';

/** HL7 v2 escapes: a name with `^` or `&` in it must not shift the components. */
const ESCAPES: Record<string, string> = {
  '\\': '\\E\\',
  '^': '\\S\\',
  '&': '\\T\\',
  '|': '\\F\\',
  '~': '\\R\\',
};
export const component = (s: string | null): string =>
  (s ?? '').replace(/[\\^&|~]/g, (c) => ESCAPES[c] ?? c).trim();

/** Longest value of an ebRIM slot. */
const SLOT = 256;

/** CX of an INS (`NH`) or of a local number (`PI`): `{id}^^^&{OID}&ISO^{type}` (dmp.md §6.1). */
export const cx = (id: { root: string; extension: string }): string =>
  `${component(id.extension)}^^^&${id.root}&ISO^${isInsOid(id.root) ? 'NH' : 'PI'}`;

/** XCN of a person. The type follows from the id: `EI` internal (it holds a `/`), `NH` patient, else IDNPS. */
export function xcn(p: { id: string; root: string; family: string | null; given: string | null }): string {
  const kind =
    p.root === systems.person ? (p.id.includes('/') ? 'EI' : 'IDNPS') : isInsOid(p.root) ? 'NH' : 'RI';
  const use = kind === 'RI' ? 'U' : 'D';
  return `${component(p.id)}^${component(p.family)}^${component(p.given)}^^^^^^&${p.root}&ISO^${use}^^^${kind}`;
}

/** XON of a structure: `{name}^^^^^&{OID}&ISO^IDNST^^^{id}`; the name gives way to the length of a slot. */
export function xon(o: { id: string; root: string; name: string | null }): string {
  const tail = `^^^^^&${o.root}&ISO^IDNST^^^${component(o.id)}`;
  let name = component(o.name).slice(0, SLOT - tail.length);
  // Never half an escape.
  if ((name.match(/\\/g)?.length ?? 0) % 2 === 1) name = name.slice(0, name.lastIndexOf('\\'));
  return name + tail;
}

/** `{code}^{label}^{OID}` in one value. */
export const codedValue = (c: { code: string; label: string | null; system: string | null }): string =>
  `${component(c.code)}^${component(c.label)}^${c.system ?? ''}`;

const TS = /^(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(?:\.\d+)?)?)?)?)?)?([+-]\d{4})?$/;

/**
 * CDA time stamp → DTM in UTC, as precise as it was: a day alone stays a day. Without an offset the
 * time is read on a French clock. Null for what is not a time.
 */
export function dtmOf(ts: string | null | undefined): string | null {
  const m = TS.exec(ts ?? '');
  if (!m) return null;
  const [, y, mo, d, h, mi, s, zone] = m;
  if (!isRealDate(Number(y), Number(mo ?? 1), Number(d ?? 1))) return null;
  if (Number(h ?? 0) > 23 || Number(mi ?? 0) > 59 || Number(s ?? 0) > 59) return null;
  if (h === undefined) return `${y}${mo ?? ''}${d ?? ''}`;
  const parts = [y, mo, d, h, mi ?? 0, s ?? 0].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const instant = zone
    ? new Date(Date.UTC(parts[0], parts[1] - 1, parts[2], parts[3], parts[4], parts[5]) - zoneMs(zone))
    : instantInParis(...parts);
  return dtm(instant).slice(0, s !== undefined ? 14 : mi !== undefined ? 12 : 10);
}

const zoneMs = (zone: string): number =>
  (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3))) * 60_000;

/** `AAAAMMJJhhmmss` in UTC. */
export const dtm = (date: Date): string => date.toISOString().replace(/\D/g, '').slice(0, 14);
