import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cardSheet, nameSheet, professionSheet, situation } from '../../../src/main/card/businessData';
import { fromHex } from '../../../src/main/card/recognise';
import { openTemplate, readTlvs } from '../../../src/main/card/tlv';

test('objects, long lengths, three-byte tags and padding are read', () => {
  expect(readTlvs(fromHex('8001FF 81810101 BF81010100 0000'))).toEqual([
    { tag: 0x80, value: fromHex('FF') },
    { tag: 0x81, value: fromHex('01') },
    { tag: 0xbf8101, value: fromHex('00') },
  ]);
});

test.each(['80', '8002FF', '8080', '808401000000FF', 'BF', 'BF81', '8001FF0001'])(
  'malformed %s is null, not a guess',
  (text) => {
    expect(readTlvs(fromHex(text))).toBeNull();
  },
);

test('no bytes make the readers throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      readTlvs(bytes);
      openTemplate(bytes, 0xed);
      for (const read of [cardSheet, nameSheet, professionSheet, situation]) read(bytes);
    }),
    { numRuns: 2_000 },
  );
});

test('accents are read as UTF-8 where valid, as latin-1 otherwise', () => {
  expect(nameSheet(fromHex('E408 8406 5A4F C389 4C41'.replaceAll(' ', '')))?.givenName).toBe('ZOÉLA');
  expect(nameSheet(fromHex('E4078405 5A4FC94C41'))?.givenName).toBe('ZOÉLA');
});

test('a woman’s card gives MME, a printed number is ten digits', () => {
  expect(nameSheet(fromHex('E403800116'))?.civility).toBe('MME');
  expect(cardSheet(fromHex('E30D81052600123456830420240404'))?.cardNumber).toBe('2600123456');
});

test('several savoir-faire are kept in the order of the card', () => {
  expect(professionSheet(fromHex('ED0E 8504534D3236 8506534D3534'.replaceAll(' ', '')))).toBeNull();
  expect(professionSheet(fromHex('ED0C8504534D32368504534D3534'))?.specialities).toEqual(['SM26', 'SM54']);
});
