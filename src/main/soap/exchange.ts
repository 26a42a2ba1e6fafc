import type { EventEmitter } from 'node:events';
import type { HttpMessage } from './mtom';

/** The part of Node's `ClientRequest` and `IncomingMessage` an exchange needs: this floor opens no connection itself. */
export interface OpenedRequest extends EventEmitter {
  readonly reusedSocket: boolean;
  end(body: Uint8Array): unknown;
  destroy(): unknown;
}
interface Incoming extends EventEmitter {
  readonly statusCode?: number | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly complete: boolean;
  destroy(): unknown;
}

/** Opens a POST with these headers. `idle` milliseconds without a byte either way emit `timeout`. */
export type OpenRequest = (headers: Record<string, string | number>, idle: number) => OpenedRequest;

export interface ExchangeLimits {
  /** Milliseconds without a byte in either direction. */
  idle: number;
  /** Milliseconds for the whole exchange. */
  total: number;
  answerBytes: number;
}

export type Broken =
  /** No connection was made: name unknown, port closed, network down. */
  | 'unreachable'
  /** The server's certificate is not the one of an accepted authority, of this host, of today. */
  | 'certificate'
  /** No TLS we accept, or the server refused ours. */
  | 'tls'
  /** The connection ended before the answer did. */
  | 'cut'
  | 'timeout'
  | 'too-large';

export type Exchange =
  | ({ kind: 'answer'; status: number } & HttpMessage)
  /** `sent`: the server may have received the request, whole or in part. */
  | { kind: 'broken'; why: Broken; sent: boolean; detail: string };

/** One HTTP exchange, bounded in time and size. Always resolves. */
export function exchange(open: OpenRequest, message: HttpMessage, bounds: ExchangeLimits): Promise<Exchange> {
  return new Promise((resolve) => {
    let sent = false;
    const headers = { 'Content-Type': message.contentType, 'Content-Length': message.body.length };
    const request = open(headers, bounds.idle);
    const timer = setTimeout(() => end({ why: 'timeout', detail: 'total' }), bounds.total);
    const settle = (result: Exchange) => {
      clearTimeout(timer);
      resolve(result);
    };
    const end = (broken: { why: Broken; detail: string }) => {
      settle({ kind: 'broken', sent, ...broken });
      request.destroy();
    };
    request.on('socket', (socket: EventEmitter) => {
      if (request.reusedSocket) sent = true;
      // Before the handshake is over, not one byte of the request has left.
      else socket.once('secureConnect', () => (sent = true));
    });
    request.on('timeout', () => end({ why: 'timeout', detail: 'idle' }));
    request.on('error', (error: NodeJS.ErrnoException) => end(brokenBy(error, sent)));
    request.on('response', (incoming: Incoming) => {
      const chunks: Uint8Array[] = [];
      let size = Number(incoming.headers['content-length'] ?? 0);
      if (size > bounds.answerBytes) return end({ why: 'too-large', detail: `announced ${size}` });
      size = 0;
      incoming.on('data', (chunk: Uint8Array) => {
        size += chunk.length;
        if (size > bounds.answerBytes) end({ why: 'too-large', detail: `received ${size}` });
        else chunks.push(chunk);
      });
      incoming.on('error', (error: NodeJS.ErrnoException) => end(brokenBy(error, sent)));
      incoming.on('close', () => {
        if (!incoming.complete) return end({ why: 'cut', detail: `after ${size} bytes` });
        const contentType = String(incoming.headers['content-type'] ?? '');
        settle({
          kind: 'answer',
          status: incoming.statusCode ?? 0,
          contentType,
          body: Buffer.concat(chunks),
        });
      });
    });
    request.end(message.body);
  });
}

/** What an error of the TLS or TCP stack means here. OpenSSL's and BoringSSL's names differ: both are known. */
function brokenBy(error: NodeJS.ErrnoException, sent: boolean): { why: Broken; detail: string } {
  const code = error.code ?? '';
  const detail = (code || error.name).slice(0, 60);
  if (CERTIFICATE.test(code)) return { why: 'certificate', detail };
  if (sent) return { why: 'cut', detail };
  if (/SSL|TLS|EPROTO/.test(code)) return { why: 'tls', detail };
  // A peer that hangs up in the middle of the handshake usually refuses our certificate or version.
  if (code === 'ECONNRESET') return { why: 'tls', detail };
  return { why: 'unreachable', detail };
}

const CERTIFICATE =
  /^(CERT_|UNABLE_TO_|SELF_SIGNED|DEPTH_ZERO|ERR_TLS_CERT|HOSTNAME_MISMATCH|INVALID_(CA|PURPOSE)|PATH_LENGTH)/;
