import type { DocumentLife } from '../../shared/contract/thread';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { modelOf, recordFailure } from '../records/record';
import { sourcesOf } from '../records/sources';
import { tracedChanges } from '../records/trace';
import type { Store } from '../store/store';
import { threadView } from './thread';

/** What happened to a document of the record: where it came from, its versions, what its laboratory changed. */
export function documentLife(store: Store, documentId: string): Promise<Result<DocumentLife, Failure>> {
  return store.write(async (tx) => {
    const row = await tx
      .selectFrom('documents')
      .select('model')
      .where('id', '=', documentId)
      .executeTakeFirst();
    if (!row) return err(recordFailure('document-unknown'));
    return ok({
      sources: await sourcesOf(tx, documentId),
      versions: (await threadView(tx, documentId, modelOf(row))).versions,
      changes: await tracedChanges(tx, documentId),
    });
  });
}
