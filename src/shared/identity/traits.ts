import { z } from 'zod';

export const sexSchema = z.enum(['M', 'F', 'UN']);
export type Sex = z.infer<typeof sexSchema>;

/**
 * The strict traits of an identity (RNIV): all upper case, A–Z, space, apostrophe, hyphen.
 * `birthDate` is ISO `AAAA-MM-JJ`; `birthPlace` is the INSEE (COG) code of 5 characters, `99999` when unknown.
 */
export const strictTraitsSchema = z.object({
  birthName: z.string(),
  /** The list of birth given names, separated by one space; a compound name keeps its hyphen. */
  firstNames: z.string(),
  /** First birth given name. Not strict itself; the list must begin with it. */
  firstGivenName: z.string(),
  sex: sexSchema,
  birthDate: z.string(),
  birthPlace: z.string(),
});
export type StrictTraits = z.infer<typeof strictTraitsSchema>;

const LETTERS: Record<string, string> = {
  Œ: 'OE',
  Æ: 'AE',
  ß: 'SS',
  ẞ: 'SS',
  Ø: 'O',
  Ł: 'L',
  Đ: 'D',
  Ð: 'D',
  Þ: 'TH',
};

/** Brings a typed name to the alphabet of the RNIV (ins.md §3.2); what cannot be brought stays and fails {@link isBirthName}. */
export function normaliseName(typed: string): string {
  return typed
    .trim()
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace(/[’‘ʼ´`]/g, "'")
    .replace(/[‐‑–—−]/g, '-')
    .toUpperCase()
    .replace(/[ŒÆßẞØŁĐÐÞ]/g, (c) => LETTERS[c] ?? c)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');
}

const BIRTH_NAME = /^(?=.{1,100}$)(?!.*---)(?!.*[ ']{2})[A-Z'][A-Z' -]*$/;
const GIVEN_NAME = /^(?=.{1,100}$)(?!.*--)(?!.*[ ']{2})(?:[A-Z]|[A-Z'][A-Z' -]*[A-Z])$/;

export const isBirthName = (name: string): boolean => BIRTH_NAME.test(name);
export const isGivenName = (name: string): boolean => GIVEN_NAME.test(name);

/** Key of comparison for a search: no hyphen, apostrophe, space or accent. Never used to declare two identities equal. */
export const searchKey = (name: string): string => normaliseName(name).replace(/[^A-Z0-9]/g, '');

/** INS.14: INSi's list must begin, word by word, with the first given name we hold; hyphen and apostrophe count as a space. */
export function beginsWithGivenName(list: string, firstGivenName: string): boolean {
  const words = (s: string) => normaliseName(s).replace(/[-']/g, ' ').split(' ').filter(Boolean);
  const all = words(list);
  const first = words(firstGivenName);
  return first.length > 0 && first.every((w, i) => all[i] === w);
}
