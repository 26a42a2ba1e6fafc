import { useEffect, useRef } from 'react';
import { handle } from './keyboard';
import type { ShortcutId } from './registry';

/** While the component stands (and `enabled`), this key does that. */
export function useShortcut(id: ShortcutId, action: () => void, enabled = true): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => (enabled ? handle(id, () => latest.current()) : undefined), [id, enabled]);
}
