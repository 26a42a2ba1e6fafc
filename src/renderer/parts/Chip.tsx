import type { ReactNode } from 'react';
import { ToggleButton } from 'react-aria-components';

export type Tone = 'plain' | 'ok' | 'wait' | 'high' | 'low' | 'critical' | 'act';

/** A word on a soft ground: the word always says what the colour says. */
export const Chip = ({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) => (
  <span className={`chip ${tone}`}>{children}</span>
);

/** A chip that filters. */
export function FilterChip(props: { tone?: Tone; on: boolean; onToggle: () => void; children: ReactNode }) {
  return (
    <ToggleButton
      className={`chip toggle ${props.tone ?? 'plain'}`}
      isSelected={props.on}
      onChange={props.onToggle}
    >
      {props.children}
    </ToggleButton>
  );
}
