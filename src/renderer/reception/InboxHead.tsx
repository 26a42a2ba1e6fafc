import { useEffect, useRef, useState } from 'react';
import type { InboxQuery } from '../../shared/contract/inbox';
import { type DocumentKind, kindLabels } from '../../shared/documents/kinds';
import { FilterChip } from '../parts/Chip';
import { useShortcut } from '../shortcuts/useShortcut';
import { useInbox } from '../state/inbox';

const sorts: Record<InboxQuery['sort'], string> = {
  date: 'Date',
  patient: 'Patient',
  kind: 'Type',
  sender: 'Expéditeur',
};

/** A pause in typing before the list is asked again, in milliseconds. */
const PAUSE = 150;

/** Title, what waits, filters with their counts, search and sort. */
export function InboxHead() {
  const counts = useInbox((s) => s.list.value?.counts);
  return (
    <div className="worklist-head">
      <div className="title-line">
        <h2 className="title">Réception</h2>
        <span className="tiny" role="status">
          {(counts?.toReconcile ?? 0) > 0 && `dont ${counts?.toReconcile}\u00a0à rapprocher`}
        </span>
      </div>
      <Filters />
      <Search />
    </div>
  );
}

function Filters() {
  const query = useInbox((s) => s.query);
  const counts = useInbox((s) => s.list.value?.counts);
  const ask = (part: Partial<InboxQuery>) => void useInbox.getState().ask(part);
  const everything = query.state === 'to-file' && !query.kind && !query.abnormalOnly;
  const kinds = Object.entries(counts?.byKind ?? {})
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a) as [DocumentKind, number][];
  return (
    <fieldset className="filters">
      <legend className="unseen">Filtrer la réception</legend>
      <FilterChip on={everything} onToggle={() => ask({ state: 'to-file', kind: null, abnormalOnly: false })}>
        À classer {counts?.toFile ?? ''}
      </FilterChip>
      {(counts?.abnormal ?? 0) > 0 && (
        <FilterChip
          tone="high"
          on={query.abnormalOnly}
          onToggle={() => ask({ abnormalOnly: !query.abnormalOnly, state: 'to-file' })}
        >
          <span aria-hidden="true">↑</span> Anormaux {counts?.abnormal}
        </FilterChip>
      )}
      {kinds.map(([kind, n]) => (
        <FilterChip
          key={kind}
          on={query.kind === kind}
          onToggle={() => ask({ kind: query.kind === kind ? null : kind, state: 'to-file' })}
        >
          {kindLabels[kind]} {n}
        </FilterChip>
      ))}
      {(counts?.unreadable ?? 0) > 0 && (
        <FilterChip
          tone="wait"
          on={query.state === 'unreadable'}
          onToggle={() => ask({ state: query.state === 'unreadable' ? 'to-file' : 'unreadable', kind: null })}
        >
          Illisibles {counts?.unreadable}
        </FilterChip>
      )}
      <FilterChip
        on={query.state === 'filed'}
        onToggle={() => ask({ state: query.state === 'filed' ? 'to-file' : 'filed', kind: null })}
      >
        Classés
      </FilterChip>
    </fieldset>
  );
}

function Search() {
  const query = useInbox((s) => s.query);
  const [text, setText] = useState(query.text);
  const field = useRef<HTMLInputElement>(null);
  useShortcut('filter', () => field.current?.focus());
  useEffect(() => setText(query.text), [query.text]);
  useEffect(() => {
    if (text === useInbox.getState().query.text) return;
    const timer = setTimeout(() => void useInbox.getState().ask({ text }), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <div className="search-line">
      <input
        ref={field}
        type="search"
        className="field"
        aria-label="Chercher dans la réception"
        placeholder="Patient, expéditeur…"
        value={text}
        maxLength={200}
        onChange={(e) => setText(e.target.value)}
        onKeyDown={(e) => {
          if (e.key === 'Escape' || e.key === 'Enter') e.currentTarget.blur();
        }}
      />
      <select
        className="field"
        aria-label="Trier par"
        value={query.sort}
        onChange={(e) => {
          const sort = e.target.value as InboxQuery['sort'];
          void useInbox.getState().ask({ sort, descending: sort === 'date' });
        }}
      >
        {Object.entries(sorts).map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="btn quiet"
        aria-label={query.descending ? 'Ordre décroissant, inverser' : 'Ordre croissant, inverser'}
        onClick={() => void useInbox.getState().ask({ descending: !query.descending })}
      >
        <span aria-hidden="true">{query.descending ? '↓' : '↑'}</span>
      </button>
    </div>
  );
}
