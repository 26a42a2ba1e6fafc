import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import { normaliseName } from '../../../shared/identity/traits';
import type { FictivePatient } from '../../population';

export interface PartnerMail {
  from: { name: string; address: string };
  to: string;
  /** After the XDM prefix, or the whole subject when there is no archive. */
  subject: string;
  date: Date;
  messageId: string;
  text: string;
  archive: Uint8Array | null;
  pdf: { fileName: string; bytes: Uint8Array } | null;
  /** Code of the CDA, for X-MSS-CODECDA. */
  cdaCode: string | null;
  /** Does it carry the INS? X-MSS-INS says so. */
  ins?: boolean;
}

/** `XDM/1.0/DDM+<libellé> <NOM> <prénom> <JJ/MM/AAAA>` (xdm-mss.md §1). */
export const xdmSubject = (label: string, { traits }: FictivePatient): string =>
  `XDM/1.0/DDM+${label.slice(0, 40)} ${traits.birthName} ${traits.firstGivenName} ${traits.birthDate.split('-').reverse().join('/')}`;

/** `<AAAAMMJJ>_<type>_<NOM>_<prénom>.pdf` in characters that every system takes. */
export const pdfName = (date: string, label: string, { traits }: FictivePatient): string =>
  `${[date.slice(0, 8), label.slice(0, 40), traits.birthName, traits.firstGivenName]
    .map((s) =>
      normaliseName(s)
        .replace(/[^A-Z0-9]+/g, '-')
        .replace(/^-|-$/g, ''),
    )
    .join('_')}.pdf`;

/** The bytes of the message, as an operator receives them. */
export function compose(mail: PartnerMail): Promise<Buffer> {
  const headers: Record<string, string> = { 'X-MSS-NIL': 'BAC-A-SABLE' };
  if (mail.cdaCode) {
    headers['X-MSS-CODECDA'] = mail.cdaCode;
    headers['X-MSS-INS'] = mail.ins === false ? 'N' : 'O';
  }
  const attachments = [
    ...(mail.archive
      ? [{ filename: 'IHE_XDM.zip', content: Buffer.from(mail.archive), contentType: 'application/zip' }]
      : []),
    ...(mail.pdf
      ? [
          {
            filename: mail.pdf.fileName,
            content: Buffer.from(mail.pdf.bytes),
            contentType: 'application/pdf',
          },
        ]
      : []),
  ];
  return new Promise((resolve, reject) => {
    new MailComposer({
      from: mail.from,
      to: mail.to,
      subject: mail.subject,
      date: mail.date,
      messageId: mail.messageId,
      // Boundaries are drawn at random otherwise: the same sending gives the same bytes.
      baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 16),
      text: mail.text,
      headers,
      attachments,
    })
      .compile()
      .build((error, message) => (error ? reject(error) : resolve(message)));
  });
}
