import { randomUUID } from 'node:crypto';
import { senderFault } from './fault';

export interface Part {
  contentId: string;
  headers: Record<string, string>;
  bytes: Buffer;
}

export interface MtomMessage {
  root: Buffer;
  /** Binary parts by Content-ID, without angle brackets. */
  parts: Map<string, Buffer>;
}

/** `type; a="b"; c=d` → the type in lower case and its parameters. */
export function contentType(value: string): { type: string; params: Record<string, string> } {
  const [type = '', ...rest] = value.match(/(?:[^;"]|"(?:\\.|[^"])*")+/g) ?? [];
  const params = Object.fromEntries(
    rest.flatMap((p) => {
      const at = p.indexOf('=');
      if (at < 0) return [];
      const text = p.slice(at + 1).trim();
      return [[p.slice(0, at).trim().toLowerCase(), text.replace(/^"(.*)"$/s, '$1').replace(/\\(.)/g, '$1')]];
    }),
  );
  return { type: type.trim().toLowerCase(), params };
}

/** Reads an MTOM request (dmp.md §3.4); throws a Sender fault on a shape the profile does not allow. */
export function readMtom(body: Buffer, params: Record<string, string>): MtomMessage {
  const { boundary, start } = params;
  if (!boundary || params.type !== 'application/xop+xml')
    throw senderFault('MTOM : type et boundary attendus');
  if (params['start-info'] && contentType(params['start-info']).type !== 'application/soap+xml')
    throw senderFault('MTOM : start-info application/soap+xml attendu');
  const parts = split(body, boundary);
  const wanted = start?.replace(/^<|>$/g, '');
  const root = wanted === undefined ? parts[0] : parts.find((p) => p.contentId === wanted);
  if (!root) throw senderFault('MTOM : partie racine introuvable');
  const kind = contentType(root.headers['content-type'] ?? '');
  if (
    kind.type !== 'application/xop+xml' ||
    contentType(kind.params.type ?? '').type !== 'application/soap+xml'
  )
    throw senderFault('MTOM : partie racine application/xop+xml; type="application/soap+xml" attendue');
  for (const p of parts)
    if (/^(base64|quoted-printable)$/i.test(p.headers['content-transfer-encoding'] ?? ''))
      throw senderFault('MTOM : parties binaires attendues, sans base64');
  return {
    root: root.bytes,
    parts: new Map(parts.filter((p) => p !== root).map((p) => [p.contentId, p.bytes])),
  };
}

function split(body: Buffer, boundary: string): Part[] {
  const delimiter = Buffer.from(`--${boundary}`);
  const parts: Part[] = [];
  let at = body.indexOf(delimiter);
  if (at < 0) throw senderFault('MTOM : délimiteur absent');
  for (;;) {
    at += delimiter.length;
    if (body.toString('latin1', at, at + 2) === '--') return parts;
    const start = body.indexOf('\r\n', at) + 2;
    const next = body.indexOf(Buffer.from(`\r\n--${boundary}`), start - 2);
    if (start < 2 || next < 0) throw senderFault('MTOM : message tronqué');
    const end = body.indexOf('\r\n\r\n', start);
    if (end < 0 || end > next) throw senderFault('MTOM : en-têtes de partie mal formés');
    const headers = Object.fromEntries(
      body
        .toString('latin1', start, end)
        .replace(/\r\n[ \t]+/g, ' ')
        .split('\r\n')
        .map((line) => [
          line.slice(0, line.indexOf(':')).toLowerCase(),
          line.slice(line.indexOf(':') + 1).trim(),
        ]),
    ) as Record<string, string>;
    parts.push({
      contentId: (headers['content-id'] ?? '').replace(/^<|>$/g, ''),
      headers,
      bytes: body.subarray(end + 4, next),
    });
    at = next + 2;
  }
}

/** Bytes sent beside an answer; `contentId` without brackets. */
export interface Attached {
  contentId: string;
  mediaType: string;
  bytes: Uint8Array;
}

/** `cid:` as JAX-WS writes it: percent-encoded, while Content-ID is not (dmp.md §3.4). */
export const cidHref = (contentId: string): string => `cid:${encodeURIComponent(contentId)}`;

export function writeMtom(xml: string, attached: readonly Attached[]): { contentType: string; body: Buffer } {
  const boundary = `uuid:${randomUUID()}`;
  const rootId = `rootpart*${randomUUID()}@sandbox.invalid`;
  const part = (id: string, type: string, bytes: Uint8Array) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Id: <${id}>\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]);
  return {
    contentType: `multipart/related; start="<${rootId}>"; type="application/xop+xml"; boundary="${boundary}"; start-info="application/soap+xml"`,
    body: Buffer.concat([
      part(
        rootId,
        'application/xop+xml; charset=utf-8; type="application/soap+xml"',
        Buffer.from(xml, 'utf8'),
      ),
      ...attached.map((a) => part(a.contentId, a.mediaType, a.bytes)),
      Buffer.from(`--${boundary}--`),
    ]),
  };
}
