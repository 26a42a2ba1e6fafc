import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSend } from '../../../src/cli/sandboxSend';
import { dueAt, type Load, loadLimits, patientsOf, sendLoad } from '../../../src/sandbox/partners/load';
import { nearest } from '../../../src/sandbox/partners/nearest';
import { scenarioList } from '../../../src/sandbox/partners/scenarios';
import { population } from '../../../src/sandbox/population';

describe('what `sandbox send` takes', () => {
  const read = (...args: string[]) => readSend(args, loadLimits);

  test('a scenario alone is one sending about its own patient', () => {
    expect(read('lab')).toEqual({
      ok: true,
      scenario: 'lab',
      load: { patient: null, count: 1, rate: null },
    });
    expect(read('lab', '--rate', '30', '--count', '60', '--patient', '2')).toMatchObject({
      load: { patient: 2, count: 60, rate: 30 },
    });
  });

  test.each([
    [['--count', '3'], 'Nom du scénario'],
    [['lab', '--count', '0'], 'de 1 à 10000'],
    [['lab', '--count', '10001'], 'de 1 à 10000'],
    [['lab', '--count', '1e3'], 'nombre entier'],
    [['lab', '--count', '-5'], 'nombre entier'],
    [['lab', '--count'], 'nombre entier'],
    [['lab', '--rate', '601'], 'de 1 à 600'],
    [['lab', '--rate', '0.5'], 'nombre entier'],
    [['lab', '--patient', '10000'], 'de 0 à 9999'],
    [['lab', '--count', '2', '--count', '3'], 'deux fois'],
    [['lab', '--toString', '1'], 'Option inconnue'],
    [['lab', 'count', '1'], 'Option inconnue'],
  ])('refuses %j in French', (args, why) => {
    expect(readSend(args, loadLimits)).toMatchObject({ ok: false, problem: expect.stringContaining(why) });
  });
});

describe('a load', () => {
  test('is about as many different people of the crowd as there are sendings, never about the named ones', () => {
    const ranks = patientsOf({ patient: null, count: 500, rate: null });
    expect(new Set(ranks).size).toBe(500);
    expect(Math.min(...ranks.map(Number))).toBe(population.length);
  });

  test('about one patient stays with that patient', () => {
    expect(patientsOf({ patient: 3, count: 3, rate: null })).toEqual([3, 3, 3]);
    expect(patientsOf({ patient: null, count: 1, rate: 10 })).toEqual([null]);
  });

  const played = async (load: Load, cost: number, stopAfter = Number.POSITIVE_INFINITY) => {
    let now = 0;
    const at: number[] = [];
    const sent = await sendLoad(
      load,
      async () => {
        if (at.length >= stopAfter) return false;
        at.push(now);
        now += cost;
        return true;
      },
      {
        now: () => now,
        pause: async (ms) => {
          now += ms;
        },
      },
    );
    return { at, sent };
  };

  test('at 30 a minute leaves every two seconds, whatever a sending costs below that', async () => {
    const { at } = await played({ patient: null, count: 4, rate: 30 }, 350);
    expect(at).toEqual([0, 2_000, 4_000, 6_000]);
  });

  test('no sending leaves before it is due, and none is left out', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: loadLimits.rate }),
        fc.integer({ min: 0, max: 5_000 }),
        async (count, rate, cost) => {
          const { at, sent } = await played({ patient: null, count, rate }, cost);
          expect(sent).toBe(count);
          at.forEach((time, n) => {
            expect(time).toBeGreaterThanOrEqual(dueAt(n, rate));
          });
        },
      ),
    ));

  test('stops where the bac à sable does not answer any more, and says how far it went', async () => {
    expect((await played({ patient: null, count: 9, rate: null }, 1, 4)).sent).toBe(4);
  });
});

test('a scenario mistyped brings the nearest names', () => {
  const names = scenarioList().map((s) => s.name);
  expect(nearest('lab-critcal', names)[0]).toBe('lab-critical');
  expect(nearest('imagin', names)[0]).toBe('imaging');
  expect(nearest('x'.repeat(100_000), names)).toHaveLength(3);
});

test('every scenario is told in one French sentence, under a name of its own', () => {
  const list = scenarioList();
  expect(new Set(list.map((s) => s.name)).size).toBe(list.length);
  for (const { sentence } of list) expect(sentence).toMatch(/^\p{Lu}.{15,110}$/u);
  const names = list.map((s) => s.name as string);
  for (const old of 'lab lab-partial lab-final lab-corrected lab-critical lab-n1 lab-pdf imaging discharge discharge-prescription'.split(
    ' ',
  ))
    expect(names).toContain(old);
});
