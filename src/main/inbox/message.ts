import { sql } from 'kysely';
import type { InboxItem } from '../../shared/contract/inbox';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import type { StoredFile } from '../records/record';
import { type Db, getBlob, putBlob, type Row, type Tx } from '../store/store';
import { inboxFailure } from './failure';
import type { ReadMessage } from './port';
import { rowsOf } from './rows';

/** Keeps what came beside the documents, never opened here: it is listed, and saved on demand. */
export async function keepFiles(
  tx: Tx,
  messageId: string,
  files: NonNullable<ReadMessage['files']>,
): Promise<void> {
  for (const [position, file] of files.entries()) {
    const sha256 = await putBlob(tx, file.bytes);
    await tx
      .insertInto('message_files')
      .values({
        message_id: messageId,
        position,
        file_name: file.fileName,
        media_type: file.mediaType,
        size: file.bytes.length,
        sha256,
      })
      .onConflict((c) => c.doNothing())
      .execute();
  }
}

/** The documents of a message, older versions left to their thread, and the files beside them. */
export async function besidesOf(
  db: Db,
  messageId: string,
  today: Date,
): Promise<Pick<InboxItem, 'siblings' | 'files'>> {
  const items = await db
    .selectFrom('inbox_items')
    .selectAll()
    .where('message_id', '=', messageId)
    .where('folded', '=', 0)
    .orderBy(sql`rowid`)
    .execute();
  const files = await db
    .selectFrom('message_files')
    .select(['position as index', 'file_name as fileName', 'media_type as mediaType', 'size'])
    .where('message_id', '=', messageId)
    .orderBy('position')
    .execute();
  const rows = await rowsOf(db, items, today);
  return { siblings: rows.map(({ id, title, state }) => ({ id, title, state })), files };
}

/** The bytes of one of those files. */
export async function messageFile(
  db: Db,
  { message_id }: Pick<Row<'inbox_items'>, 'message_id'>,
  index: number,
): Promise<Result<StoredFile, Failure>> {
  const file = await db
    .selectFrom('message_files')
    .selectAll()
    .where('message_id', '=', message_id)
    .where('position', '=', index)
    .executeTakeFirst();
  if (!file) return err(inboxFailure('inbox-attachment-unknown'));
  return ok({
    mediaType: file.media_type,
    fileName: file.file_name || `fichier-${index + 1}`,
    bytes: await getBlob(db, file.sha256),
  });
}
