import { createHash } from 'node:crypto';
import { err, ok } from '../../shared/result';
import type { EnvelopeDocument } from './envelope';
import type { Read, ReadAttachment, ReadDocument } from './port';
import { readEnvelope } from './read';

/** {@link readEnvelope} in the shape the intake works with: what opened, what did not, and the bytes of each piece. */
export const readMessage: Read = async (bytes) => {
  const { message, documents, failure } = await readEnvelope(bytes, null);
  if (failure) return err(failure);
  return ok({
    from: message?.from?.name ?? '',
    fromAddress: message?.from?.address ?? '',
    subject: message?.displaySubject ?? '',
    messageId: message?.messageId ?? null,
    text: message?.text ?? '',
    answers: message ? [message.inReplyTo, ...message.references].filter((id) => id !== null) : [],
    report: message?.report ?? null,
    documents: documents.flatMap(readDocumentOf),
    files: (message?.others ?? []).map((o) => ({ ...o, fileName: o.fileName ?? '' })),
    unreadable: documents.flatMap((d) =>
      d.result.ok ? [] : [{ fileName: d.fileName ?? '', bytes: d.bytes, failure: d.result.error }],
    ),
  });
};

function readDocumentOf(found: EnvelopeDocument): ReadDocument[] {
  if (!found.result.ok) return [];
  const document = { ...found.result.value };
  document.warnings = [...found.warnings, ...document.warnings];
  const attachments: ReadAttachment[] = found.pieces.map(({ attachment, bytes }) => {
    const { index, mediaType, title } = attachment;
    return { index, mediaType, fileName: title ?? '', bytes };
  });
  /** What travelled beside the document is kept with it. */
  const keep = (
    file: { name: string | null; bytes: Uint8Array },
    role: 'copy' | 'stylesheet',
    type: string,
  ) => {
    const sha256 = createHash('sha256').update(file.bytes).digest('hex');
    if (document.attachments.some((a) => a.sha256 === sha256)) return;
    const index = document.attachments.length;
    document.attachments = [
      ...document.attachments,
      { index, mediaType: type, size: file.bytes.length, sha256, role, mediaId: null, title: file.name },
    ];
    attachments.push({ index, mediaType: type, fileName: file.name ?? '', bytes: file.bytes });
  };
  const { pdfTwin, stylesheet } = found;
  if (pdfTwin) keep({ name: pdfTwin.fileName, bytes: pdfTwin.bytes }, 'copy', 'application/pdf');
  if (stylesheet) keep(stylesheet, 'stylesheet', 'application/xslt+xml');
  const { bytes, mediaType, trustworthy } = found;
  return [{ document, bytes, mediaType, attachments, trustworthy }];
}
