import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { Key } from '../shortcuts/Key';
import type { ShortcutId } from '../shortcuts/registry';
import { useShortcut } from '../shortcuts/useShortcut';

interface Props {
  children: ReactNode;
  onAct: () => void;
  /** Its key is printed on it, and pressing the key presses it. */
  shortcut?: ShortcutId;
  filled?: boolean;
  quiet?: boolean;
  disabled?: boolean;
  label?: string;
  className?: string;
}

/** A button that teaches its key. */
export function ActionButton(props: Props) {
  const { children, onAct, shortcut, filled, quiet, disabled = false, label, className = '' } = props;
  return (
    <Button
      className={`btn ${filled ? 'filled' : ''} ${quiet ? 'quiet' : ''} ${className}`}
      onPress={onAct}
      isDisabled={disabled}
      {...(label ? { 'aria-label': label } : {})}
    >
      {children}
      {shortcut && <BoundKey of={shortcut} onAct={onAct} enabled={!disabled} />}
    </Button>
  );
}

function BoundKey({ of, onAct, enabled }: { of: ShortcutId; onAct: () => void; enabled: boolean }) {
  useShortcut(of, onAct, enabled);
  return <Key of={of} />;
}
