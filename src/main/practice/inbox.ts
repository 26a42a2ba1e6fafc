import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import { createPatientFromItem, fileItem, unfileItem } from '../inbox/file';
import { listInbox } from '../inbox/list';
import { itemAttachment, itemOriginal, openItem } from '../inbox/open';
import { undoGesture } from '../inbox/undo';
import { refreshVerdicts } from '../inbox/verdicts';
import type { Handlers, Means } from './means';

export function inboxHandlers(
  means: Means,
): Handlers<
  | 'inbox.list'
  | 'inbox.open'
  | 'inbox.file'
  | 'inbox.unfile'
  | 'inbox.undo'
  | 'inbox.createPatient'
  | 'inbox.attachment'
  | 'inbox.original'
> {
  const { store, configuration, clock } = means;
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
    'inbox.open': ({ itemId }) => openItem(store, means.act(), itemId, configuration.insOids),
    'inbox.file': (request) => told(fileItem(store, means.act(), request)),
    'inbox.unfile': (request) => told(unfileItem(store, means.act(), request)),
    'inbox.undo': ({ undo }) => told(undoGesture(store, means.act(), undo)),
    'inbox.createPatient': (request) => told(createPatientFromItem(store, means.act(), request)),
    'inbox.attachment': ({ itemId, index }) => itemAttachment(store.db, itemId, index),
    'inbox.original': ({ itemId }) => itemOriginal(store.db, itemId),
  };
}
