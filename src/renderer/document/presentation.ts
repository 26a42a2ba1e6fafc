import { createContext, useContext } from 'react';
import type { Answer } from '../../shared/contract/contract';
import type { ClinicalDocument } from '../../shared/documents/clinicalDocument';
import type { PresentationNode } from '../../shared/documents/presentation';

/** Asks for the document as a stylesheet lays it out: of an inbox item or of a filed document. */
export type LoadPresentation = () => Promise<Answer<'inbox.presentation'>>;

const Source = createContext<LoadPresentation | null>(null);
export const PresentationSource = Source.Provider;
export const usePresentationSource = (): LoadPresentation | null => useContext(Source);

/** Name of the view, or null when no stylesheet is at hand: the sender’s first, else that of the practice. */
export function presentationName(
  document: Pick<ClinicalDocument, 'hasStylesheet' | 'kind' | 'level'>,
  practiceHasOne: boolean,
): string | null {
  if (document.hasStylesheet)
    return document.kind === 'biology' ? 'Présentation du laboratoire' : 'Présentation de l’expéditeur';
  return practiceHasOne && document.level === 'N3' ? 'Feuille de style du cabinet' : null;
}

/** What the frame looks like before the sheet says anything: paper, whatever the theme of the window. */
const PAPER =
  'html { background: #fff; color: #000; font: 14px/1.4 sans-serif; } body { margin: 12px; } table { font: inherit; }';

/** Draws nodes into an empty page of ours. No text is parsed as HTML; styles are objects, which the policy allows. */
export function drawPresentation(page: Document, css: string, nodes: readonly PresentationNode[]): void {
  const Sheet = (page.defaultView as (Window & typeof globalThis) | null)?.CSSStyleSheet;
  if (!Sheet) return;
  page.adoptedStyleSheets = [PAPER, css].map((text) => {
    const sheet = new Sheet();
    sheet.replaceSync(text);
    return sheet;
  });
  page.body.replaceChildren();
  for (const node of nodes) page.body.appendChild(made(page, node));
}

function made(page: Document, node: PresentationNode): Node {
  if (typeof node === 'string') return page.createTextNode(node);
  const element = page.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attributes)) {
    if (name === 'style') element.style.cssText = value;
    else element.setAttribute(name, value);
  }
  for (const child of node.children) element.appendChild(made(page, child));
  return element;
}
