import { describe, expect, test } from 'vitest';
import {
  formatMatricule,
  insKey,
  insNature,
  insOids,
  isValidMatricule,
} from '../../../src/shared/identity/ins';

describe('key of a matricule', () => {
  test.each([
    ['2690549588157', '80'],
    ['2550814168025', '38'],
    ['285032A004123', '71'],
    ['179112B033045', '69'],
    ['2780799123456', '41'],
    ['297022A020778', '78'],
    ['160012B020777', '13'],
    ['1090763220888', '35'],
  ])('E-INS-09 %s has key %s', (matricule, key) => {
    expect(insKey(matricule)).toBe(key);
    expect(isValidMatricule(matricule + key)).toBe(true);
  });

  test('E-INS-09 a false key, 13 characters or a stray letter are refused', () => {
    expect(isValidMatricule('181036322045660')).toBe(false);
    expect(isValidMatricule('2690549588157')).toBe(false);
    expect(isValidMatricule('28503ZA00412371')).toBe(false);
    expect(insKey('abc')).toBeNull();
  });
});

test('the nature follows from the OID, never from the first digit', () => {
  expect(insNature(insOids.nia)).toBe('NIA');
  expect(insNature(insOids.nirTest)).toBe('NIR');
});

test('a matricule is printed in groups', () => {
  expect(formatMatricule('286033523801240').replaceAll('\u00a0', ' ')).toBe('2 86 03 35 238 012 40');
});
