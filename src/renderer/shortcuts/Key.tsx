import { printKey, type ShortcutId, shortcut } from './registry';

/** The key that acts, printed where it acts. Not spoken: the help says keys in full. */
export function Key({ of }: { of: ShortcutId }) {
  return (
    <span aria-hidden="true">
      <kbd>{printKey(shortcut(of).keys[0] ?? '')}</kbd>
    </span>
  );
}
