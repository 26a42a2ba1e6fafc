import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSearch } from '../../../src/renderer/reception/searchTokens';
import { inboxQuerySchema } from '../../../src/shared/contract/inbox';

const people = [
  { id: '99700000120', name: 'Dr Camille DOCTEUR-FICTIF', role: 'doctor' as const },
  { id: 'secretariat', name: 'Secrétariat', role: 'secretary' as const },
];
const parse = (typed: string) => parseSearch(typed, { today: '2026-11-23', people });
const query = (typed: string) => parse(typed).query;

describe('what is typed in the search of the reception', () => {
  test.each([
    ['ferritine durand', { text: 'ferritine durand' }],
    ['exp:biolab', { sender: 'biolab' }],
    ['de:biolab', { sender: 'biolab' }],
    ['pat:"le gall" crp', { patient: 'le gall', text: 'crp' }],
    ['pat:"le ga', { patient: 'le ga' }],
    ['type:bio', { kind: 'biology' }],
    ['type:liaison', { kind: 'discharge-letter' }],
    ['TYPE:opératoire', { kind: 'operative-report' }],
    ['anormal', { abnormalOnly: true }],
    ['critiques pat:durand', { criticalOnly: true, patient: 'durand' }],
    ['pour:docteur', { addressee: '99700000120' }],
    ['pour:secretariat', { addressee: 'secretariat' }],
    ['pour:cabinet', { addressee: 'practice' }],
    ['avant:01/11', { until: '2026-10-31' }],
    ['après:1/11/25', { since: '2025-11-01' }],
    ['depuis:24/12', { since: '2025-12-24' }],
    ['le:hier', { since: '2026-11-22', until: '2026-11-22' }],
    ['le:29/02/2024', { since: '2024-02-29', until: '2024-02-29' }],
    ['', {}],
  ])('%s', (typed, expected) => expect(query(typed)).toEqual(expected));

  test.each(['type:zzz', 'pour:inconnu', 'avant:31/02', 'quoi:durand', 'le:bientôt'])(
    '%s is said not to be understood, and filters nothing silently',
    (typed) => expect(parse(typed)).toEqual({ query: {}, unknown: [typed] }),
  );

  test('anything typed gives a question that main accepts', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (typed) => {
        expect(inboxQuerySchema.safeParse(query(typed)).error).toBeUndefined();
      }),
    );
  });
});
