import { header, readHeaders } from './headers';
import type { Mail } from './read';

/** What an operator says of a mail we sent (RFC 3464): for one recipient, of one Message-ID. */
export interface DeliveryReport {
  /** Message-ID of the mail it speaks of, with its angle brackets. */
  messageId: string;
  recipient: string;
  /** `delayed` and the like say nothing final. */
  action: 'delivered' | 'failed' | 'other';
  /** `5.1.1`: class, subject, detail. */
  status: string | null;
}

/** The delivery report that a mail is, or null when it is an ordinary mail or names no mail of ours. */
export function readReport(mail: Mail): DeliveryReport | null {
  if (!/^multipart\/report\b/i.test(header(mail.headers, 'content-type') ?? '')) return null;
  const part = mail.attachments.find((a) => a.mediaType === 'message/delivery-status');
  if (!part) return null;
  // Groups of fields set apart by an empty line: the message first, then each recipient.
  const groups = Buffer.from(part.bytes)
    .toString('latin1')
    .split(/\r?\n\r?\n/)
    .map((block) => readHeaders(Buffer.from(block, 'latin1')));
  const recipient = groups.find((g) => header(g, 'final-recipient') !== null);
  const messageId = originalId(mail, groups[0] ?? []);
  if (!recipient || !messageId) return null;
  const action = (header(recipient, 'action') ?? '').trim().toLowerCase();
  return {
    messageId,
    recipient: (header(recipient, 'final-recipient') ?? '').replace(/^[^;]*;\s*/, '').trim(),
    action: action === 'delivered' || action === 'failed' ? action : 'other',
    status: header(recipient, 'status')?.trim() ?? null,
  };
}

/** From the returned headers; else as the operator repeats it; else from the thread. */
function originalId(mail: Mail, message: ReturnType<typeof readHeaders>): string | null {
  const returned = mail.attachments.find((a) => a.mediaType === 'text/rfc822-headers');
  const inReturned = returned ? header(readHeaders(Buffer.from(returned.bytes)), 'message-id') : null;
  const said =
    inReturned ?? header(message, 'x-original-message-id') ?? mail.inReplyTo ?? mail.references.at(-1);
  return said?.match(/<[^<>\s]+>/)?.[0] ?? null;
}
