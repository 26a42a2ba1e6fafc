import type { Coded } from '../../../shared/codes';
import { attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';

/** Code, system and label of a coded element, as sent. The label falls back on the words inside `originalText`. */
export function coded(element: XmlElement | null | undefined): Coded | null {
  if (!element) return null;
  const code = attribute(element, 'code')?.trim() || null;
  const label = attribute(element, 'displayName')?.trim() || words(child(element, 'originalText'));
  if (code === null && label === null) return null;
  return { code, system: attribute(element, 'codeSystem')?.trim() || null, label };
}

/** `root^extension`, or `root` alone, or null. */
export function identifier(element: XmlElement | null | undefined): string | null {
  const root = element ? attribute(element, 'root')?.trim() : null;
  if (!root) return null;
  const extension = attribute(element!, 'extension')?.trim();
  return extension ? `${root}^${extension}` : root;
}

/** Extension of the first `id` with that root. */
export function extensionOf(element: XmlElement | null | undefined, root: string): string | null {
  for (const id of childrenOf(element, 'id'))
    if (attribute(id, 'root') === root) return attribute(id, 'extension')?.trim() || null;
  return null;
}

/** Is one of the element's templates in that list? */
export const hasTemplate = (element: XmlElement, ...wanted: readonly string[]): boolean =>
  childrenOf(element, 'templateId').some((t) => wanted.includes(attribute(t, 'root') ?? ''));
