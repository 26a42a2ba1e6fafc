/** One line of a value set: code, OID of its system, French label. */
export type Concept = readonly [code: string, system: string, label: string, ...rest: string[]];

/** The line of a code, of that system when it is given; null when the value set does not hold it. */
export function conceptOf<C extends Concept>(
  table: readonly C[],
  code: string | null | undefined,
  system?: string | null,
): C | null {
  return table.find(([c, s]) => c === code && (system === undefined || s === system)) ?? null;
}
