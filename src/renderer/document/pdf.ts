import { GlobalWorkerOptions, getDocument, type PDFDocumentLoadingTask } from 'pdfjs-dist';
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** Files that pdf.js asks for while it draws, each bundled under our own origin. */
const bundled: Record<string, string> = {
  ...import.meta.glob<string>('../../../node_modules/pdfjs-dist/standard_fonts/*.{pfb,ttf}', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../../node_modules/pdfjs-dist/cmaps/*.bcmap', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
  ...import.meta.glob<string>('../../../node_modules/pdfjs-dist/wasm/*.wasm', {
    query: '?url',
    import: 'default',
    eager: true,
  }),
};
const urls = new Map(
  Object.entries(bundled).map(([path, url]) => [path.slice(path.lastIndexOf('/') + 1), url]),
);

/** Answers pdf.js's own needs (fonts, character maps, decoders) by name, never by an address from the file. */
class BundledData {
  async fetch({ filename }: { filename: string }): Promise<Uint8Array> {
    const url = urls.get(filename);
    if (!url) throw new Error('pdf-data-absent');
    const response = await fetch(url);
    if (!response.ok) throw new Error('pdf-data-absent');
    return new Uint8Array(await response.arrayBuffer());
  }
}

/** Opens a received PDF: no script runs, no form acts, no link is drawn, nothing is fetched for it. */
export function openPdf(bytes: Uint8Array): PDFDocumentLoadingTask {
  return getDocument({
    // A copy: the worker takes possession of what it is given.
    data: new Uint8Array(bytes),
    isEvalSupported: false,
    enableXfa: false,
    useWorkerFetch: false,
    disableAutoFetch: true,
    stopAtErrors: false,
    // Any value tells pdf.js that the factory can answer.
    cMapUrl: '/',
    cMapPacked: true,
    standardFontDataUrl: '/',
    wasmUrl: '/',
    BinaryDataFactory: BundledData,
    // Canvas larger than this many pixels is refused: a page that claims kilometres.
    maxImageSize: 64_000_000,
    canvasMaxAreaInBytes: 256_000_000,
  });
}
