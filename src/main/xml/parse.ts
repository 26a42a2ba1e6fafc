import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { Stop } from './characters';
import { utf8Of } from './decode';
import type { XmlElement } from './element';
import { xmlFailure } from './failure';
import { Scanner } from './scanner';

/**
 * Bytes → tree, or why not. Well-formed XML 1.0 without DOCTYPE: nothing outside the bytes is ever
 * resolved. Bounded by `limits` in bytes, depth, attributes, nodes and text. The namespace of an unbound
 * prefix is '' (docs/decisions/010). The whole text is checked; its elements are made as they are looked at.
 */
export function parseXml(bytes: Uint8Array): Result<XmlElement, Failure> {
  const utf8 = utf8Of(bytes);
  return utf8.ok ? scan(utf8.value) : utf8;
}

/** The same from a text already decoded; an `encoding` in its declaration is then not looked at. */
export function parseXmlText(text: string): Result<XmlElement, Failure> {
  if (!text.isWellFormed()) return err(xmlFailure('xml-malformed', 'character'));
  return scan(Buffer.from(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text, 'utf8'));
}

function scan(utf8: Buffer): Result<XmlElement, Failure> {
  try {
    const root = new Scanner(utf8).scan();
    return root ? ok(root) : err(xmlFailure('xml-malformed', 'no element'));
  } catch (stopped) {
    if (stopped instanceof Stop) return err(stopped.failure);
    throw stopped;
  }
}
