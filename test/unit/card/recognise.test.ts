import { describe, expect, test } from 'vitest';
import { fromHex, historicalBytes, recognise, toHex } from '../../../src/main/card/recognise';

const kind = (atr: string) => {
  const { kind, certainty } = recognise(fromHex(atr));
  return `${kind} ${certainty}`;
};

describe('cards are recognised by their ATR', () => {
  test.each([
    ['3B AC 00 40 2A 00 12 25 00 64 80 82 02 12 00 90 00', 'cps2ter exact'],
    ['3B AC 00 40 2A 00 12 25 00 64 80 00 03 10 00 90 00', 'cps3 exact'],
    ['3B 8F 80 01 00 31 B8 64 04 B0 EC C1 73 94 01 80 82 90 00 0E', 'cps3 exact'],
    ['3B 9B 18 80 01 00 12 25 00 64 80 04 01 00 00 90 44', 'cps4 exact'],
    ['3B 9B 18 80 01 00 12 25 00 64 80 00 04 01 00 90 44', 'cps4 exact'],
    ['3B DC 18 FF 00 00 12 25 00 64 80 00 04 01 00 90 00', 'cps4 exact'],
    ['3B AC 00 40 2A 00 12 25 00 64 80 00 03 20 00 90 00', 'cps3 mask'],
    // A terminal that shows other interface bytes for the same card.
    ['3B 7B 18 00 00 00 12 25 00 64 80 00 03 10 00 90', 'cps3 historical'],
    ['3B 75 13 00 00 43 09 EA 90 00', 'vitale2 mask'],
    ['3B 75 13 00 00 45 09 FA 90 00', 'vitale2 mask'],
    ['3B 15 13 45 09 EA 90 00', 'vitale2 historical'],
    ['3F 65 25 00 22 09 69 90 00', 'vitale1 mask'],
    ['3F 65 25 00 A4 09 6A 90 00', 'vitale1 mask'],
    ['3B 65 00 00 20 63 CB 6A 00', 'unknown none'],
    // The agents' card of the Assurance maladie is neither CPS nor Vitale.
    ['3B 67 00 00 2D 20 16 01 78 90 00', 'unknown none'],
    ['', 'unknown none'],
    ['00', 'unknown none'],
    ['3B FF FF FF FF FF FF FF FF FF FF', 'unknown none'],
  ])('%s: %s', (atr, wanted) => {
    expect(kind(atr)).toBe(wanted);
  });
});

test('the historical bytes are found behind any interface bytes', () => {
  expect(toHex(historicalBytes(fromHex('3B9B188001001225006480040100009044')))).toBe(
    '0012250064800401000090',
  );
  expect(toHex(historicalBytes(fromHex('3B751300004509EA9000')))).toBe('4509EA9000');
});
