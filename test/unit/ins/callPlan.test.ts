import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KnownTraits, MAX_CALLS, nextCall, type Tried } from '../../../src/main/ins/callPlan';

const known: KnownTraits = {
  birthName: 'DURAND',
  firstNames: ['ELISE', 'MARIE', 'ANNE'],
  sex: 'F',
  birthDate: '1986-03-14',
  birthPlace: '35238',
};
/** Plays a service that answers `code(query)`; lists what was asked. */
function play(traits: KnownTraits, code: (asked: string[], place: string | null) => '00' | '01' | '02') {
  const tried: Tried[] = [];
  for (let query = nextCall(traits, tried); query; query = nextCall(traits, tried))
    tried.push({ query, code: code(query.firstNames, query.birthPlace) });
  return tried.map((t) => [t.query.firstNames.join('+'), t.query.birthPlace]);
}

describe('the plan of a search by traits', () => {
  test('begins with the first given name alone and ends at the first identity', () => {
    expect(play(known, () => '00')).toEqual([['ELISE', null]]);
  });
  test('adds the other names, then the place, while several are found', () => {
    expect(play(known, () => '02')).toEqual([
      ['ELISE', null],
      ['ELISE+MARIE+ANNE', null],
      ['ELISE+MARIE+ANNE', '35238'],
    ]);
  });
  test('tries each other name, then the whole list, while none is found', () => {
    expect(play(known, () => '01').map(([names]) => names)).toEqual([
      'ELISE',
      'MARIE',
      'ANNE',
      'ELISE+MARIE+ANNE',
    ]);
  });
  test('finds someone called by their second name at the second call', () => {
    expect(play(known, (names) => (names[0] === 'MARIE' ? '00' : '01'))).toHaveLength(2);
  });
  test('does not search by a place that is unknown', () => {
    expect(play({ ...known, birthPlace: '99999', firstNames: ['ELISE'] }, () => '02')).toHaveLength(1);
  });
  test('never asks twice the same, never more than six times, whatever the answers', () => {
    const codes = fc.infiniteStream(fc.constantFrom('01' as const, '02' as const));
    const names = fc.uniqueArray(fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'), { minLength: 1 });
    fc.assert(
      fc.property(codes, names, (answers, firstNames) => {
        const asked = play({ ...known, firstNames }, () => answers.next().value!);
        expect(asked.length).toBeLessThanOrEqual(MAX_CALLS);
        expect(new Set(asked.map(String)).size).toBe(asked.length);
      }),
    );
  });
});
