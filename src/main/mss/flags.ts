import { type CopyFlag, copyFlags } from './port';

/** Of what a server says, the flags we follow, always in the same order. */
export function followed(flags: Iterable<string> | undefined): CopyFlag[] {
  const lower = new Set([...(flags ?? [])].map((flag) => flag.toLowerCase()));
  return copyFlags.filter((flag) => lower.has(flag.toLowerCase()));
}

export const sameFlags = (a: readonly CopyFlag[], b: readonly CopyFlag[]): boolean =>
  a.length === b.length && a.every((flag) => b.includes(flag));
