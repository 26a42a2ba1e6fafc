import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { askable, claimOf, claimOfPatient, holds } from '../../../src/main/inbox/verifyClaim';
import type { DocumentPatient } from '../../../src/shared/documents/clinicalDocument';
import { insOids } from '../../../src/shared/identity/ins';
import { isBirthName, isGivenName } from '../../../src/shared/identity/traits';
import { limits } from '../../../src/shared/limits';
import { documentOf, person } from '../patients/people';

const here = [insOids.nirTest];
const elise = person('elise');
const received = (over: Partial<DocumentPatient> = {}) => documentOf(elise, over);
const claim = (over: Partial<DocumentPatient> = {}) => claimOf(received(over), here);
const asked = (over: Partial<DocumentPatient> = {}) => {
  const found = claim(over);
  return found && askable(found);
};

describe('what is asked of INSi about an identity received', () => {
  test('the same identity written otherwise is one claim, in the alphabet of the RNIV', () => {
    const written = claim({ birthName: ' Durand ', firstNames: 'Élise  Marie', firstGivenName: 'Élise' });
    expect(JSON.stringify(written)).toBe(JSON.stringify(claim()));
    expect(JSON.stringify(claimOfPatient(elise))).toBe(JSON.stringify(claim()));
  });

  test('an unknown birthplace is no birthplace; a missing list of given names leaves the first alone', () => {
    expect(asked({ birthPlace: '99999' })?.traits.birthPlace).toBeNull();
    expect(asked({ birthPlace: '2a004' })?.traits.birthPlace).toBe('2A004');
    expect(asked({ birthPlace: 'Rennes' })?.traits.birthPlace).toBeNull();
    expect(asked({ firstNames: null })?.traits).toMatchObject({ firstNames: null, firstGivenName: 'ELISE' });
  });

  test.each<[string, Partial<DocumentPatient>]>([
    ['no birth name', { birthName: null }],
    ['a digit in the name', { birthName: 'DURAND2' }],
    ['two hyphens in a given name', { firstGivenName: 'ANNE--LAURE' }],
    ['no given name at all', { firstNames: null, firstGivenName: null }],
    ['an undetermined sex', { sex: 'UN' }],
    ['a month alone', { birthDate: '1986-03' }],
    ['a day that no calendar has', { birthDate: '1986-02-30' }],
    ['zeros for the day', { birthDate: '1986-03-00' }],
  ])('%s: not asked', (_, over) => {
    expect(claim(over)).not.toBeNull();
    expect(asked(over)).toBeNull();
  });

  test('a flood of letters enters the base cut, and is never asked as a shorter name', () => {
    for (const flood of ['A'.repeat(5_000_000), `A${' '.repeat(5_000)}B`]) {
      const long = claim({ birthName: flood, birthPlace: flood, birthDate: flood });
      expect(JSON.stringify(long).length).toBeLessThan(4 * limits.traitLength + 500);
      expect(askable(long!)).toBeNull();
      expect(asked({ birthName: flood })).toBeNull();
    }
  });

  test('whatever a sender writes, what is asked is in the alphabet that INSi takes', () => {
    const text = fc.option(
      fc.oneof(
        fc.string({ unit: 'binary', maxLength: 120 }),
        fc.constantFrom('DURAND', "D'ARC", 'ÉLISE MARIE'),
      ),
    );
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        text,
        (birthName, firstNames, firstGivenName, birthDate, birthPlace) => {
          const found = asked({
            birthName,
            firstNames,
            firstGivenName,
            birthDate: birthDate ?? '1986-03-14',
            birthPlace,
          });
          if (!found) return;
          expect(isBirthName(found.traits.birthName)).toBe(true);
          for (const name of [found.traits.firstNames, found.traits.firstGivenName])
            expect(name === null || isGivenName(name)).toBe(true);
          expect(found.traits.birthDate).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        },
      ),
      { numRuns: 2_000, seed: 20261124 },
    );
  });
});

describe('what we hold ourselves is not asked about', () => {
  test('same INS and five traits, however they are written; a first given name sent apart does not count', () => {
    expect(holds(elise, claim({ birthName: 'Durand', firstGivenName: null })!)).toBe(true);
  });
  test.each<[string, Partial<DocumentPatient>]>([
    ['another matricule', { ins: { ...elise.ins!, value: '286033523801351' } }],
    ['another name', { birthName: 'DURANT' }],
    ['a shorter list', { firstNames: 'ELISE' }],
    ['another sex', { sex: 'M' }],
    ['another date', { birthDate: '1986-03-15' }],
    ['no place', { birthPlace: null }],
  ])('%s: it is not what we hold', (_, over) => {
    expect(holds(elise, claim(over)!)).toBe(false);
  });
  test('a record without INS holds nothing', () => {
    expect(holds(person('x', { ins: null, status: 'validee' }), claim()!)).toBe(false);
    expect(claimOfPatient(person('x', { ins: null, status: 'validee' }))).toBeNull();
  });
});
