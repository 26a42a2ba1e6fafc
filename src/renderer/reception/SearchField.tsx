import { useEffect, useId, useRef, useState } from 'react';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { useInbox } from '../state/inbox';
import { parseSearch, searchWords } from './searchTokens';

/** A pause in typing before the list is asked again, in milliseconds. */
const PAUSE = 150;

const localDay = (now: Date): string => {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
};

/** Free words, and conditions by name: `pat:durand type:bio avant:01/11`. */
export function SearchField() {
  const typed = useInbox((s) => s.typed);
  const people = useApplication((s) => s.app.value?.people);
  const [text, setText] = useState(typed);
  const [focused, setFocused] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const help = useId();
  useShortcut('filter', () => {
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => setText(typed), [typed]);
  const meant = parseSearch(text, { today: localDay(new Date()), people: people ?? [] });
  const latest = useRef(meant.query);
  latest.current = meant.query;
  useEffect(() => {
    if (text === useInbox.getState().typed) return;
    const timer = setTimeout(() => void useInbox.getState().search(text, latest.current), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="search">
      <input
        ref={field}
        type="search"
        className="field"
        aria-label="Chercher dans la réception"
        aria-describedby={help}
        placeholder="Chercher"
        value={text}
        maxLength={200}
        onFocus={() => setFocused(true)}
        onBlur={() => setFocused(false)}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter') e.currentTarget.blur();
        }}
      />
      {!focused && text === '' && <Key of="filter" />}
      <p className="search-help tiny" id={help} hidden={!focused && meant.unknown.length === 0} role="status">
        {meant.unknown.length > 0 ? (
          <>
            Pas compris{'\u202f'}: <b>{meant.unknown.join(' ')}</b>
          </>
        ) : (
          <>{searchWords.map((w) => w.example).join('  ')} anormal critique</>
        )}
      </p>
    </div>
  );
}
