import { useEffect } from 'react';
import { useInbox } from '../state/inbox';
import { useItem } from '../state/item';
import { Detail } from './Detail';
import { InboxHead } from './InboxHead';
import { InboxList } from './InboxList';

/** The worklist on the left; on the right: who is it, is it certain, what changed, what next. */
export function Reception() {
  const selected = useInbox((s) => s.selected);
  const reading = useInbox((s) => s.reading);
  useEffect(() => void useItem.getState().open(selected), [selected]);
  return (
    <div className="reception" data-reading={reading}>
      <section className="worklist" aria-label="Documents reçus">
        <InboxHead />
        <InboxList />
      </section>
      <Detail />
    </div>
  );
}
