import { type Scope, type Shortcut, type ShortcutId, shortcuts } from './registry';

type KeyLike = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

/** The name of a pressed key, as the registry writes it. Digits are read by their place: on AZERTY they need Shift. */
export function keyName(e: KeyLike): string {
  const ctrl = e.ctrlKey || e.metaKey;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(e.code)?.[1];
  const base =
    e.key === ' ' ? 'Space' : e.altKey && digit ? digit : e.key.length === 1 ? e.key.toLowerCase() : e.key;
  // Shift makes `?` and capitals: it is named only where it changes nothing to the character.
  const shift = e.shiftKey && (base === 'Space' || base.length > 1);
  return [ctrl && 'Ctrl', e.altKey && 'Alt', shift && 'Shift', base].filter(Boolean).join('+');
}

/** The digit engraved on a key of the upper row, whatever it types: on AZERTY `&` is the key of 1. */
export const digitPlace = (e: KeyLike): string | null =>
  e.ctrlKey || e.metaKey || e.altKey || e.shiftKey ? null : (/^Digit(\d)$/.exec(e.code)?.[1] ?? null);

const TYPING =
  'input:not([type=checkbox]):not([type=radio]):not([type=button]), textarea, select, [contenteditable=true]';

/** What the focused element already means by a key wins over us. */
export function belongsToElement(target: Element | null, key: string): boolean {
  if (!target) return false;
  if (key === 'Space' || key === 'Shift+Space' || key === 'Enter')
    return target.closest('button, a[href], summary, [role=button], [role=radio], input, label') !== null;
  return (
    key.startsWith('Arrow') && target.closest('[role=radiogroup], [role=tablist], [role=toolbar]') !== null
  );
}

/** Which shortcut a key means: the narrowest scope first. Null when it must be left alone. */
export function meaning(
  key: string,
  active: readonly Scope[],
  typing: boolean,
  list: readonly Shortcut[] = shortcuts,
): Shortcut | null {
  for (const scope of active) {
    const found = list.find((s) => s.scope === scope && s.keys.includes(key));
    if (found) return typing && !found.whileTyping ? null : found;
  }
  return null;
}

type Handler = (event: KeyboardEvent) => void;
const handlers = new Map<ShortcutId, Handler[]>();

/** Registers what a shortcut does now; the last registered wins. Returns how to unregister. */
export function handle(id: ShortcutId, handler: Handler): () => void {
  handlers.set(id, [...(handlers.get(id) ?? []), handler]);
  return () =>
    handlers.set(
      id,
      (handlers.get(id) ?? []).filter((h) => h !== handler),
    );
}

/** Does what a shortcut does now, if anything. Also how the palette acts. */
export function act(id: ShortcutId, event: KeyboardEvent = new KeyboardEvent('keydown')): boolean {
  const handler = handlers.get(id)?.at(-1);
  handler?.(event);
  return handler !== undefined;
}

export const isActive = (id: ShortcutId): boolean => (handlers.get(id)?.length ?? 0) > 0;

/** The one listener of the window. `scopesNow` answers the active scopes, narrowest first; an open dialog silences all. */
export function listen(target: Window, scopesNow: () => readonly Scope[]): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const element = event.target instanceof Element ? event.target : null;
    if (target.document.querySelector('[role=dialog]')) return;
    const typing = element?.matches(TYPING) ?? false;
    const key = keyName(event);
    // Esc first gives the keyboard back to the letters; pressed again, it goes back.
    if (typing && key === 'Escape') return (element as HTMLElement).blur();
    const place = digitPlace(event);
    const found =
      meaning(key, scopesNow(), typing) ?? (place === null ? null : meaning(place, scopesNow(), typing));
    if (!found || (!typing && belongsToElement(element, key))) return;
    if (!act(found.id as ShortcutId, event)) return;
    event.preventDefault();
    event.stopPropagation();
  };
  // Before the element sees it: a focused button would take Ctrl+⏎ for its own ⏎.
  const onChord = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey) onKey(event);
  };
  target.addEventListener('keydown', onChord, true);
  target.addEventListener('keydown', onKey);
  return () => {
    target.removeEventListener('keydown', onChord, true);
    target.removeEventListener('keydown', onKey);
  };
}
