import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import { assignItem, setAsideItem } from '../inbox/assign';
import { createPatientFromItem, fileItem, unfileItem } from '../inbox/file';
import { listInbox } from '../inbox/list';
import { itemAttachment, itemDocument, itemOriginal, openItem } from '../inbox/open';
import { undoGesture } from '../inbox/undo';
import { refreshVerdicts } from '../inbox/verdicts';
import type { Handlers, Means } from './means';
import { presentation } from './presentation';

export function inboxHandlers(
  means: Means,
): Handlers<
  | 'inbox.list'
  | 'inbox.open'
  | 'inbox.file'
  | 'inbox.unfile'
  | 'inbox.assign'
  | 'inbox.setAside'
  | 'inbox.undo'
  | 'inbox.createPatient'
  | 'inbox.attachment'
  | 'inbox.presentation'
  | 'inbox.original'
> {
  const { store, configuration, clock } = means;
  const people = configuration.practice.people ?? [];
  const told = async <T extends { identities: boolean }>(
    gesture: Promise<Result<T, Failure>>,
  ): Promise<Result<T, Failure>> => {
    const result = await gesture;
    if (!result.ok) return result;
    // A record that came or went may be the one that others wait for: they are judged again.
    if (result.value.identities) await refreshVerdicts(store, configuration.insOids);
    means.changed('inbox', 'patients');
    return result;
  };
  return {
    'inbox.list': async (query) => ok(await listInbox(store, query, clock.now())),
    'inbox.open': async ({ itemId }) => {
      const opened = await openItem(store, means.act(), itemId, configuration.insOids);
      if (!opened.ok) return opened;
      const person = people.find((p) => p.id === opened.value.row.addressee);
      const { proposed } = opened.value;
      return ok({
        ...opened.value,
        proposed: { ...proposed, addressee: person?.name ?? proposed.addressee },
      });
    },
    'inbox.file': (request) => told(fileItem(store, means.act(), request)),
    'inbox.unfile': (request) => told(unfileItem(store, means.act(), request)),
    'inbox.assign': (request) => told(assignItem(store, means.act(), request, people)),
    'inbox.setAside': (request) => told(setAsideItem(store, means.act(), request)),
    'inbox.undo': ({ undo }) => told(undoGesture(store, means.act(), undo)),
    'inbox.createPatient': (request) => told(createPatientFromItem(store, means.act(), request)),
    'inbox.attachment': ({ itemId, index }) => itemAttachment(store.db, itemId, index),
    'inbox.presentation': async ({ itemId }) => {
      const documentId = await itemDocument(store.db, itemId);
      return documentId.ok ? presentation(means, documentId.value) : documentId;
    },
    'inbox.original': ({ itemId }) => itemOriginal(store.db, itemId),
  };
}
