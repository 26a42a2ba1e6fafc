import type { InsiAnswer, InsiQuery } from './port';

/** What is known of the patient, to search them by. */
export interface KnownTraits extends Omit<InsiQuery, 'firstNames'> {
  /** As typed: first the first given name, compound names whole. */
  firstNames: readonly string[];
}

export interface Tried {
  query: InsiQuery;
  code: InsiAnswer['code'];
}

/** ins.md §5.9: never more calls than this for one search. */
export const MAX_CALLS = 6;

/**
 * The next call of a search by traits, or null when the plan is over (ins.md §5.9): name, first given name,
 * sex and date; several found (`02`) → add the other names, then the place; none (`01`) → each other name
 * alone, then the whole list. It ends at the first `00`. Spellings of the name are for a human to vary.
 */
export function nextCall(known: KnownTraits, tried: readonly Tried[]): InsiQuery | null {
  if (tried.length >= MAX_CALLS || tried.some((t) => t.code === '00')) return null;
  const last = tried.at(-1);
  const candidates =
    last === undefined ? [start(known)] : last.code === '02' ? narrower(known, last.query) : wider(known);
  const before = new Set(tried.map((t) => key(t.query)));
  return candidates.find((query) => !before.has(key(query))) ?? null;
}

const start = (known: KnownTraits): InsiQuery => ({
  ...known,
  firstNames: known.firstNames.slice(0, 1),
  birthPlace: null,
});

/** Adds a criterion to a call that found several. */
function narrower(known: KnownTraits, query: InsiQuery): InsiQuery[] {
  const all = { ...query, firstNames: [...known.firstNames] };
  const place = known.birthPlace && known.birthPlace !== '99999' ? known.birthPlace : null;
  return [
    ...(query.firstNames.length < known.firstNames.length ? [all] : []),
    ...(place && !query.birthPlace ? [{ ...query, birthPlace: place }] : []),
  ];
}

/** Other ways to call the same person, after a call that found none. */
const wider = (known: KnownTraits): InsiQuery[] => [
  ...known.firstNames.slice(1).map((name) => ({ ...start(known), firstNames: [name] })),
  { ...start(known), firstNames: [...known.firstNames] },
];

const key = (q: InsiQuery) => JSON.stringify([q.birthName, q.firstNames, q.sex, q.birthDate, q.birthPlace]);
