import type { InboxItem } from '../../shared/contract/inbox';
import { ActionButton } from '../parts/ActionButton';
import { Icon } from '../parts/Icon';
import { useInbox } from '../state/inbox';
import { useItem } from '../state/item';
import { Message } from './Message';
import { SaveOriginal } from './SaveOriginal';

/** Kept, not lost: why it cannot be read, and its bytes as they came. */
export function Unreadable({ item }: { item: InboxItem }) {
  const { failure, source, row } = item;
  const waiting = useInbox((s) => s.query.state === 'unreadable');
  return (
    <>
      <section className="identity uncertain unreadable" aria-label="Document illisible">
        <Icon name="alert" />
        <div>
          <p>
            <b>{failure?.message ?? 'Ce document n’a pas pu être lu.'}</b>
          </p>
          <p>{failure?.action ?? 'L’original est gardé tel qu’il est arrivé.'}</p>
          {failure && <p className="tiny">Code : {failure.code}</p>}
        </div>
        <span className="unreadable-acts">
          <SaveOriginal itemId={row.id} />
          {waiting && (
            <ActionButton filled shortcut="file" onAct={() => void useItem.getState().setAside(row)}>
              Traité
            </ActionButton>
          )}
        </span>
      </section>
      <Message source={source} itemId={row.id} />
    </>
  );
}
