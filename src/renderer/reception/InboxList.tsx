import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { useShortcut } from '../shortcuts/useShortcut';
import { firstQuery, useInbox, visibleRows } from '../state/inbox';
import { InboxRow } from './InboxRow';

/** Height of a row in rem: two lines, one chip, and air. It follows the zoom of the text. */
const ROW = 3.75;

/** The worklist, drawn only where it is seen: a hundred thousand rows cost as much as ten. */
export function InboxList() {
  const list = useInbox((s) => s.list);
  const leaving = useInbox((s) => s.leaving);
  const selected = useInbox((s) => s.selected);
  const rows = useMemo(() => visibleRows({ list, leaving }), [list, leaving]);
  const scroller = useRef<HTMLDivElement>(null);
  const { select, move, read } = useInbox.getState();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW * rem,
    overscan: 8,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  const at = rows.findIndex((r) => r.id === selected);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at);
  }, [at, virtual]);
  useShortcut('next', () => move(1));
  useShortcut('previous', () => move(-1));
  useShortcut('read', () => read(true), selected !== null);
  const onSelect = useCallback(
    (id: string) => {
      select(id);
      read(true);
    },
    [select, read],
  );

  if (list.failure && !list.value)
    return <FailureState failure={list.failure} onRetry={() => void useInbox.getState().refresh()} />;
  if (!list.value) return <LoadingState label="La réception se charge" lines={8} />;
  if (rows.length === 0) return <EmptyList />;
  const drawn = virtual.getVirtualItems();
  const selectedIsDrawn = drawn.some((v) => v.index === at);
  return (
    <div className="rows" ref={scroller}>
      <div
        role="listbox"
        tabIndex={0}
        aria-label="Documents reçus"
        className="rows-inner"
        style={{ height: virtual.getTotalSize() }}
        {...(selectedIsDrawn && selected ? { 'aria-activedescendant': `row-${selected}` } : {})}
      >
        {drawn.map(({ index, start }) => {
          const row = rows[index];
          if (!row) return null;
          return (
            <InboxRow
              key={row.id}
              row={row}
              on={row.id === selected}
              top={start}
              position={index + 1}
              total={rows.length}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}

function EmptyList() {
  const query = useInbox((s) => s.query);
  const filtered = query.text !== '' || query.kind !== null || query.abnormalOnly;
  if (filtered)
    return (
      <EmptyState icon="search" title="Rien ne correspond à ce filtre.">
        <button
          type="button"
          className="btn"
          onClick={() => void useInbox.getState().ask({ ...firstQuery, state: query.state })}
        >
          Tout montrer
        </button>
      </EmptyState>
    );
  if (query.state === 'filed') return <EmptyState icon="paper" title="Rien de classé pour le moment." />;
  if (query.state === 'unreadable')
    return <EmptyState icon="check" title="Tout ce qui est arrivé a pu être lu." />;
  return (
    <EmptyState icon="check" title="Tout est classé.">
      Les nouveaux documents apparaîtront ici d’eux-mêmes.
    </EmptyState>
  );
}
