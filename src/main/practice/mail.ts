import { ok } from '../../shared/result';
import { noteCopy, storedCopies } from '../inbox/copies';
import type { Intake } from '../inbox/intake';
import type { FetchedMessage, MailboxWatch, MailCursor } from '../mss/port';
import type { Tx } from '../store/store';
import type { Means } from './means';
import { readSettings } from './settings';

/** Receives the practice's mailbox into the intake, and remembers how far it came and what others do to it. */
export async function watchMail(means: Means, intake: Intake): Promise<MailboxWatch> {
  const { store, mailbox, configuration, log } = means;
  const { address } = configuration.mss;
  const row = await store.db
    .selectFrom('mail_cursor')
    .selectAll()
    .where('mailbox', '=', address)
    .executeTakeFirst();
  const cursor: MailCursor | null = row
    ? { uidValidity: row.uid_validity, lastUid: row.last_uid, modSeq: row.mod_seq }
    : null;
  const mayMark = async () => (await readSettings(store)).markRead;
  return mailbox.watch(cursor, {
    copies: storedCopies(store, address, mayMark, () => means.changed('inbox')),
    async onMessages(messages, next) {
      const arrivals = messages.map((message) => ({
        bytes: keptOf(message),
        receivedAt: message.receivedAt,
        channel: 'mss' as const,
        refused: message.refused,
      }));
      const received = await intake.receiveAll(arrivals, async (tx, all) => {
        for (const [i, message] of messages.entries())
          await noteCopy(tx, address, message, all[i]!.messageId);
        await moveCursor(tx, address, next);
      });
      // Not stored: the cursor must not pass it.
      if (!received.ok) throw new Error(received.error.code);
      // Without a line of its own it may be a delivery report.
      if (received.value.some((r) => r.items.length === 0)) means.changed('outbox');
      if (received.value.some((r) => r.items.length > 0)) means.changed('inbox', 'patients');
    },
    async onCursor(next) {
      await store.write(async (tx) => ok(await moveCursor(tx, address, next)));
    },
    onState(state) {
      means.services.mss = state;
      if (state.failure) log.warn('mss.state', { code: state.failure.code });
      means.changed('services');
    },
  });
}

async function moveCursor(tx: Tx, mailbox: string, cursor: MailCursor): Promise<void> {
  const where = { uid_validity: cursor.uidValidity, last_uid: cursor.lastUid, mod_seq: cursor.modSeq };
  await tx
    .insertInto('mail_cursor')
    .values({ mailbox, ...where })
    .onConflict((c) => c.column('mailbox').doUpdateSet(where))
    .execute();
}

/** Bytes are known by their hash: two messages of which not even the headers came must not pass for one. */
const keptOf = ({ bytes, refused, uidValidity, uid }: FetchedMessage): Uint8Array =>
  refused && bytes.length === 0
    ? new TextEncoder().encode(`X-Colloque-Not-Brought: ${uidValidity}/${uid}\r\n\r\n`)
    : bytes;
