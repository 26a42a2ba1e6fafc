import { el, type Markup } from './markup';

export const XOP = 'http://www.w3.org/2004/08/xop/include';

export interface HttpMessage {
  contentType: string;
  body: Uint8Array;
}

/** Where the bytes of a part go in the envelope. */
export const include = (contentId: string): Markup =>
  el('xop:Include', { 'xmlns:xop': XOP, href: `cid:${encodeURIComponent(contentId)}` });

/** A plain SOAP 1.2 message. */
export const writePlain = (envelope: string, action: string): HttpMessage => ({
  contentType: `application/soap+xml; charset=utf-8; action="${action}"`,
  body: utf8(`<?xml version="1.0" encoding="UTF-8"?>${envelope}`),
});

/**
 * An MTOM package (dmp.md §3.4): the envelope first, then each part as raw bytes under its Content-ID.
 * `boundary` must be unguessable: a part that held it would be cut there.
 */
export function writeMtom(
  envelope: string,
  parts: readonly { contentId: string; mediaType: string; bytes: Uint8Array }[],
  { action, boundary }: { action: string; boundary: string },
): HttpMessage {
  const root = `root.${boundary}@colloque`;
  const head = (lines: string[]) => utf8(`--${boundary}\r\n${lines.join('\r\n')}\r\n\r\n`);
  const pieces: Uint8Array[] = [
    head([
      'Content-Type: application/xop+xml; charset=UTF-8; type="application/soap+xml"',
      'Content-Transfer-Encoding: binary',
      `Content-ID: <${root}>`,
    ]),
    utf8(`<?xml version="1.0" encoding="UTF-8"?>${envelope}`),
    CRLF,
  ];
  for (const part of parts)
    pieces.push(
      head([
        `Content-Type: ${part.mediaType}`,
        'Content-Transfer-Encoding: binary',
        `Content-ID: <${part.contentId}>`,
      ]),
      part.bytes,
      CRLF,
    );
  pieces.push(utf8(`--${boundary}--\r\n`));
  return {
    contentType: `multipart/related; type="application/xop+xml"; start="<${root}>"; start-info="application/soap+xml"; action="${action}"; boundary="${boundary}"`,
    body: Buffer.concat(pieces),
  };
}

const CRLF = new Uint8Array([13, 10]);
const utf8 = (text: string) => new TextEncoder().encode(text);
