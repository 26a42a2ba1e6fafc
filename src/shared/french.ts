const MONTHS = [
  'janvier', 'février', 'mars', 'avril', 'mai', 'juin',
  'juillet', 'août', 'septembre', 'octobre', 'novembre', 'décembre',
]; // biome-ignore format: two lines of six read better

/** `2026-11-23…` → `23/11/2026`; a shortened date keeps what it has (`05/1979`, `1979`). */
export function frenchDate(iso: string): string {
  return iso.slice(0, 10).split('-').reverse().join('/');
}

/** `2026-11-23…` → `23 novembre 2026`, `1er` for the first of a month. */
export function longFrenchDate(iso: string): string {
  const [year, month = 1, day = 1] = iso.slice(0, 10).split('-').map(Number);
  return `${day === 1 ? '1er' : day}\u00a0${MONTHS[month - 1] ?? ''} ${year}`;
}

/** Instant → ISO 8601 as a clock in France shows it, with its offset: `2026-11-23T09:41:00+01:00`. */
export function parisIso(instant: Date): string {
  const parts = Object.fromEntries(paris.formatToParts(instant).map((p) => [p.type, p.value]));
  const local = `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}:${parts.second}`;
  const offset = Math.round(
    (Date.parse(`${local}Z`) - Math.floor(instant.getTime() / 1000) * 1000) / 3_600_000,
  );
  return `${local}+0${offset}:00`;
}

const paris = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
