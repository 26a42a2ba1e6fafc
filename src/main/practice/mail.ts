import { ok } from '../../shared/result';
import type { Intake } from '../inbox/intake';
import type { FetchedMessage, MailboxWatch, MailCursor } from '../mss/port';
import type { Means } from './means';

/** Receives the practice's mailbox into the intake, and remembers how far it came. */
export async function watchMail(means: Means, intake: Intake): Promise<MailboxWatch> {
  const { store, mailbox, configuration, log } = means;
  const { address } = configuration.mss;
  const row = await store.db
    .selectFrom('mail_cursor')
    .selectAll()
    .where('mailbox', '=', address)
    .executeTakeFirst();
  const cursor: MailCursor | null = row ? { uidValidity: row.uid_validity, lastUid: row.last_uid } : null;
  return mailbox.watch(cursor, {
    async onMessage(message) {
      const { receivedAt, refused } = message;
      const received = await intake.receive({ bytes: keptOf(message), receivedAt, channel: 'mss', refused });
      // Not stored: the cursor must not pass it.
      if (!received.ok) throw new Error(received.error.code);
      if (received.value.items.length > 0) means.changed('inbox', 'patients');
      // Without a line of its own it may be a delivery report.
      else means.changed('outbox');
    },
    async onCursor({ uidValidity, lastUid }) {
      await store.write(async (tx) => {
        const where = { uid_validity: uidValidity, last_uid: lastUid };
        await tx
          .insertInto('mail_cursor')
          .values({ mailbox: address, ...where })
          .onConflict((c) => c.column('mailbox').doUpdateSet(where))
          .execute();
        return ok(null);
      });
    },
    onState(state) {
      means.services.mss = state;
      if (state.failure) log.warn('mss.state', { code: state.failure.code });
      means.changed('services');
    },
  });
}

/** Bytes are known by their hash: two messages of which not even the headers came must not pass for one. */
const keptOf = ({ bytes, refused, uidValidity, uid }: FetchedMessage): Uint8Array =>
  refused && bytes.length === 0
    ? new TextEncoder().encode(`X-Colloque-Not-Brought: ${uidValidity}/${uid}\r\n\r\n`)
    : bytes;
