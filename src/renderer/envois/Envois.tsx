import { useState } from 'react';
import type { Intent } from '../../shared/exchange/outbox';
import { FilterChip } from '../parts/Chip';
import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { useOutbox } from '../state/outbox';
import { IntentCard } from './IntentCard';

type Shelf = 'all' | 'under-way' | 'human';

const shelves: Record<Shelf, { label: string; holds: (i: Intent) => boolean }> = {
  all: { label: 'Tous', holds: () => true },
  'under-way': {
    label: 'En cours',
    holds: (i) => i.legs.some((l) => ['waiting', 'sending', 'unknown'].includes(l.state)),
  },
  human: { label: 'À reprendre', holds: (i) => i.legs.some((l) => l.state === 'parked') },
};

/** Everything that was validated, and how each of its sendings goes. */
export function Envois() {
  const intents = useOutbox((s) => s.intents);
  const [shelf, setShelf] = useState<Shelf>('all');
  if (intents.failure && !intents.value)
    return <FailureState failure={intents.failure} onRetry={() => void useOutbox.getState().refresh()} />;
  if (!intents.value) return <LoadingState label="Les envois se chargent" />;
  const all = intents.value;
  const shown = all.filter(shelves[shelf].holds);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="envois page" tabIndex={0} aria-label="Liste des envois">
      <div className="title-line">
        <h2 className="title">Envois</h2>
        <div className="filters">
          {(Object.keys(shelves) as Shelf[]).map((s) => (
            <FilterChip
              key={s}
              on={shelf === s}
              tone={s === 'human' ? 'high' : 'plain'}
              onToggle={() => setShelf(s)}
            >
              {shelves[s].label} {all.filter(shelves[s].holds).length}
            </FilterChip>
          ))}
        </div>
      </div>
      {shown.length === 0 ? (
        <EmptyState icon="envois" title={all.length ? 'Rien ici.' : 'Rien n’a encore été envoyé.'}>
          {all.length === 0 && 'Une ordonnance validée apparaît ici avec ses accusés de réception.'}
        </EmptyState>
      ) : (
        shown.map((intent) => <IntentCard key={intent.id} intent={intent} />)
      )}
    </section>
  );
}
