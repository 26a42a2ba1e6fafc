import { useEffect, useState } from 'react';
import type { Attachment } from '../../shared/documents/clinicalDocument';
import { fileSize } from '../format/numbers';
import { ActionButton } from '../parts/ActionButton';
import { isBitmap, useAttachment } from './attachments';
import { saveFile } from './saveFile';

/** A blob URL for as long as the bytes are shown. */
function useBlobUrl(bytes: Uint8Array | null, mediaType: string): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!bytes) return setUrl(null);
    const made = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: mediaType }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes, mediaType]);
  return url;
}

/** An image carried by the document; anything that is not a bitmap stays a file to save. */
export function AttachmentImage({
  attachment,
  caption,
}: {
  attachment: Attachment;
  caption?: string | undefined;
}) {
  const shown = isBitmap(attachment);
  const { bytes, mediaType, failure } = useAttachment(shown ? attachment.index : null);
  const url = useBlobUrl(bytes, mediaType);
  const title = caption ?? attachment.title ?? 'Image jointe au document';
  if (!shown) return <AttachmentFile attachment={attachment} />;
  if (failure) return <p className="remark">{failure.message}</p>;
  return (
    <figure className="media">
      {url ? <img src={url} alt={title} /> : <span className="bone" />}
      <figcaption>{title}</figcaption>
    </figure>
  );
}

/** A file beside the document: its nature, its size, and a way to keep it. */
export function AttachmentFile({ attachment }: { attachment: Attachment }) {
  const [wanted, setWanted] = useState(false);
  const { bytes, fileName, failure } = useAttachment(wanted ? attachment.index : null);
  useEffect(() => {
    if (bytes) {
      saveFile({ bytes, fileName });
      setWanted(false);
    }
  }, [bytes, fileName]);
  return (
    <p className="attached-file">
      <span>
        {attachment.title ?? 'Fichier joint'}{' '}
        <span className="muted">
          {attachment.mediaType}, {fileSize(attachment.size)}
        </span>
        {failure && <span className="remark"> {failure.message}</span>}
      </span>
      <ActionButton onAct={() => setWanted(true)}>Enregistrer</ActionButton>
    </p>
  );
}
