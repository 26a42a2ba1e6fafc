import { sql } from 'kysely';
import { ok } from '../../shared/result';
import type { CopyFlag, FetchedMessage, MailCopies, MissingCopy } from '../mss/port';
import type { Store, Tx } from '../store/store';

/** Rows named by one statement. */
const TOGETHER = 500;

const flagsText = (flags: readonly CopyFlag[]): string => flags.join(' ');
const flagsOf = (text: string): CopyFlag[] => (text === '' ? [] : (text.split(' ') as CopyFlag[]));

/** Notes where the copy of a message that was just kept is. Seen again after a move back, it is in the inbox again. */
export async function noteCopy(
  tx: Tx,
  mailbox: string,
  { uid, uidValidity, flags }: Pick<FetchedMessage, 'uid' | 'uidValidity' | 'flags'>,
  messageId: string,
): Promise<void> {
  const told = { message_id: messageId, flags: flagsText(flags), place: 'inbox' as const, folder: null };
  await tx
    .insertInto('mail_copies')
    .values({ mailbox, uid_validity: uidValidity, uid, ours: 0, ...told })
    .onConflict((c) => c.columns(['mailbox', 'uid_validity', 'uid']).doUpdateSet(told))
    .execute();
}

/**
 * The copies of one mailbox, as the store remembers them. None of it touches a message, a document or a line
 * of the worklist: what other clients do is shown, never done here. `mayMark`: the practice wants what it
 * read marked as read; when not, what waited to be marked is forgotten.
 */
export function storedCopies(
  store: Store,
  mailbox: string,
  mayMark: () => Promise<boolean>,
  onChanged: () => void,
): MailCopies {
  const written = async (work: (tx: Tx) => Promise<void>) => {
    await store.write(async (tx) => ok(await work(tx)));
  };
  return {
    async known(uidValidity) {
      const rows = await store.db
        .selectFrom('mail_copies')
        .select(['uid', 'flags'])
        .where('mailbox', '=', mailbox)
        .where('uid_validity', '=', uidValidity)
        .where('place', '=', 'inbox')
        .execute();
      return new Map(rows.map((row) => [row.uid, flagsOf(row.flags)]));
    },

    async changed(uidValidity, flags, gone) {
      await written(async (tx) => {
        for (const [uid, now] of flags)
          await tx
            .updateTable('mail_copies')
            // Once another client took \Seen away, who set it first says nothing any more.
            .set({ flags: flagsText(now), ...(now.includes('\\Seen') ? {} : { ours: 0 }) })
            .where('mailbox', '=', mailbox)
            .where('uid_validity', '=', uidValidity)
            .where('uid', '=', uid)
            .execute();
        for (const uid of gone)
          await tx
            .updateTable('mail_copies')
            .set({ place: 'left' })
            .where('mailbox', '=', mailbox)
            .where('uid_validity', '=', uidValidity)
            .where('uid', '=', uid)
            .execute();
      });
      onChanged();
    },

    async settled(uidValidity) {
      const other = await store.db
        .selectFrom('mail_copies')
        .select('uid')
        .where('mailbox', '=', mailbox)
        .where('uid_validity', '!=', uidValidity)
        .where('place', '=', 'inbox')
        .executeTakeFirst();
      if (!other) return;
      await written(async (tx) => {
        await sql`DELETE FROM mail_copies WHERE mailbox = ${mailbox} AND uid_validity <> ${uidValidity}
          AND message_id IN (SELECT message_id FROM mail_copies WHERE mailbox = ${mailbox} AND uid_validity = ${uidValidity})`.execute(
          tx,
        );
        await tx
          .updateTable('mail_copies')
          .set({ place: 'left' })
          .where('mailbox', '=', mailbox)
          .where('uid_validity', '!=', uidValidity)
          .where('place', '=', 'inbox')
          .execute();
      });
      onChanged();
    },

    async missing(limit): Promise<MissingCopy[]> {
      const rows = await store.db
        .selectFrom('mail_copies as c')
        .innerJoin('messages as m', 'm.id', 'c.message_id')
        .innerJoin('blobs as b', 'b.sha256', 'm.sha256')
        .select(['c.uid_validity as uidValidity', 'c.uid', 'm.message_id as messageId', 'b.size'])
        .where('c.mailbox', '=', mailbox)
        .where('c.place', '=', 'left')
        .limit(limit)
        .execute();
      return rows;
    },

    async found(copy, place) {
      await written(async (tx) => {
        await tx
          .updateTable('mail_copies')
          .set(
            place === null
              ? { place: 'deleted' }
              : { place: place.trash ? 'trash' : 'moved', folder: place.folder },
          )
          .where('mailbox', '=', mailbox)
          .where('uid_validity', '=', copy.uidValidity)
          .where('uid', '=', copy.uid)
          .execute();
      });
      onChanged();
    },

    async toMark(uidValidity, limit) {
      const waiting = await store.db.selectFrom('mail_marks').select('message_id').limit(1).execute();
      if (waiting.length === 0) return [];
      const wanted = await mayMark();
      await written(async (tx) => {
        if (!wanted) await tx.deleteFrom('mail_marks').execute();
        // Nothing is left to mark where no copy is in the inbox unread. A message whose copy is not noted yet waits.
        else
          await sql`DELETE FROM mail_marks WHERE message_id IN (
            SELECT message_id FROM mail_copies WHERE mailbox = ${mailbox} GROUP BY message_id
            HAVING SUM(place = 'inbox' AND uid_validity = ${uidValidity} AND flags NOT LIKE '%\\Seen%') = 0)`.execute(
            tx,
          );
      });
      if (!wanted) return [];
      const rows = await store.db
        .selectFrom('mail_marks as w')
        .innerJoin('mail_copies as c', 'c.message_id', 'w.message_id')
        .select('c.uid')
        .where('c.mailbox', '=', mailbox)
        .where('c.uid_validity', '=', uidValidity)
        .where('c.place', '=', 'inbox')
        .where('c.flags', 'not like', '%\\Seen%')
        .orderBy('c.uid')
        .limit(limit)
        .execute();
      return rows.map((row) => row.uid);
    },

    async marked(uidValidity, uids) {
      await written(async (tx) => {
        for (let at = 0; at < uids.length; at += TOGETHER)
          await tx
            .updateTable('mail_copies')
            .set({ flags: sql<string>`trim('\\Seen ' || flags)`, ours: 1 })
            .where('mailbox', '=', mailbox)
            .where('uid_validity', '=', uidValidity)
            .where('uid', 'in', uids.slice(at, at + TOGETHER))
            .execute();
      });
    },
  };
}

/** Does something read here wait to be marked on the server? */
export async function marksWait(store: Store): Promise<boolean> {
  return (await store.db.selectFrom('mail_marks').select('message_id').limit(1).execute()).length > 0;
}
