import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { err, ok, type Result } from '../../shared/result';
import { type MssFailure, mssFailure } from './failures';
import type { OutgoingMail } from './port';

/** A mail ready to leave: the same bytes go by SMTP and into Sent. */
export interface ComposedMail {
  bytes: Buffer;
  from: string;
  to: string;
  messageId: string;
}

const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+$/;
/** RFC 5322 §3.6.4, without the obsolete forms. */
const MESSAGE_ID = /^<[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9.-]+>$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]*$/;
/** Built from the mail itself: nobody may say them a second time. */
const OWN =
  /^(?:from|sender|to|cc|bcc|subject|date|message-id|mime-version|content-.*|received|return-path)$/i;

/**
 * Writes the message (RFC 5322): text/plain in UTF-8, subject by RFC 2047, the given Message-ID and
 * headers. The same mail gives the same bytes. Anything that could add a header or a recipient is refused.
 */
export async function composeMail(
  mail: OutgoingMail,
  sender: { address: string; displayName: string },
): Promise<Result<ComposedMail, MssFailure>> {
  const fault = faultOf(mail, sender);
  if (fault) return err(mssFailure('mss-invalid', fault));
  const composer = new MailComposer({
    from: { name: sender.displayName, address: sender.address },
    to: { name: mail.to.name ?? '', address: mail.to.address },
    subject: mail.subject,
    messageId: mail.messageId,
    date: mail.date,
    text: mail.text,
    headers: { ...mail.headers },
    attachments: mail.attachments.map((a) => ({
      filename: a.fileName,
      contentType: a.mediaType,
      content: Buffer.from(a.bytes),
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
    // nodemailer would draw the boundary at random; a retry must be the same message.
    ...{ baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 24) },
  });
  const bytes = await composer.compile().build();
  return ok({ bytes, from: sender.address, to: mail.to.address, messageId: mail.messageId });
}

/** What is wrong with the mail, in words fit for a log; null when nothing is. */
function faultOf(mail: OutgoingMail, sender: { address: string; displayName: string }): string | null {
  if (!ADDRESS.test(sender.address)) return 'sender address';
  if (!ADDRESS.test(mail.to.address)) return 'recipient address';
  if (!MESSAGE_ID.test(mail.messageId)) return 'Message-ID';
  if (Number.isNaN(mail.date.getTime())) return 'date';
  if ([mail.subject, mail.to.name ?? '', sender.displayName].some(hasControl))
    return 'control character in a name or subject';
  for (const [name, value] of Object.entries(mail.headers)) {
    if (!HEADER_NAME.test(name) || OWN.test(name)) return 'header name';
    if (hasControl(value)) return `control character in ${name}`;
  }
  for (const { fileName, mediaType } of mail.attachments) {
    if (hasControl(fileName) || !/^[\w.+-]+\/[\w.+-]+(?:; ?[\w-]+=[\w.-]+)*$/.test(mediaType))
      return 'attachment name or type';
  }
  return null;
}

/** CR, LF, NUL and their like end a header and begin another; so do the separators of Unicode in some readers. */
const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);
