import { useInbox } from '../state/inbox';
import { Filters } from './Filters';
import { SearchField } from './SearchField';
import { SortMenu } from './SortMenu';

/** Title, what waits, filters with their counts, search and order. */
export function InboxHead() {
  const total = useInbox((s) => s.list.value?.total);
  const counts = useInbox((s) => s.list.value?.counts);
  const all = total === undefined || total === counts?.toFile;
  return (
    <div className="worklist-head">
      <div className="title-line">
        <h2 className="title">Réception</h2>
        <span className="tiny" role="status">
          {all ? '' : total === 0 ? 'aucun document' : total === 1 ? '1 document' : `${total} documents`}
        </span>
      </div>
      <Filters />
      <div className="search-line">
        <SearchField />
        <SortMenu />
      </div>
    </div>
  );
}
