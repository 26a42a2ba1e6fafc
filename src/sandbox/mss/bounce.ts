import { randomUUID } from 'node:crypto';
import { headerBlock, headerOf } from './delivery';

export interface Report {
  original: Buffer;
  /** Who sent the mail: the report goes there. */
  from: string;
  to: string;
  ret: 'HDRS' | 'FULL';
  at: Date;
}

const CAUSES = {
  unknown: { status: '5.1.1', code: '550 5.1.1', text: 'Cette adresse n’existe pas dans Mon espace santé.' },
  closed: {
    status: '5.2.1',
    code: '550 5.2.1',
    text: 'Ce profil Mon espace santé est clôturé ou son titulaire s’est opposé.',
  },
} as const;

/** « Message non distribué », as Mon espace santé answers: a delivery status notification (RFC 3464). */
export const undeliveredReport = (report: Report, cause: keyof typeof CAUSES): Buffer =>
  notification(report, {
    subject: 'Message non distribué',
    text: `Votre message n’a pas pu être remis à ${report.to}.\r\n${CAUSES[cause].text}`,
    action: 'failed',
    status: CAUSES[cause].status,
    diagnostic: `${CAUSES[cause].code} ${cause === 'closed' ? 'Mailbox closed' : 'Mailbox unknown'}`,
  });

export const deliveredReport = (report: Report): Buffer =>
  notification(report, {
    subject: 'Message remis',
    text: `Votre message a été remis à ${report.to}.`,
    action: 'delivered',
    status: '2.0.0',
    diagnostic: '250 2.0.0 Delivered',
  });

function notification(
  report: Report,
  says: { subject: string; text: string; action: string; status: string; diagnostic: string },
): Buffer {
  const boundary = `rapport-${randomUUID()}`;
  const original =
    report.ret === 'FULL'
      ? ['Content-Type: message/rfc822', '', report.original.toString('latin1')]
      : ['Content-Type: text/rfc822-headers', '', headerBlock(report.original)];
  const messageId = headerOf(report.original, 'message-id');
  const lines = [
    'From: =?utf-8?Q?Messagerie_Mon_espace_sant=C3=A9?= <mailer-daemon@patient.mssante.fr>',
    `To: <${report.from}>`,
    `Subject: =?utf-8?B?${Buffer.from(says.subject).toString('base64')}?=`,
    `Date: ${report.at.toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: <${randomUUID()}@patient.mssante.fr>`,
    ...(messageId ? [`In-Reply-To: ${messageId}`, `References: ${messageId}`] : []),
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    `Content-Type: multipart/report; report-type=delivery-status; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(`${says.text}\r\n`).toString('base64'),
    `--${boundary}`,
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; patient.mssante.fr',
    ...(messageId ? [`X-Original-Message-ID: ${messageId}`] : []),
    '',
    `Final-Recipient: rfc822; ${report.to}`,
    `Action: ${says.action}`,
    `Status: ${says.status}`,
    `Diagnostic-Code: smtp; ${says.diagnostic}`,
    '',
    `--${boundary}`,
    ...original,
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1');
}
