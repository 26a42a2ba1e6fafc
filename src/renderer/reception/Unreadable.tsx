import type { InboxItem } from '../../shared/contract/inbox';
import { Icon } from '../parts/Icon';
import { Message } from './Message';
import { SaveOriginal } from './SaveOriginal';

/** Kept, not lost: why it cannot be read, and its bytes as they came. */
export function Unreadable({ item }: { item: InboxItem }) {
  const { failure, source, row } = item;
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
        <SaveOriginal itemId={row.id} filled />
      </section>
      <Message source={source} itemId={row.id} />
    </>
  );
}
