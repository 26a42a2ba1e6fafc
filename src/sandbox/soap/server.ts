import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Clock } from '../../shared/clock';
import { limits } from '../../shared/limits';
import type { FaultPlan, RequestJournal, SandboxFault } from '../faultPlan';
import type { Credentials, Pki } from '../pki/pki';
import { element, type Markup } from '../xml/write';
import { type AddressingHeader, type Envelope, readEnvelope } from './envelope';
import { envelope, type FaultParts, faultEnvelope, SoapFault, senderFault } from './fault';
import { type Attached, contentType, readMtom, writeMtom } from './multipart';

export interface SoapCall {
  envelope: Envelope;
  /** Binary parts of an MTOM request; null when the request was plain. */
  parts: Map<string, Buffer> | null;
  /** DER of the client's TLS certificate. */
  peer: Buffer | null;
  fault: SandboxFault | null;
}

export interface SoapAnswer {
  action: string;
  body: Markup;
  attached?: Attached[];
  /** For the journal, when it is not `ok`. */
  outcome?: string;
}

export interface SoapService {
  /** Name in the journal and in the fault plan. */
  name: string;
  addressing: readonly AddressingHeader[];
  /** The repository answers in multipart whatever it says, faults too (dmp.md §3.4). */
  multipart: boolean;
  operations: Readonly<Record<string, (call: SoapCall) => SoapAnswer>>;
}

export interface SoapServerOptions {
  pki: Pki;
  mutual: boolean;
  /** By path. */
  services: Readonly<Record<string, SoapService>>;
  faults: FaultPlan;
  journal: RequestJournal;
  clock: Clock;
  port?: number;
}

export interface SoapServer {
  port: number;
  showCertificate(which: 'good' | 'expired' | 'wrong-host'): void;
  close(): Promise<void>;
}

const shown = (pki: Pki, which: 'good' | 'expired' | 'wrong-host'): Credentials =>
  which === 'expired' ? pki.expiredServer : which === 'wrong-host' ? pki.wrongHostServer : pki.server;

/** An https server of SOAP services on loopback, TLS 1.2 only (PDT-INF-579). */
export async function serveSoap(options: SoapServerOptions): Promise<SoapServer> {
  const { pki, mutual } = options;
  const context = (which: 'good' | 'expired' | 'wrong-host') => {
    const { certificate, key } = shown(pki, which);
    return { cert: certificate, key, ca: pki.trust, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } as const;
  };
  const server: Server = createServer(
    { ...context('good'), requestCert: mutual, rejectUnauthorized: mutual },
    (request, response) => void answer(options, request, response),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    showCertificate: (which) => server.setSecureContext(context(which)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function answer(options: SoapServerOptions, request: IncomingMessage, response: ServerResponse) {
  const path = new URL(request.url ?? '/', 'https://localhost').pathname;
  const service = options.services[path];
  if (!service || request.method !== 'POST') {
    response.writeHead(service ? 405 : 404).end();
    return;
  }
  const fault = options.faults.strike(service.name);
  const log = (action: string | null, outcome: string) =>
    options.journal.add({ at: options.clock.now().toISOString(), service: service.name, action, outcome });
  if (fault?.slowMs) await new Promise((r) => setTimeout(r, fault.slowMs));
  const body = await receive(request, fault?.dropRequestAfter);
  if (!body) return log(null, 'dropped');

  let read: Envelope | null = null;
  let status = 200;
  let xml: string;
  let attached: Attached[] = [];
  try {
    const { type, params } = contentType(request.headers['content-type'] ?? '');
    const mtom = type === 'multipart/related' ? readMtom(body, params) : null;
    if (!mtom && type !== 'application/soap+xml' && !isSoap11(body)) {
      response.writeHead(415).end();
      return log(null, '415');
    }
    read = readEnvelope(mtom ? mtom.root : body, service.addressing);
    if (params.action && params.action !== read.action)
      throw senderFault('L’action de Content-Type n’est pas celle de wsa:Action');
    const operation = service.operations[read.action];
    if (!operation)
      throw senderFault('The [action] cannot be processed at the receiver', 'wsa:ActionNotSupported');
    if (fault?.soapFault) throw senderFault(fault.soapFault.reason, fault.soapFault.subcode);
    const peer = (request.socket as TLSSocket).getPeerCertificate(true) as
      | DetailedPeerCertificate
      | undefined;
    const out = operation({ envelope: read, parts: mtom?.parts ?? null, peer: peer?.raw ?? null, fault });
    if (fault?.hang) return log(read.action, 'hung');
    xml = envelope(
      [element('wsa:Action', {}, out.action), element('wsa:RelatesTo', {}, read.messageId)],
      out.body,
    );
    attached = out.attached ?? [];
    log(read.action, out.outcome ?? 'ok');
  } catch (e) {
    const parts: FaultParts =
      e instanceof SoapFault ? e.parts : { code: 'Receiver', reason: 'Erreur interne du bac à sable' };
    if (!(e instanceof SoapFault)) console.error(e);
    status = 500;
    xml = faultEnvelope(parts, read?.messageId ?? null);
    log(read?.action ?? null, parts.subcode ?? parts.reason);
  } finally {
    read?.doc.dispose();
  }
  const plain = { contentType: 'application/soap+xml; charset=utf-8', body: Buffer.from(xml, 'utf8') };
  send(response, status, service.multipart ? writeMtom(xml, attached) : plain, fault?.dropAnswerAfter);
}

/** A SOAP 1.1 message keeps its old media type: it gets VersionMismatch, not 415. */
const isSoap11 = (body: Buffer) =>
  body.subarray(0, 2_000).includes('http://schemas.xmlsoap.org/soap/envelope/');

/** The whole request, or null when the plan cut it or it passed the limit. */
function receive(request: IncomingMessage, dropAfter: number | undefined): Promise<Buffer | null> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > limits.soapBytes || (dropAfter !== undefined && size >= dropAfter)) {
        request.socket.destroy();
        resolve(null);
      }
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => resolve(null));
    request.on('close', () => resolve(null));
  });
}

function send(
  response: ServerResponse,
  status: number,
  { contentType: type, body }: { contentType: string; body: Buffer },
  dropAfter: number | undefined,
): void {
  response.writeHead(status, { 'Content-Type': type, 'Content-Length': body.length });
  if (dropAfter === undefined) return void response.end(body);
  response.flushHeaders();
  response.write(body.subarray(0, dropAfter), () => response.socket?.destroy());
}
