/** The `href` of the first `xml-stylesheet` instruction before the root of a document, or null. */
export function namedStylesheet(document: Uint8Array): string | null {
  const head = Buffer.from(document.buffer, document.byteOffset, Math.min(document.byteLength, 16_384));
  const instruction = /<\?xml-stylesheet\s([^?]*)\?>/.exec(head.toString('latin1'))?.[1] ?? '';
  return /\bhref\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(instruction)?.slice(1).find(Boolean) ?? null;
}

/**
 * The sheet a document names among those that travel with it, by file name alone: a path of the sender's leads
 * nowhere here. A document that names none takes the only one there is.
 */
export function travellingStylesheet<F extends { name: string }>(
  document: Uint8Array,
  sheets: readonly F[],
): F | null {
  const named = namedStylesheet(document);
  if (named === null) return sheets.length === 1 ? sheets[0]! : null;
  const wanted = baseName(named);
  return sheets.find((s) => baseName(s.name) === wanted) ?? null;
}

const baseName = (path: string): string =>
  path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1).toLowerCase();
