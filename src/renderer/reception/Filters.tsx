import { useRef } from 'react';
import { Toolbar } from 'react-aria-components';
import { type InboxQuery, isNarrowed } from '../../shared/contract/inbox';
import { type DocumentKind, kindLabels } from '../../shared/documents/kinds';
import { FilterChip } from '../parts/Chip';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { useInbox } from '../state/inbox';

/** Kinds offered as chips, the commonest first; `type:` in the search reaches the others. */
const KINDS = 4;

/** One key away: what waits, what is urgent, what is uncertain, by kind and by person, each with its count. */
export function Filters() {
  const query = useInbox((s) => s.query);
  const counts = useInbox((s) => s.list.value?.counts);
  const me = useApplication((s) => s.app.value?.professional?.rpps ?? null);
  const isOfPractice = useApplication((s) => s.app.value?.people.some((p) => p.id === me) ?? false);
  const bar = useRef<HTMLDivElement>(null);
  useShortcut('filters', () => bar.current?.querySelector<HTMLElement>('button')?.focus());
  const ask = (part: Partial<InboxQuery>) => void useInbox.getState().ask({ state: 'to-file', ...part });
  const list = (state: InboxQuery['state']) =>
    void useInbox.getState().clear(query.state === state ? 'to-file' : state);
  const kinds = (Object.entries(counts?.byKind ?? {}) as [DocumentKind, number][])
    .filter(([kind, n]) => n > 0 || kind === query.kind)
    .sort(([a, x], [b, y]) => y - x || a.localeCompare(b))
    .filter(([kind], i) => i < KINDS || kind === query.kind);
  return (
    <Toolbar aria-label="Filtrer la réception" className="filters" ref={bar}>
      <FilterChip
        on={query.state === 'to-file' && !isNarrowed(query)}
        onToggle={() => void useInbox.getState().clear('to-file')}
      >
        À classer {counts?.toFile ?? ''}
      </FilterChip>
      {shown(counts?.critical, query.criticalOnly) && (
        <FilterChip
          tone="critical"
          on={query.criticalOnly}
          onToggle={() => ask({ criticalOnly: !query.criticalOnly })}
        >
          <span aria-hidden="true">‼</span> Critiques {counts?.critical}
        </FilterChip>
      )}
      {shown(counts?.abnormal, query.abnormalOnly) && (
        <FilterChip
          tone="high"
          on={query.abnormalOnly}
          onToggle={() => ask({ abnormalOnly: !query.abnormalOnly })}
        >
          <span aria-hidden="true">↑</span> Anormaux {counts?.abnormal}
        </FilterChip>
      )}
      {shown(counts?.toReconcile, query.toReconcile) && (
        <FilterChip
          tone="wait"
          on={query.toReconcile}
          onToggle={() => ask({ toReconcile: !query.toReconcile })}
        >
          À rapprocher {counts?.toReconcile}
        </FilterChip>
      )}
      {shown(counts?.insRefused, query.insRefused) && (
        <FilterChip tone="high" on={query.insRefused} onToggle={() => ask({ insRefused: !query.insRefused })}>
          <span aria-hidden="true">✗</span> INS refusées {counts?.insRefused}
        </FilterChip>
      )}
      {me !== null && isOfPractice && (
        <FilterChip
          on={query.addressee === me}
          onToggle={() => ask({ addressee: query.addressee === me ? null : me })}
        >
          Envoyés à moi {counts?.byAddressee[me] ?? 0}
        </FilterChip>
      )}
      {kinds.map(([kind, n]) => (
        <FilterChip
          key={kind}
          on={query.kind === kind}
          onToggle={() => ask({ kind: query.kind === kind ? null : kind })}
        >
          {kindLabels[kind]} {n}
        </FilterChip>
      ))}
      {shown(counts?.unreadable, query.state === 'unreadable') && (
        <FilterChip tone="wait" on={query.state === 'unreadable'} onToggle={() => list('unreadable')}>
          Illisibles {counts?.unreadable}
        </FilterChip>
      )}
      <FilterChip on={query.state === 'filed'} onToggle={() => list('filed')}>
        Classés
      </FilterChip>
    </Toolbar>
  );
}

/** A chip that would show nothing is not drawn, unless it is the one that is on. */
const shown = (count: number | undefined, on: boolean): boolean => on || (count ?? 0) > 0;
