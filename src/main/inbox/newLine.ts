import type { Match } from '../../shared/contract/inbox';
import type { Failure } from '../../shared/failure';
import { searchKey } from '../../shared/identity/traits';
import type { NewRow, Tx } from '../store/store';
import type { Admission } from './admit';
import type { ReadMessage } from './port';

type Columns = Partial<NewRow<'inbox_items'>> & Pick<NewRow<'inbox_items'>, 'kind' | 'title' | 'state'>;

/** The line of what could not be read: it waits in its own list, with the reason. `words`: what else it is found by. */
export async function keepUnreadable(
  tx: Tx,
  admission: Admission,
  sender: string,
  title: string,
  failure: Failure,
  words: string,
): Promise<string> {
  const item = await insertLine(tx, admission, {
    kind: 'other',
    title: title || 'Message sans objet',
    sender,
    state: 'unreadable',
    failure: JSON.stringify(failure),
  });
  // What cannot be read is found by its mail all the same.
  await admission.store.search.index(tx, 'item', item, `${title} ${words}`);
  return item;
}

/** A long discussion quoted below a report is not what a report is looked for by. */
const MAIL_TEXT = 20_000;

/** What a line is found by besides its document: who wrote, the subject, the text of the mail. */
export const mailWords = ({ from, fromAddress, subject, text }: ReadMessage): string =>
  [from, fromAddress, subject, text.slice(0, MAIL_TEXT)].join(' ');

/** A new line of the worklist; answers its id. What is not said is empty, unread and unfiled. */
export async function insertLine(tx: Tx, { act, message }: Admission, columns: Columns): Promise<string> {
  const id = act.ids.uuid();
  const verdict: Match['verdict'] = 'none';
  await tx
    .insertInto('inbox_items')
    .values({
      id,
      message_id: message.id,
      document_id: null,
      revision: 1,
      acknowledged: 0,
      is_read: 0,
      auto_filed: 0,
      received_at: message.received_at,
      level: null,
      summary: '',
      sender: '',
      patient_name: '',
      birth_date: null,
      patient_id: null,
      verdict,
      abnormal: 0,
      critical: 0,
      commented: 0,
      correction: null,
      version: null,
      document_date: null,
      failure: null,
      warnings: '[]',
      ins_verification: null,
      patient_key: searchKey(columns.patient_name ?? ''),
      sender_key: searchKey(columns.sender ?? ''),
      ...columns,
    })
    .execute();
  return id;
}
