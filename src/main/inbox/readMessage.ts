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
    report: message?.report ?? null,
    documents: documents.flatMap(readDocumentOf),
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
  const twin = found.pdfTwin;
  const sha256 = twin ? createHash('sha256').update(twin.bytes).digest('hex') : null;
  if (twin && sha256 && !document.attachments.some((a) => a.sha256 === sha256)) {
    const index = document.attachments.length;
    const mediaType = 'application/pdf';
    document.attachments = [
      ...document.attachments,
      {
        index,
        mediaType,
        size: twin.bytes.length,
        sha256,
        role: 'copy',
        mediaId: null,
        title: twin.fileName,
      },
    ];
    attachments.push({ index, mediaType, fileName: twin.fileName ?? '', bytes: twin.bytes });
  }
  const { bytes, mediaType, trustworthy } = found;
  return [{ document, bytes, mediaType, attachments, trustworthy }];
}
