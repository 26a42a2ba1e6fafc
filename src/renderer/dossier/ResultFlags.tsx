import type { RecordDocument } from '../../shared/contract/record';
import { frenchDate } from '../format/dates';
import { Chip } from '../parts/Chip';

type Flags = Pick<RecordDocument, 'abnormal' | 'critical' | 'commented'>;

/** What a report wants known without being opened (E-BIO-01 to E-BIO-03). */
export function ResultFlags({ abnormal, critical, commented }: Flags) {
  return (
    <>
      {critical > 0 && <Chip tone="critical">critique {critical}</Chip>}
      {abnormal > 0 && <Chip tone="high">anormal {abnormal}</Chip>}
      {commented && <Chip>commenté</Chip>}
    </>
  );
}

/** The last report that stands, at the head of the record: nothing is said where it has nothing to say. */
export function LatestResults({ documents }: { documents: readonly RecordDocument[] }) {
  const latest = documents.find((d) => d.kind === 'biology' && !d.superseded && !d.cancelled);
  if (!latest || (latest.abnormal === 0 && !latest.commented)) return null;
  return (
    <p className="latest-results">
      <span className="muted">Biologie du {frenchDate(latest.date) || 'jour inconnu'}</span>
      <ResultFlags {...latest} />
    </p>
  );
}
