import { useRef } from 'react';
import type { InboxItem } from '../../shared/contract/inbox';
import { EmptyState, FailureState, LoadingState } from '../parts/states';
import { PatientBanner } from '../patient/PatientBanner';
import { subjectOfItem } from '../patient/subject';
import { useShortcut } from '../shortcuts/useShortcut';
import { useInbox } from '../state/inbox';
import { useItem } from '../state/item';
import { Actions } from './Actions';
import { Besides } from './Besides';
import { Changes } from './Changes';
import { Difference } from './Difference';
import { Elsewhere } from './Elsewhere';
import { IdentityCard } from './IdentityCard';
import { ItemBody } from './ItemBody';
import { Unreadable } from './Unreadable';
import { Alerts, OlderVersion, Sources, useOlderVersion, Versions } from './Versions';

/** The opened document. Identity before content; nothing of a former item is ever shown under another's name. */
export function Detail() {
  const { item, itemId } = useItem();
  const shown = item.value && item.value.row.id === itemId ? item.value : null;
  const goBack = () => {
    const {
      view,
      choosing,
      assigning,
      show,
      choose,
      chooseAddressee,
      open,
      itemId: shownId,
    } = useItem.getState();
    const { selected } = useInbox.getState();
    if (assigning) chooseAddressee(false);
    else if (choosing) choose(false);
    else if (view) show(null);
    else if (selected !== null && selected !== shownId) void open(selected);
    else useInbox.getState().read(false);
  };
  useShortcut('back', goBack);
  return (
    <section
      className="detail"
      aria-label="Document"
      aria-busy={item.loading && !shown}
      data-item={shown?.row.id}
    >
      {shown ? (
        <Opened item={shown} key={shown.row.id} />
      ) : item.failure ? (
        <FailureState failure={item.failure} onRetry={() => void useItem.getState().open(itemId)} />
      ) : itemId ? (
        <LoadingState label="Le document s’ouvre" lines={10} />
      ) : (
        <EmptyState icon="reception" title="Aucun document choisi." />
      )}
    </section>
  );
}

function Opened({ item }: { item: InboxItem }) {
  const page = useRef<HTMLDivElement>(null);
  const older = useOlderVersion(item);
  const scroll = (way: 1 | -1) =>
    page.current?.scrollBy({ top: way * page.current.clientHeight * 0.85, behavior: 'instant' });
  useShortcut('scrollDown', () => scroll(1));
  useShortcut('scrollUp', () => scroll(-1));
  return (
    <>
      <PatientBanner subject={subjectOfItem(item)} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="page" ref={page} tabIndex={0} aria-label="Contenu du document">
        {item.document ? (
          <>
            {older ? <OlderVersion item={item} /> : <IdentityCard item={item} />}
            <Alerts item={item} />
            <Versions item={item} />
            <Sources item={item} />
            <Elsewhere source={item.source} />
            {item.difference && <Difference difference={item.difference} />}
            <Besides item={item} />
            <Changes item={item} />
            <ItemBody item={item} document={item.document} />
          </>
        ) : (
          <>
            <Unreadable item={item} />
            <Besides item={item} />
          </>
        )}
      </section>
      <Actions item={item} />
    </>
  );
}
