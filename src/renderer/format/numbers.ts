const DECIMAL = /^([+-]?)(\d+)(?:\.(\d+))?$/;

/** A decimal as the laboratory wrote it, in French: comma, groups of three from five digits on. No digit is added or lost. */
export function frenchDecimal(text: string): string {
  const [, sign, whole = '', fraction] = DECIMAL.exec(text.trim()) ?? [];
  if (!whole) return text.replace('.', ',');
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  return `${sign === '-' ? '−' : (sign ?? '')}${grouped}${fraction === undefined ? '' : `,${fraction}`}`;
}

/** `1,2 Mo`, `34 ko`: sizes of files. */
export function fileSize(bytes: number): string {
  if (bytes >= 1_000_000) return `${(bytes / 1_000_000).toFixed(1).replace('.', ',')}\u00a0Mo`;
  if (bytes >= 1_000) return `${Math.round(bytes / 1_000)}\u00a0ko`;
  return `${bytes}\u00a0octet${bytes > 1 ? 's' : ''}`;
}

/** « 1 résultat », « 3 résultats »; zero is singular in French. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${n}\u00a0${Math.abs(n) > 1 ? many : one}`;
