import type { InboxItem } from '../../shared/contract/inbox';

/** What another mail client did to the message: it changes nothing here, and must be seen before one looks for it there. */
export function Elsewhere({ source }: { source: InboxItem['source'] }) {
  if (source.elsewhere.length === 0) return null;
  return <p className="tiny sources">Message {source.elsewhere.join(', ')}.</p>;
}
