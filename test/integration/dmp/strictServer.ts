import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Pair, TestPki } from './testPki';

export interface Received {
  path: string;
  contentType: string;
  body: Buffer;
  /** `TLSv1.2`… */
  protocol: string | null;
  clientName: string | undefined;
  /** How many requests this connection had carried before. */
  earlier: number;
}
export type Reply = (received: Received, response: ServerResponse, request: IncomingMessage) => void;

/** An HTTPS server on an ephemeral port that demands a client certificate of the authority, and answers what the test says. */
export class StrictServer {
  readonly received: Received[] = [];
  reply: Reply = (_, response) => response.writeHead(500).end();
  private readonly server;
  private readonly counts = new WeakMap<object, number>();

  constructor(pki: TestPki, pair: Pair, options: ServerOptions = {}) {
    this.server = createServer(
      {
        cert: pair.certificate,
        key: pair.key,
        ca: pki.ca,
        requestCert: true,
        rejectUnauthorized: true,
        ...options,
      },
      (request, response) => {
        const chunks: Buffer[] = [];
        request.on('data', (chunk: Buffer) => chunks.push(chunk));
        request.on('end', () => {
          const socket = request.socket as TLSSocket;
          const earlier = this.counts.get(socket) ?? 0;
          this.counts.set(socket, earlier + 1);
          const received: Received = {
            path: request.url ?? '',
            contentType: request.headers['content-type'] ?? '',
            body: Buffer.concat(chunks),
            protocol: socket.getProtocol(),
            clientName: String(socket.getPeerCertificate().subject?.CN ?? ''),
            earlier,
          };
          this.received.push(received);
          this.reply(received, response, request);
        });
      },
    );
    // A client that hangs up is part of what is tested.
    this.server.on('tlsClientError', () => {});
  }

  async listen(): Promise<number> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return (this.server.address() as AddressInfo).port;
  }
  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** A SOAP 1.2 message with that body; `relatesTo` the MessageID of the request unless told otherwise. */
export const soap = (body: string, relatesTo?: string): string =>
  `<?xml version="1.0"?><s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>${
    relatesTo ? `<RelatesTo xmlns="http://www.w3.org/2005/08/addressing">${relatesTo}</RelatesTo>` : ''
  }</s:Header><s:Body>${body}</s:Body></s:Envelope>`;

export const soapFault = (subcode: string, reason: string): string =>
  soap(
    `<s:Fault><s:Code><s:Value>s:Receiver</s:Value>${
      subcode ? `<s:Subcode><s:Value>soap:${subcode}</s:Value></s:Subcode>` : ''
    }</s:Code><s:Reason><s:Text xml:lang="fr">${reason}</s:Text></s:Reason></s:Fault>`,
  );

export const answer =
  (xml: string, status = 200): Reply =>
  (_, response) =>
    response.writeHead(status, { 'Content-Type': 'application/soap+xml; charset=utf-8' }).end(xml);

const STATUS = 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:';
export const registryResponse = (status: string, errors: [code: string, context: string][] = []): string =>
  `<rs:RegistryResponse xmlns:rs="urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0" status="${STATUS}${status}">${
    errors.length
      ? `<rs:RegistryErrorList>${errors
          .map(
            ([code, context]) =>
              `<rs:RegistryError errorCode="${code}" codeContext="${context}" severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:Error" location=""/>`,
          )
          .join('')}</rs:RegistryErrorList>`
      : ''
  }</rs:RegistryResponse>`;

/** TD3.2 answer as the DMP packs it: percent-encoded cid, quoted boundary, preamble, root part last, odd header case. */
export function retrieved(
  uniqueId: string,
  document: Uint8Array,
  { cid = 'urn:ihe:1', href = 'cid:urn%3Aihe%3A1', cut = 0 } = {},
): { contentType: string; body: Buffer } {
  const xml = soap(
    `<r:RetrieveDocumentSetResponse xmlns:r="urn:ihe:iti:xds-b:2007">${registryResponse('Success')}<r:DocumentResponse><r:RepositoryUniqueId>1.2</r:RepositoryUniqueId><r:DocumentUniqueId>${uniqueId}</r:DocumentUniqueId><r:mimeType>text/xml</r:mimeType><r:Document><x:Include xmlns:x="http://www.w3.org/2004/08/xop/include" href="${href}"/></r:Document></r:DocumentResponse></r:RetrieveDocumentSetResponse>`,
  );
  const body = Buffer.concat([
    Buffer.from(`préambule\r\n--a b=c\r\nCONTENT-ID: <${cid}>\r\ncontent-transfer-encoding: Binary\r\n\r\n`),
    document,
    Buffer.from(
      `\r\n--a b=c\r\nContent-Type: application/xop+xml; type="application/soap+xml"\r\nContent-Id: <root@x>\r\n\r\n${xml}\r\n--a b=c--\r\n`,
    ),
  ]);
  return {
    contentType: 'Multipart/Related; TYPE="application/xop+xml"; START="<root@x>"; Boundary="a b=c"',
    body: cut ? body.subarray(0, body.length - cut) : body,
  };
}
