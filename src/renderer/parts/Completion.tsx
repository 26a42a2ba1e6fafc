import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';

export interface Choice {
  readonly key: string;
  readonly content: ReactNode;
}

interface Props {
  label: string;
  placeholder: string;
  text: string;
  onText: (text: string) => void;
  choices: readonly Choice[];
  /** `other` is true with Shift: the second meaning of the choice. */
  onChoose: (index: number, other: boolean) => void;
  onEscape?: () => void;
  /** Said under the field when there is no choice to show. */
  remark?: string | null;
  autoFocus?: boolean;
  hideLabel?: boolean;
  inputId?: string;
  footer?: ReactNode;
}

/** A field that completes: ↑ ↓ to move, ⏎ to take, ⇧⏎ for the other meaning. The focus never leaves the field. */
export function Completion(props: Props) {
  const { choices, text } = props;
  const [at, setAt] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its top
  useEffect(() => setAt(0), [text, choices.length]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: moves with the active choice
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      const step = e.key === 'ArrowDown' ? 1 : -1;
      setAt((at + step + choices.length) % Math.max(1, choices.length));
    } else if (e.key === 'Enter' && !e.ctrlKey && choices[at]) {
      e.preventDefault();
      props.onChoose(at, e.shiftKey);
    } else if (e.key === 'Escape' && props.onEscape) {
      e.preventDefault();
      e.stopPropagation();
      props.onEscape();
    }
  };

  const open = choices.length > 0;
  return (
    <div className="completion">
      <label className={props.hideLabel ? 'unseen' : 'field-label'} htmlFor={props.inputId ?? `${id}-in`}>
        {props.label}
      </label>
      <input
        id={props.inputId ?? `${id}-in`}
        className="field"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        {...(open ? { 'aria-activedescendant': `${id}-${at}` } : {})}
        placeholder={props.placeholder}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        // biome-ignore lint/a11y/noAutofocus: a place whose one thing to do is to search
        autoFocus={props.autoFocus ?? false}
        value={text}
        onChange={(e) => props.onText(e.target.value)}
        onKeyDown={onKeyDown}
      />
      <div
        className="choices"
        role="listbox"
        id={`${id}-list`}
        aria-label={props.label}
        ref={list}
        hidden={!open}
      >
        {choices.map((choice, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field holds the focus and hears the keys
          <div
            key={choice.key}
            id={`${id}-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            className="choice"
            onPointerMove={() => setAt(i)}
            onClick={(e) => props.onChoose(i, e.shiftKey)}
          >
            {choice.content}
          </div>
        ))}
      </div>
      {!open && props.remark && (
        <p className="remark" role="status">
          {props.remark}
        </p>
      )}
      {props.footer}
    </div>
  );
}
