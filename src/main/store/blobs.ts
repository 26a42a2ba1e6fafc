import { createHash } from 'node:crypto';
import type { Db, Tx } from './database';

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Keeps bytes under their SHA-256; the same bytes are kept once. Answers the hash. */
export async function putBlob(tx: Tx, bytes: Uint8Array): Promise<string> {
  const hash = sha256(bytes);
  await tx
    .insertInto('blobs')
    .values({ sha256: hash, size: bytes.byteLength, bytes })
    .onConflict((c) => c.column('sha256').doNothing())
    .execute();
  return hash;
}

/** The bytes of a hash. Their absence is a bug: every reference is a foreign key. */
export async function getBlob(db: Db, hash: string): Promise<Uint8Array<ArrayBuffer>> {
  const row = await db
    .selectFrom('blobs')
    .select('bytes')
    .where('sha256', '=', hash)
    .executeTakeFirstOrThrow();
  // The engine answers a Buffer, which may be a view of a larger block: hand out exactly these bytes.
  return new Uint8Array(row.bytes);
}
