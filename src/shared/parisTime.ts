const parts = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** Year, month… second on a French clock: the zone of the host plays no part. */
function wallClock(date: Date): string[] {
  const byType = Object.fromEntries(parts.formatToParts(date).map((p) => [p.type, p.value]));
  const { year, month, day, hour, minute, second } = byType;
  return [(year ?? '').padStart(4, '0'), month!, day!, hour!, minute!, second!];
}

const two = (n: number) => String(n).padStart(2, '0');

/** Legal offset of metropolitan France at that instant, in minutes: 60 in winter, 120 in summer. */
export function parisOffset(date: Date): number {
  const [y, mo, d, h, mi, s] = wallClock(date).map(Number);
  const asUtc = Date.UTC(y!, mo! - 1, d!, h!, mi!, s!);
  return Math.round((asUtc - Math.floor(date.getTime() / 1000) * 1000) / 60_000);
}

/** `AAAAMMJJhhmmss+0100`: an HL7 time stamp with the legal offset (cda-header.md §2). */
export function hl7Time(date: Date): string {
  const offset = parisOffset(date);
  return `${wallClock(date).join('')}+${two(Math.floor(offset / 60))}${two(offset % 60)}`;
}

/** `2026-11-23T09:41:00+01:00`: ISO 8601 as a clock in France shows that instant. */
export function parisIso(date: Date): string {
  const [y, mo, d, h, mi, s] = wallClock(date);
  const offset = parisOffset(date);
  return `${y}-${mo}-${d}T${h}:${mi}:${s}+${two(Math.floor(offset / 60))}:${two(offset % 60)}`;
}

/** `AAAAMMJJ` on a French calendar. */
export const parisDay = (date: Date): string => wallClock(date).slice(0, 3).join('');

/** The instant of a wall-clock time in France, as `Date.UTC` of its parts minus the offset then in force. */
export function instantInParis(y: number, mo: number, d: number, h = 0, mi = 0, s = 0): Date {
  const asUtc = Date.UTC(y, mo - 1, d, h, mi, s);
  const guess = new Date(asUtc - parisOffset(new Date(asUtc)) * 60_000);
  return new Date(asUtc - parisOffset(guess) * 60_000);
}

/** True for a day of the calendar: `2026-02-29` is not one. */
export function isRealDate(y: number, mo: number, d: number): boolean {
  const t = new Date(Date.UTC(y, mo - 1, d));
  t.setUTCFullYear(y);
  return t.getUTCFullYear() === y && t.getUTCMonth() === mo - 1 && t.getUTCDate() === d;
}
