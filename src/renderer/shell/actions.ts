import { foldedWords } from '../format/words';
import { act, isActive } from '../shortcuts/keyboard';
import { printKey, type Shortcut, type ShortcutId, shortcuts } from '../shortcuts/registry';
import { usePlaces } from '../state/places';

export interface PaletteAction {
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  run(): void;
}

const unsaid: readonly ShortcutId[] = [
  'palette',
  'back',
  'next',
  'previous',
  'scrollDown',
  'scrollUp',
  'read',
];

/** What can be done now, from the same registry as the keys, filtered by what was typed. */
export function actionsNow(text: string): PaletteAction[] {
  const words = foldedWords(text).split(' ').filter(Boolean);
  return (shortcuts as readonly (Shortcut & { id: ShortcutId })[])
    .filter((s) => !unsaid.includes(s.id) && isActive(s.id))
    .filter((s) => words.every((w) => foldedWords(s.help).includes(w)))
    .map((s) => ({
      key: s.id,
      label: s.help,
      hint: printKey(s.keys[0] ?? ''),
      run() {
        usePlaces.getState().show(null);
        act(s.id);
      },
    }));
}
