import { expect, test } from 'vitest';
import { search } from '../../../src/sandbox/insi/search';
import {
  everyone,
  fictivePatient,
  POPULATION_SIZE,
  patientAddress,
  patientByIns,
  population,
} from '../../../src/sandbox/population';
import { professionals } from '../../../src/sandbox/professionals';
import { insOids, isValidMatricule } from '../../../src/shared/identity/ins';
import { beginsWithGivenName, isBirthName, isGivenName } from '../../../src/shared/identity/traits';

test('every fictive matricule has a valid key, under the test authority, once', () => {
  for (const { ins, history } of everyone())
    for (const { value, oid } of [ins, ...history]) {
      expect(isValidMatricule(value), value).toBe(true);
      expect(oid).toBe(insOids.nirTest);
    }
  expect(new Set(everyone().map((p) => p.ins.value)).size).toBe(POPULATION_SIZE);
});

test('a matricule tells the sex, year, month and place of its holder', () => {
  for (const { traits, ins } of everyone()) {
    expect(ins.value[0]).toBe(traits.sex === 'M' ? '1' : '2');
    expect(ins.value.slice(1, 5)).toBe(traits.birthDate.slice(2, 4) + traits.birthDate.slice(5, 7));
    expect(ins.value.slice(5, 10)).toBe(traits.birthPlace);
  }
});

test('names stay in the alphabet of the RNIV and lists begin with the first given name', () => {
  for (const { traits } of everyone()) {
    expect(isBirthName(traits.birthName)).toBe(true);
    expect(traits.firstNames.split(' ').every(isGivenName)).toBe(true);
    expect(beginsWithGivenName(traits.firstNames, traits.firstGivenName)).toBe(true);
  }
});

test('the population holds the cases that identity work stumbles on', () => {
  const has = (what: (p: (typeof population)[number]) => boolean) => population.some(what);
  expect(has((p) => p.traits.birthDate > '2010')).toBe(true);
  expect(has((p) => p.usedName !== null && p.usedName !== p.traits.birthName)).toBe(true);
  expect(has((p) => p.traits.birthPlace.startsWith('99'))).toBe(true);
  expect(has((p) => p.traits.birthPlace.startsWith('2A'))).toBe(true);
  expect(has((p) => p.insiBirthDate?.endsWith('-00') ?? false)).toBe(true);
  for (const state of ['open', 'closed', 'absent'] as const)
    expect(has((p) => p.dmp.state === state)).toBe(true);
  expect(has((p) => Object.keys(p.dmp.divergingTraits).length > 0)).toBe(true);
  expect(patientAddress(population[0]!)).toBe(`${population[0]!.ins.value}@patient.mssante.fr`);
});

test('twins differ by the given name alone, homonyms by anything but it', () => {
  const query = { givenNames: [], sex: 'F', birthPlace: '35238' };
  expect(search(population, { ...query, birthName: 'ROPARS', birthDate: '2019-04-11' })).toHaveLength(2);
  const louise = { ...query, birthName: 'ROPARS', birthDate: '2019-04-11', givenNames: ['LOUISE'] };
  expect(search(population, louise)).toHaveLength(1);
  const paul = {
    birthName: 'MARTIN',
    givenNames: ['PAUL'],
    sex: 'M',
    birthDate: '1963-11-05',
    birthPlace: null,
  };
  expect(search(population, paul)).toHaveLength(2);
});

test('RPPS numbers pass Luhn’s check', () => {
  for (const { rpps } of professionals) {
    const sum = [...rpps].reverse().reduce((n, c, i) => {
      const d = Number(c) * (i % 2 ? 2 : 1);
      return n + (d > 9 ? d - 9 : d);
    }, 0);
    expect(sum % 10, rpps).toBe(0);
  }
});

test('nobody of the crowd can be anybody: the commune of birth does not exist', () => {
  for (const { traits } of everyone().slice(population.length))
    expect(Number(traits.birthPlace)).toBeGreaterThanOrEqual(35_900);
});

test('INSi tells each of the crowd from all others by name, sex and date alone', () => {
  const asked = new Set(
    everyone()
      .slice(population.length)
      .map(({ traits }) => `${traits.birthName}|${traits.sex}|${traits.birthDate}`),
  );
  expect(asked.size).toBe(POPULATION_SIZE - population.length);
  const one = fictivePatient(4_321);
  const { birthName, firstNames, sex, birthDate } = one.traits;
  const query = { birthName, givenNames: firstNames.split(' '), sex, birthDate, birthPlace: null };
  expect(search(everyone(), query)).toEqual([one]);
});

test('a patient is found by matricule and authority together, and a rank outside is a bug', () => {
  const { ins } = fictivePatient(POPULATION_SIZE - 1);
  expect(patientByIns(ins)).toBe(fictivePatient(POPULATION_SIZE - 1));
  expect(patientByIns({ ...ins, oid: insOids.nir })).toBeUndefined();
  expect(() => fictivePatient(POPULATION_SIZE)).toThrow(RangeError);
});
