import { randomUUID } from 'node:crypto';
import { request } from 'node:https';
import type { Pki } from '../../../src/sandbox/pki/pki';

export interface EnvelopeOptions {
  soap?: string;
  without?: string[];
  messageId?: string;
  extraHeader?: string;
}

/** An envelope by hand. */
export function envelope(
  action: string,
  security: string,
  body: string,
  options: EnvelopeOptions = {},
): string {
  const headers: Record<string, string> = {
    MessageID: `<wsa:MessageID>${options.messageId ?? `urn:uuid:${randomUUID()}`}</wsa:MessageID>`,
    To: '<wsa:To/>',
    ReplyTo:
      '<wsa:ReplyTo soap:mustUnderstand="true"><wsa:Address>http://www.w3.org/2005/08/addressing/anonymous</wsa:Address></wsa:ReplyTo>',
    Action: `<wsa:Action soap:mustUnderstand="true">${action}</wsa:Action>`,
  };
  for (const name of options.without ?? []) delete headers[name];
  return `<?xml version="1.0" encoding="UTF-8"?>
<soap:Envelope xmlns:soap="${options.soap ?? 'http://www.w3.org/2003/05/soap-envelope'}" xmlns:wsa="http://www.w3.org/2005/08/addressing">
 <soap:Header>${Object.values(headers).join('')}<wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${security}</wsse:Security>${options.extraHeader ?? ''}</soap:Header>
 <soap:Body>${body}</soap:Body>
</soap:Envelope>`;
}

export interface Answer {
  status: number;
  contentType: string;
  text: string;
  body: Buffer;
}

export interface PostOptions {
  pki: Pki;
  client?: { certificate: string; key: string } | null;
  contentType?: string;
  timeoutMs?: number;
}

/** POST over TLS; rejects when the connection is cut. */
export function post(url: string, body: string | Buffer, options: PostOptions): Promise<Answer> {
  const { pki, client = pki.client } = options;
  return new Promise((resolve, reject) => {
    const call = request(
      url,
      {
        method: 'POST',
        ca: pki.trust,
        ...(client ? { cert: client.certificate, key: client.key } : {}),
        agent: false,
        timeout: options.timeoutMs ?? 10_000,
        headers: { 'Content-Type': options.contentType ?? 'application/soap+xml; charset=utf-8' },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (c: Buffer) => chunks.push(c));
        response.on('error', reject);
        response.on('close', () => {
          if (!response.complete) return reject(new Error('réponse coupée'));
          const whole = Buffer.concat(chunks);
          resolve({
            status: response.statusCode ?? 0,
            contentType: response.headers['content-type'] ?? '',
            body: whole,
            text: whole.toString('utf8'),
          });
        });
      },
    );
    call.on('timeout', () => call.destroy(new Error('délai dépassé')));
    call.on('error', reject);
    call.end(body);
  });
}

/** multipart/related of MTOM, by hand. */
export function mtom(root: string, parts: Record<string, Buffer>): { contentType: string; body: Buffer } {
  const boundary = `b${randomUUID()}`;
  const part = (id: string, type: string, bytes: Buffer) =>
    Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: binary\r\nContent-ID: <${id}>\r\n\r\n`,
      ),
      bytes,
      Buffer.from('\r\n'),
    ]);
  return {
    contentType: `multipart/related; type="application/xop+xml"; start="<root@t>"; start-info="application/soap+xml"; boundary="${boundary}"`,
    body: Buffer.concat([
      part('root@t', 'application/xop+xml; charset=UTF-8; type="application/soap+xml"', Buffer.from(root)),
      ...Object.entries(parts).map(([id, bytes]) => part(id, 'application/octet-stream', bytes)),
      Buffer.from(`--${boundary}--\r\n`),
    ]),
  };
}
