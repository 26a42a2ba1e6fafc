const NARROW = '\u202f';
const PARTS = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2}):(\d{2}))?)?)?/;

/** `2026-11-23…` → `23/11/2026`; a shorter date stays as short (`11/2026`, `2026`). The wall clock of the sender is kept. */
export function frenchDate(iso: string | null | undefined): string {
  const [, y, m, d] = PARTS.exec(iso ?? '') ?? [];
  return [d, m, y].filter(Boolean).join('/');
}

/** `23/11/2026 à 09 h 35`, or the date alone when no time was given. */
export function frenchDateTime(iso: string | null | undefined): string {
  const [, , , , hour, minute] = PARTS.exec(iso ?? '') ?? [];
  return hour ? `${frenchDate(iso)} à ${hour}${NARROW}h${NARROW}${minute}` : frenchDate(iso);
}

/** `23/11`: for a sentence about the current year. */
export const shortDate = (iso: string | null | undefined): string => frenchDate(iso).slice(0, 5);

const two = (n: number) => String(n).padStart(2, '0');
const DAY = 86_400_000;
const days = ['dimanche', 'lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'];

/** An instant as a list shows it, in local time: `09:41` today, `hier`, a weekday within a week, then a date. */
export function moment(iso: string | null | undefined, now: Date): string {
  const at = new Date(iso ?? '');
  if (!iso || Number.isNaN(at.getTime())) return '';
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate()).getTime();
  if (at.getTime() >= midnight && at.getTime() < midnight + DAY)
    return `${two(at.getHours())}:${two(at.getMinutes())}`;
  if (at.getTime() >= midnight - DAY && at.getTime() < midnight) return 'hier';
  if (at.getTime() >= midnight - 6 * DAY && at.getTime() < midnight) return days[at.getDay()] ?? '';
  const date = `${two(at.getDate())}/${two(at.getMonth() + 1)}`;
  return at.getFullYear() === now.getFullYear() ? date : `${date}/${at.getFullYear()}`;
}

/** A local instant in full: `23/11/2026 à 09 h 41`. */
export function instant(iso: string | null | undefined): string {
  const at = new Date(iso ?? '');
  if (!iso || Number.isNaN(at.getTime())) return '';
  const date = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  return `${date} à ${two(at.getHours())}${NARROW}h${NARROW}${two(at.getMinutes())}`;
}
