import { decimalSchema } from '../../../shared/biology/result';

/** The decimal as written, or null: `5,9` and words are not one. */
export const decimal = (written: string | null): string | null => {
  const trimmed = written?.trim() ?? '';
  return decimalSchema.safeParse(trimmed).success ? trimmed : null;
};

const NUMBER = /\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?![\d])(?:[.,]\d+)?|\d+(?:[.,]\d+)?(?:[eE][+-]?\d+)?/g;

/** Numbers printed in a French text: decimal comma or point, thousands parted by spaces. */
export const printedNumbers = (text: string): number[] =>
  [...text.matchAll(NUMBER)].map(([n]) => Number(n.replace(/[ \u00a0\u202f]/g, '').replace(',', '.')));
