import type { PDFDocumentLoadingTask, PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useState } from 'react';
import { type Failure, failures } from '../../shared/failure';
import { limits } from '../../shared/limits';

const failure = failures({
  'pdf-unreadable': {
    retry: 'never',
    message: 'Ce PDF ne peut pas être affiché.',
    action: 'Enregistrez-le pour l’ouvrir avec un autre logiciel.',
  },
  'pdf-locked': {
    retry: 'never',
    message: 'Ce PDF est protégé par un mot de passe.',
    action: 'Demandez à l’expéditeur une version sans mot de passe.',
  },
  'pdf-too-large': {
    retry: 'never',
    message: 'Ce PDF est trop volumineux pour être affiché ici.',
    action: 'Enregistrez-le pour l’ouvrir avec un autre logiciel.',
  },
});

export interface OpenedPdf {
  readonly pdf: PDFDocumentProxy | null;
  /** Height over width of the first page: where the others are expected. */
  readonly ratio: number;
  readonly pages: number;
  readonly failure: Failure | null;
}

const opening: OpenedPdf = { pdf: null, ratio: Math.SQRT2, pages: 0, failure: null };

/** Opens bytes; while others open, the former pages stay, so that a preview does not blink. */
export function usePdf(bytes: Uint8Array | null): OpenedPdf {
  const [state, setState] = useState(opening);
  useEffect(() => {
    if (!bytes) return setState(opening);
    if (bytes.byteLength > limits.pdfBytes)
      return setState({ ...opening, failure: failure('pdf-too-large') });
    let current = true;
    let task: PDFDocumentLoadingTask | null = null;
    void (async () => {
      try {
        // Loaded when first needed: a worklist of results opens without it.
        const { openPdf } = await import('./pdf');
        if (!current) return;
        task = openPdf(bytes);
        // A locked file is refused, not asked about: a document brings no dialog.
        task.onPassword = () => {
          if (current) setState({ ...opening, failure: failure('pdf-locked') });
          current = false;
        };
        const pdf = await task.promise;
        const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 });
        const pages = Math.min(pdf.numPages, limits.pdfPages);
        if (current) setState({ pdf, ratio: height / width, pages, failure: null });
      } catch {
        if (current) setState({ ...opening, failure: failure('pdf-unreadable') });
      }
    })();
    return () => {
      current = false;
      // Drawn pages of the former file are replaced at the next frame: let them finish first.
      setTimeout(() => void task?.destroy(), 2_000);
    };
  }, [bytes]);
  return state;
}
