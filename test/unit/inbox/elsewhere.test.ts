import { expect, test } from 'vitest';
import { elsewhereWords } from '../../../src/main/inbox/elsewhere';
import { followed } from '../../../src/main/mss/flags';

const copy = (change: Partial<Parameters<typeof elsewhereWords>[0][number]> = {}) => ({
  flags: '',
  ours: 0,
  place: 'inbox' as const,
  folder: null,
  ...change,
});

test('a message nobody touched, or that did not come by mail, has nothing to say', () => {
  expect(elsewhereWords([copy()])).toEqual([]);
  expect(elsewhereWords([])).toEqual([]);
});

test('what we marked ourselves is not said to be read by another', () => {
  expect(elsewhereWords([copy({ flags: '\\Seen', ours: 1 })])).toEqual([]);
  expect(elsewhereWords([copy({ flags: '\\Seen' })])).toEqual(['lu dans une autre messagerie']);
});

test('delivered twice: in the inbox as long as one copy is, to be deleted only when both are', () => {
  const gone = copy({ place: 'deleted' });
  expect(elsewhereWords([gone, copy()])).toEqual([]);
  expect(elsewhereWords([copy({ flags: '\\Deleted' }), copy()])).toEqual([]);
  expect(elsewhereWords([copy({ flags: '\\Deleted' })])).toEqual(['marqué à supprimer dans la boîte']);
});

test('of several copies that left, the one that can still be opened is named', () => {
  const moved = copy({ place: 'moved', folder: 'Archives' });
  expect(elsewhereWords([copy({ place: 'deleted' }), copy({ place: 'trash' }), moved])).toEqual([
    'déplacé vers «\u202fArchives\u202f»',
  ]);
  expect(elsewhereWords([copy({ place: 'deleted' }), copy({ place: 'left' })])).toEqual([
    'sorti de la boîte de réception',
  ]);
});

test('of all a server may call a flag, only the known ones are kept, once, in one order, whatever their case', () => {
  const said = ['$Forwarded', '\\DELETED', '\\Seen', '\\seen', '\\Recent', '__proto__', 'x'.repeat(1_000)];
  expect(followed(said)).toEqual(['\\Seen', '\\Deleted']);
  expect(followed(undefined)).toEqual([]);
});
