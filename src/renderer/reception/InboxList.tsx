import { useCallback, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { isNarrowed } from '../../shared/contract/inbox';
import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { useShortcut } from '../shortcuts/useShortcut';
import { useApplication } from '../state/application';
import { seenOf, useInbox } from '../state/inbox';
import { InboxRow } from './InboxRow';
import { useFixedRows } from './useFixedRows';

/** Height of a row in rem: two lines, one chip, and air. It follows the zoom of the text. */
const ROW = 3.75;
/** Lines asked for beyond those drawn: J held down never meets a line that is not here. */
const AHEAD = 50;
/** While a thumb is dragged no line is asked for; a rest this long, in milliseconds, and they are. */
const REST = 40;

/** The worklist, brought and drawn only where it is seen: a hundred thousand rows cost as much as ten. */
export function InboxList() {
  const list = useInbox((s) => s.list);
  const leaving = useInbox((s) => s.leaving);
  const selected = useInbox((s) => s.selected);
  const rows = useMemo(() => seenOf({ list, leaving }), [list, leaving]);
  const { select, move, read, bring } = useInbox.getState();
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
  const height = ROW * rem;
  const { scroller, first, last, show, shift } = useFixedRows(rows.count, height);
  const at = rows.lineOf(selected);
  const was = useRef({ selected, at });
  useLayoutEffect(() => {
    const before = was.current;
    was.current = { selected, at };
    if (at < 0) return;
    // The same document on another line: others came or went above it, and it keeps its place under the eye.
    if (before.selected === selected && before.at >= 0) shift(at - before.at);
    else show(at);
  }, [at, selected, show, shift]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other lines to bring
  useEffect(() => {
    const timer = setTimeout(() => void bring(Math.max(0, first - AHEAD), last + AHEAD), REST);
    return () => clearTimeout(timer);
  }, [bring, first, last, list.value]);
  useShortcut('next', () => void move(1));
  useShortcut('previous', () => void move(-1));
  useShortcut('read', () => read(true), selected !== null);
  const onSelect = useCallback(
    (id: string) => {
      select(id);
      read(true);
    },
    [select, read],
  );

  const forWhom = useForWhom();
  const failing = list.failure && !list.value;
  const drawn = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  return (
    <div className="rows" ref={scroller}>
      {failing && list.failure ? (
        <FailureState failure={list.failure} onRetry={() => void useInbox.getState().refresh()} />
      ) : !list.value ? (
        <LoadingState label="La réception se charge" lines={8} />
      ) : rows.count === 0 ? (
        <EmptyList />
      ) : (
        <div
          role="listbox"
          tabIndex={0}
          aria-label="Documents reçus"
          className="rows-inner"
          style={{ height: rows.count * height }}
          {...(at >= first && at <= last ? { 'aria-activedescendant': `row-${selected}` } : {})}
        >
          {drawn.map((line) => {
            const row = rows.at(line);
            return row ? (
              <InboxRow
                key={row.id}
                row={row}
                forWhom={forWhom(row.addressee)}
                on={row.id === selected}
                top={line * height}
                position={line + 1}
                total={rows.count}
                onSelect={onSelect}
              />
            ) : (
              <div
                key={`line-${String(line)}`}
                className="row coming"
                role="presentation"
                style={{ transform: `translateY(${line * height}px)` }}
              >
                <span className="bone" />
              </div>
            );
          })}
        </div>
      )}
    </div>
  );
}

/** The name of whoever a row is for; the one who looks need not be told of theirs. */
function useForWhom(): (addressee: string | null) => string | null {
  const app = useApplication((s) => s.app.value);
  return (id) =>
    id === null || id === app?.professional?.rpps
      ? null
      : (app?.people.find((p) => p.id === id)?.name ?? null);
}

function EmptyList() {
  const query = useInbox((s) => s.query);
  const filtered = isNarrowed(query);
  if (filtered)
    return (
      <EmptyState icon="search" title="Rien ne correspond à ce filtre.">
        <button type="button" className="btn" onClick={() => void useInbox.getState().clear(query.state)}>
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
