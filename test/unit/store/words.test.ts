import fc from 'fast-check';
import { expect, test } from 'vitest';
import { searchWords } from '../../../src/main/store/words';

test.each([
  ['Guéguen Élise', ['gueguen', 'elise']],
  ['CŒUR cœur coeur', ['coeur']],
  ['prélèvement (J+1), 4,5 mmol/L', ['prelevement', 'j', '1', '4', '5', 'mmol', 'l']],
  ['e\u0301lise \ufb01bre', ['elise', 'fibre']],
  ['"NEAR( * " OR', ['near', 'or']],
])('%s', (text, words) => {
  expect(searchWords(text)).toEqual(words);
});

const anything = fc
  .array(fc.oneof(fc.integer({ min: 0x20, max: 0x24f }), fc.integer({ min: 0, max: 0x10ffff })))
  .map((points) => String.fromCodePoint(...points));

test('whatever is typed or received becomes words of ASCII letters and digits, each once, always the same', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const words = searchWords(text);
      expect(words.join('')).toMatch(/^[a-z0-9]*$/);
      expect(new Set(words).size).toBe(words.length);
      expect(searchWords(words.join(' '))).toEqual(words);
      expect(searchWords(text.normalize('NFD'))).toEqual(searchWords(text.normalize('NFC')));
    }),
  );
});
