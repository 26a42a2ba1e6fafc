import type { InboxRow } from '../../shared/contract/inbox';
import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import { assignItem, setAsideItem } from '../inbox/assign';
import { createPatientFromItem, fileItem, unfileItem } from '../inbox/file';
import { listInbox } from '../inbox/list';
import { messageFile } from '../inbox/message';
import { findItem, itemAttachment, itemDocument, itemOriginal, openItem } from '../inbox/open';
import { undoGesture } from '../inbox/undo';
import { upholdItem } from '../inbox/uphold';
import { refreshVerdicts } from '../inbox/verdicts';
import { pendingOf } from '../inbox/verifyItem';
import { whyWaiting } from './insi';
import type { Handlers, Means } from './means';
import { presentation } from './presentation';

export function inboxHandlers(
  means: Means,
): Handlers<
  | 'inbox.list'
  | 'inbox.open'
  | 'inbox.file'
  | 'inbox.uphold'
  | 'inbox.unfile'
  | 'inbox.assign'
  | 'inbox.setAside'
  | 'inbox.undo'
  | 'inbox.createPatient'
  | 'inbox.verifyIns'
  | 'inbox.attachment'
  | 'inbox.presentation'
  | 'inbox.messageFile'
  | 'inbox.original'
> {
  const { store, configuration, clock } = means;
  const people = configuration.practice.people ?? [];
  /** Why an INS still waits is a matter of this minute: a card, a PIN, a service. */
  const explained = (row: InboxRow): InboxRow =>
    row.insCheck?.state === 'waiting'
      ? { ...row, insCheck: { state: 'waiting', reason: whyWaiting(means) } }
      : row;
  const told = async <T extends { identities: boolean }>(
    gesture: Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> => {
    const result = await gesture;
    if (!result.ok) return result;
    // A record that came or went may be the one that others wait for: they are judged again.
    if (result.value.identities) await refreshVerdicts(store, means.act(), configuration.insOids);
    means.changed('inbox', 'patients');
    return result;
  };
  return {
    'inbox.list': async (query) => {
      const list = await listInbox(store, query, clock.now());
      return ok({ ...list, rows: list.rows.map(explained) });
    },
    'inbox.open': async ({ itemId }) => {
      const opened = await openItem(store, means.act(), itemId, configuration.insOids);
      if (!opened.ok) return opened;
      const person = people.find((p) => p.id === opened.value.row.addressee);
      const { proposed } = opened.value;
      return ok({
        ...opened.value,
        row: explained(opened.value.row),
        proposed: { ...proposed, addressee: person?.name ?? proposed.addressee },
      });
    },
    'inbox.file': (request) => told(fileItem(store, means.act(), request)),
    'inbox.uphold': (request) => told(upholdItem(store, means.act(), request)),
    'inbox.unfile': (request) => told(unfileItem(store, means.act(), request)),
    'inbox.assign': (request) => told(assignItem(store, means.act(), request, people)),
    'inbox.setAside': (request) => told(setAsideItem(store, means.act(), request)),
    'inbox.undo': ({ undo }) => told(undoGesture(store, means.act(), undo)),
    'inbox.createPatient': (request) => told(createPatientFromItem(store, means.act(), request)),
    'inbox.verifyIns': async ({ itemId }) => {
      const item = await findItem(store.db, itemId);
      if (!item.ok) return item;
      const pending = await pendingOf(store.db, item.value);
      if (!pending.ok) return pending;
      const answer = await means.verifier.ask(pending.value);
      if (!answer.ok) return answer;
      const { verdict } = answer.value;
      return ok({
        verdict,
        sentence:
          verdict === 'ok'
            ? 'INSi confirme l’INS de ce document.'
            : 'INSi refuse l’INS de ce document\u202f: vérifiez l’identité avec l’expéditeur.',
      });
    },
    'inbox.attachment': ({ itemId, index }) => itemAttachment(store.db, itemId, index),
    'inbox.presentation': async ({ itemId }) => {
      const documentId = await itemDocument(store.db, itemId);
      return documentId.ok ? presentation(means, documentId.value) : documentId;
    },
    'inbox.messageFile': async ({ itemId, index }) => {
      const item = await findItem(store.db, itemId);
      return item.ok ? messageFile(store.db, item.value, index) : item;
    },
    'inbox.original': ({ itemId }) => itemOriginal(store.db, itemId),
  };
}
