/** Letters that Unicode does not take apart, as French types them. */
const LIGATURES: Readonly<Record<string, string>> = { œ: 'oe', æ: 'ae', ß: 'ss', ø: 'o', ł: 'l' };

/**
 * The words of a text as the search knows them: lower case, without accents, ligatures undone, each once. A letter
 * beyond ASCII is written by its number, so that the engine's tokenizer never cuts a word where we do not.
 */
export function searchWords(text: string): string[] {
  const words = new Set<string>();
  // Each word once before anything is done to it: a report says the same ones again and again.
  for (const written of new Set(text.match(/[\p{L}\p{N}\p{M}]+/gu)))
    if (/^[a-z0-9]+$/i.test(written)) words.add(written.toLowerCase());
    else for (const word of plain(written).match(/[\p{L}\p{N}]+/gu) ?? []) words.add(asciiOf(word));
  return [...words];
}

const plain = (written: string): string =>
  written
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[œæßøł]/g, (letter) => LIGATURES[letter]!);

const asciiOf = (word: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what is not ASCII
  word.replace(/[^\x00-\x7f]/gu, (letter) => `x${letter.codePointAt(0)!.toString(16)}`);
