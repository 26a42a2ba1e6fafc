import { createContext, useContext, useEffect, useState } from 'react';
import type { Answer } from '../../shared/contract/contract';
import type { Attachment, ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';

/** Asks for the bytes of an attachment, by index: of an inbox item or of a filed document. */
export type LoadAttachment = (index: number) => Promise<Answer<'inbox.attachment'>>;

const Source = createContext<LoadAttachment | null>(null);
export const AttachmentSource = Source.Provider;
export const useAttachmentSource = (): LoadAttachment | null => useContext(Source);

/** Bitmaps only: an SVG is a document that can carry scripts, and stays a file. */
const BITMAPS = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/bmp'];
export const isBitmap = (a: Pick<Attachment, 'mediaType'>): boolean =>
  BITMAPS.includes(a.mediaType.toLowerCase().split(';')[0]?.trim() ?? '');

export const isPdf = (a: Pick<Attachment, 'mediaType'>): boolean => /^application\/pdf\b/i.test(a.mediaType);

/** The PDF to show as the original: the body of a level 1, else the copy of a level 3, else the first PDF. */
export function pdfOf(document: Pick<ClinicalDocument, 'attachments'>): Attachment | null {
  const pdfs = document.attachments.filter(isPdf);
  return pdfs.find((a) => a.role === 'body') ?? pdfs.find((a) => a.role === 'copy') ?? pdfs[0] ?? null;
}

export interface AttachmentBytes {
  readonly bytes: Uint8Array | null;
  readonly mediaType: string;
  readonly fileName: string;
  readonly failure: Failure | null;
}

const nothing: AttachmentBytes = { bytes: null, mediaType: '', fileName: '', failure: null };

/** The bytes of an attachment, asked once it is to be shown. */
export function useAttachment(index: number | null): AttachmentBytes {
  const load = useAttachmentSource();
  const [state, setState] = useState(nothing);
  useEffect(() => {
    setState(nothing);
    if (index === null || !load) return;
    let current = true;
    void load(index).then((answer) => {
      if (current)
        setState(answer.ok ? { ...answer.value, failure: null } : { ...nothing, failure: answer.error });
    });
    return () => {
      current = false;
    };
  }, [index, load]);
  return state;
}
