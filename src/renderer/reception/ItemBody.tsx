import { useMemo } from 'react';
import type { InboxItem } from '../../shared/contract/inbox';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import { call } from '../bridge/bridge';
import { AttachmentSource } from '../document/attachments';
import { DocumentView } from '../document/DocumentView';
import { PresentationSource } from '../document/presentation';
import { useItem } from '../state/item';
import { Message } from './Message';

/** The document of an item, in the view that was asked. */
export function ItemBody({ item, document }: { item: InboxItem; document: ClinicalDocument }) {
  const view = useItem((s) => s.view);
  const { row, source } = item;
  const load = useMemo(
    () => (index: number) => call('inbox.attachment', { itemId: row.id, index }),
    [row.id],
  );
  const present = useMemo(() => () => call('inbox.presentation', { itemId: row.id }), [row.id]);
  return (
    <AttachmentSource value={load}>
      <PresentationSource value={present}>
        <DocumentView
          document={document}
          history={item.history}
          view={view}
          onView={(v) => useItem.getState().show(v)}
          message={<Message source={source} itemId={row.id} />}
        />
      </PresentationSource>
    </AttachmentSource>
  );
}
