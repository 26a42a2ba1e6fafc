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
