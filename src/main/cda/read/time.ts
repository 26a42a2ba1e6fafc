import { at, attribute, child, type XmlElement } from '../../xml/element';
import type { Warnings } from './warnings';

const SHAPE =
  /^(\d{4})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:(\d{2})(?:\.\d+)?)?)?)?)?)?(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * HL7 time (`AAAAMMJJhhmmss+0100`, shortened at will) → ISO 8601 with the sender's offset, as precise as
 * it was. Zero-filled parts shorten it (`19790000` → `1979`). Null when it is not on the calendar.
 */
export function isoTime(written: string): string | null {
  const parts = SHAPE.exec(written.trim());
  if (!parts) return null;
  const [, year, month, day, hour, minute = '00', second, zone] = parts;
  if (!month || month === '00') return year ?? null;
  if (Number(month) > 12) return null;
  if (!day || day === '00') return `${year}-${month}`;
  if (!exists(Number(year), Number(month), Number(day))) return null;
  const date = `${year}-${month}-${day}`;
  if (!hour) return date;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second ?? 0) > 60) return date;
  const clock = second === undefined ? `${hour}:${minute}` : `${hour}:${minute}:${second}`;
  return `${date}T${clock}${offset(zone)}`;
}

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(2000, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offset(zone: string | undefined): string {
  if (!zone) return '';
  return zone === 'Z' ? 'Z' : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
}

/** `@value` of a time element as ISO, or null; what is written but is not a date is warned of. */
export function timeValue(element: XmlElement | null, warnings: Warnings): string | null {
  const written = element ? attribute(element, 'value') : null;
  if (!written) return null;
  const iso = isoTime(written);
  if (iso === null) warnings.add('bad-date');
  return iso;
}

/** The moment of a time that may be a point or an interval: value, else high, else low. */
export const moment = (element: XmlElement | null, warnings: Warnings): string | null =>
  timeValue(element, warnings) ??
  timeValue(child(element, 'high'), warnings) ??
  timeValue(at(element, 'low'), warnings);
