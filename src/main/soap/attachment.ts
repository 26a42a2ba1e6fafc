import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { attribute, child, textOf, type XmlElement } from '../xml/element';
import { soapFailure } from './failure';
import { XOP } from './mtom';
import { decodeBase64 } from './package';

/** Bytes of an element that holds an `xop:Include`, or the bytes themselves in base64 (dmp.md §3.4). */
export function attachmentOf(
  element: XmlElement,
  parts: ReadonlyMap<string, Uint8Array>,
): Result<Uint8Array, Failure> {
  const include = child(element, 'Include', XOP);
  if (!include) {
    const inline = decodeBase64(textOf(element));
    return inline ? ok(inline) : err(soapFailure('soap-mime', 'base64'));
  }
  const href = attribute(include, 'href') ?? '';
  const id = href.startsWith('cid:') ? decoded(href.slice(4)) : null;
  // Some stacks percent-encode in `href` what the Content-ID has plain; some do it in both.
  const part = id === null ? undefined : (parts.get(id) ?? parts.get(href.slice(4)));
  return part ? ok(part) : err(soapFailure('soap-mime', 'no part for the include'));
}

function decoded(id: string): string | null {
  try {
    return decodeURIComponent(id);
  } catch {
    return null;
  }
}
