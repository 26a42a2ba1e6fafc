import type { InboxItem } from '../../shared/contract/inbox';
import { Chip, type Tone } from '../parts/Chip';
import { alerting } from './Versions';

const tones: Record<InboxItem['changes'][number]['tone'], Tone> = {
  critical: 'critical',
  high: 'high',
  low: 'low',
  stable: 'plain',
  missing: 'wait',
  new: 'act',
};

/** What changed since the last report, said first. */
export function Changes({ item }: { item: InboxItem }) {
  const warnings = item.warnings.filter((w) => !alerting.includes(w.code));
  if (item.changes.length === 0 && warnings.length === 0) return null;
  return (
    <div className="changes">
      {item.changes.length > 0 && (
        <ul aria-label="Ce qui a changé">
          {item.changes.map((c) => (
            <li key={`${c.resultKey ?? ''}${c.text}`}>
              <Chip tone={tones[c.tone]}>{c.text}</Chip>
            </li>
          ))}
        </ul>
      )}
      {warnings.length > 0 && (
        <details className="warnings">
          <summary>
            {warnings.length > 1 ? `${warnings.length} remarques de lecture` : '1 remarque de lecture'}
          </summary>
          <ul>
            {warnings.map((w) => (
              <li key={`${w.code}${w.message}`}>{w.message}</li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}
