import type { FictivePatient } from '../population';

/** What a search by traits gives, as received (ins.md §5.5). */
export interface TraitsQuery {
  birthName: string;
  givenNames: readonly string[];
  sex: string;
  /** ISO. */
  birthDate: string;
  birthPlace: string | null;
}

/**
 * The people of the population that answer to a query. The name is compared strictly, hyphens included (ins.md §5.9);
 * each given name asked for must be one of the person's, compound names whole; an unknown day or month of birth
 * matches what the practice put in its place.
 */
export function search(population: readonly FictivePatient[], query: TraitsQuery): FictivePatient[] {
  return population.filter(
    ({ traits }) =>
      traits.birthName === query.birthName &&
      traits.sex === query.sex &&
      traits.birthDate === query.birthDate &&
      (query.birthPlace === null || traits.birthPlace === query.birthPlace) &&
      hasGivenNames(traits.firstNames, query.givenNames),
  );
}

function hasGivenNames(list: string, asked: readonly string[]): boolean {
  const own = list.split(' ');
  return asked.every((a) => a === list || own.includes(a));
}
