import { useRef } from 'react';
import type { InboxQuery } from '../../shared/contract/inbox';
import { Key } from '../shortcuts/Key';
import { useShortcut } from '../shortcuts/useShortcut';
import { useInbox } from '../state/inbox';

const sorts: Record<InboxQuery['sort'], string> = {
  date: 'Date',
  patient: 'Patient',
  kind: 'Type',
  sender: 'Expéditeur',
  abnormal: 'Gravité',
};
/** What one wants on top when nothing more is said. */
const topDown: readonly InboxQuery['sort'][] = ['date', 'abnormal'];

/** The order of the list: the latest, the gravest, or an alphabet first. */
export function SortMenu() {
  const { sort, descending } = useInbox((s) => s.filters);
  const menu = useRef<HTMLSelectElement>(null);
  useShortcut('sort', () => menu.current?.focus());
  return (
    <span className="sort">
      <select
        ref={menu}
        className="field"
        aria-label="Trier par"
        value={sort}
        onChange={(e) => {
          const wanted = e.target.value as InboxQuery['sort'];
          void useInbox.getState().ask({ sort: wanted, descending: topDown.includes(wanted) });
        }}
      >
        {Object.entries(sorts).map(([id, label]) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <Key of="sort" />
      <button
        type="button"
        className="btn quiet"
        aria-label={descending ? 'Ordre décroissant, inverser' : 'Ordre croissant, inverser'}
        onClick={() => void useInbox.getState().ask({ descending: !descending })}
      >
        <span aria-hidden="true">{descending ? '↓' : '↑'}</span>
      </button>
    </span>
  );
}
