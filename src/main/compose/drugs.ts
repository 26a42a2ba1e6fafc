import type { Drug } from '../../shared/prescription/prescription';

/** Drug search of the practice. The approved drug base (BdM) will stand behind the same door. */
export interface DrugList {
  /** Best first: brand or common name that begins with the words typed, then any word that does. From 3 letters. */
  search(query: string, limit?: number): Drug[];
}

interface Indexed {
  drug: Drug;
  words: string[];
  name: string;
  dci: string;
}

const fold = (text: string) =>
  text
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/[µμ]g/g, 'microgrammes')
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

const wordsOf = (text: string) =>
  fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

export function createDrugList(drugs: readonly Drug[]): DrugList {
  const all: Indexed[] = drugs.map((drug) => ({
    drug,
    name: fold(drug.name),
    dci: fold(drug.dci),
    words: wordsOf(`${drug.name} ${drug.dci} ${drug.strength} ${drug.form}`),
  }));
  return {
    search(query, limit = 12) {
      const typed = wordsOf(query);
      if (typed.join('').length < 3) return [];
      const first = typed[0]!;
      const rank = (d: Indexed) => (d.name.startsWith(first) ? 0 : d.dci.startsWith(first) ? 1 : 2);
      return all
        .filter((d) => typed.every((t) => d.words.some((w) => w.startsWith(t))))
        .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'fr', { numeric: true }))
        .slice(0, limit)
        .map((d) => d.drug);
    },
  };
}
