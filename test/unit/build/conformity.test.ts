import { expect, test } from 'vitest';
import { conformity, idsOf } from '../../../build/conformity.mjs';

// No id may stand in the titles here: they would be counted as shown.
test('the requirements a title names: one, several by slashes or commas, none by halves', () => {
  for (const [title, ids] of [
    ['E-DMP-07 the existence is tested before feeding', ['E-DMP-07']],
    ['E-INS-23/24/25 three of them', ['E-INS-23', 'E-INS-24', 'E-INS-25']],
    ['E-INS-16, E-INS-17 two of them', ['E-INS-16', 'E-INS-17']],
    ['arrival E-REC-06 with E-MSS-01/02 in the middle', ['E-REC-06', 'E-MSS-01', 'E-MSS-02']],
    ['e-dmp-07, E-DMP-7, E-DM-07, DMP-07, E-DMP-070, RE-DMP-07', []],
  ] as const)
    expect(idsOf(title), title).toEqual(ids);
});

test('the table counts what was shown, leaves a hole where nothing was, and tells ids that do not exist', () => {
  const requirements = ['E-DMP-07', 'E-DMP-08'].map((id) => ({ id, text: 'alimenter | une fois' }));
  const titles = [
    { file: 'a.test.ts', title: 'E-DMP-08 once' },
    { file: 'b.test.ts', title: 'E-DMP-08/99 again' },
  ];
  expect(conformity(requirements, titles)).toEqual({
    rows: [
      '| E-DMP-07 | alimenter \\| une fois |  | — |',
      '| E-DMP-08 | alimenter \\| une fois | 2 | E-DMP-08 once – `a.test.ts`<br>E-DMP-08/99 again – `b.test.ts` |',
    ],
    count: 1,
    unknown: ['E-DMP-99'],
  });
});
