import { describe, expect, test } from 'vitest';
import { ageAt } from '../../../src/shared/identity/age';
import { identityStatus } from '../../../src/shared/identity/patient';
import {
  beginsWithGivenName,
  isBirthName,
  isGivenName,
  normaliseName,
  searchKey,
} from '../../../src/shared/identity/traits';

describe('normalisation of names (ins.md §3.2)', () => {
  test.each([
    ['Le Gall–Ñandú', 'LE GALL-NANDU'],
    ['O’Brien', "O'BRIEN"],
    ['Œuvrard', 'OEUVRARD'],
    ["d'Exemple--Fictif", "D'EXEMPLE--FICTIF"],
    ["'t Hooft", "'T HOOFT"],
  ])('E-INS-02 %s becomes %s', (typed, stored) => {
    expect(normaliseName(typed)).toBe(stored);
    expect(isBirthName(stored)).toBe(true);
  });

  test.each(["D' ORMESSON", 'A---B', 'DUPONT2', '', 'dupont'])(
    'E-INS-02 « %s » is refused as a birth name',
    (name) => {
      expect(isBirthName(name)).toBe(false);
    },
  );

  test.each(['JEAN--MARC', 'JEAN-', 'Jean'])('E-INS-02 « %s » is refused as a given name', (name) => {
    expect(isGivenName(name)).toBe(false);
  });
});

test('E-INS-10 a search key forgets hyphens, apostrophes, spaces and accents', () => {
  expect(searchKey('D’Exemple-Fictif')).toBe(searchKey('d exemple fictif'));
});

describe('first given name and list (E-INS-15)', () => {
  test('E-INS-15 hyphen and apostrophe count as a space', () => {
    expect(beginsWithGivenName('JEAN-MARC PAUL', 'JEAN MARC')).toBe(true);
  });
  test('E-INS-15 a list that begins otherwise is incoherent', () => {
    expect(beginsWithGivenName('JEAN MARC', 'MARC')).toBe(false);
    expect(beginsWithGivenName('JEAN', '')).toBe(false);
    expect(beginsWithGivenName('JEANNE', 'JEAN')).toBe(false);
  });
});

test('E-INS-23/24/25/26 two axes give four statuses; a doubtful identity falls back', () => {
  expect(identityStatus(false, false)).toBe('provisoire');
  expect(identityStatus(true, false)).toBe('recuperee');
  expect(identityStatus(false, true)).toBe('validee');
  expect(identityStatus(true, true)).toBe('qualifiee');
  expect(identityStatus(true, true, ['douteuse'])).toBe('provisoire');
});

test('age in years, months below three years, days below a month', () => {
  const today = new Date('2026-11-23T12:00:00');
  expect(ageAt('1986-03-14', today)).toBe('40\u00a0ans');
  expect(ageAt('2025-09-24', today)).toBe('13\u00a0mois');
  expect(ageAt('2026-11-20', today)).toBe('3\u00a0jours');
  expect(ageAt('2030-01-01', today)).toBe('');
  expect(ageAt('inconnue', today)).toBe('');
});
