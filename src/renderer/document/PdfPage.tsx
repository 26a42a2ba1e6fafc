import type { PDFDocumentProxy } from 'pdfjs-dist';
import { useEffect, useRef, useState } from 'react';

interface Props {
  pdf: PDFDocumentProxy;
  number: number;
  /** Width of the page on screen, in CSS pixels. */
  width: number;
  onRatio?: (ratio: number) => void;
}

/** One page as a picture, with its words beside for who listens. Annotations draw, none acts. */
export function PdfPage({ pdf, number, width, onRatio }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [words, setWords] = useState('');
  const tell = useRef(onRatio);
  tell.current = onRatio;
  useEffect(() => {
    let cancel: (() => void) | null = null;
    let current = true;
    void (async () => {
      const page = await pdf.getPage(number);
      const natural = page.getViewport({ scale: 1 });
      tell.current?.(natural.height / natural.width);
      const sharp = Math.min(window.devicePixelRatio || 1, 3);
      const viewport = page.getViewport({ scale: (width / natural.width) * sharp });
      // Drawn aside, then shown whole: a page being redrawn never flashes white.
      const aside = document.createElement('canvas');
      aside.width = Math.floor(viewport.width);
      aside.height = Math.floor(viewport.height);
      const task = page.render({ canvas: aside, viewport });
      cancel = () => task.cancel();
      await task.promise;
      const shown = canvas.current;
      if (!current || !shown) return;
      shown.width = aside.width;
      shown.height = aside.height;
      shown.getContext('2d')?.drawImage(aside, 0, 0);
      const text = await page.getTextContent();
      if (current) setWords(text.items.map((i) => ('str' in i ? i.str : '')).join(' '));
    })().catch(() => {
      // A cancelled drawing: another one is under way.
    });
    return () => {
      current = false;
      cancel?.();
    };
  }, [pdf, number, width]);
  return (
    <div className="pdf-page" style={{ width }}>
      <div aria-hidden="true">
        <canvas ref={canvas} />
      </div>
      <p className="unseen">{words || `Page ${number}`}</p>
    </div>
  );
}
