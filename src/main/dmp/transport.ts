import { Agent, type AgentOptions, request } from 'node:https';
import { limits } from '../../shared/limits';
import { type Exchange, type ExchangeLimits, exchange } from '../soap/exchange';
import type { HttpMessage } from '../soap/mtom';

export interface TransportConfig {
  /** PEM of the only authorities accepted. */
  trust: readonly string[];
  /** PEM of the structure's AUTH_CLI certificate and key. */
  client: { certificate: string; key: string };
  timeouts?: { idle: number; total: number };
}

/** Suites of PDT-INF-579. BoringSSL has no CBC-SHA384 and leaves it out. */
const SUITES = 'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-SHA384';

/** A slow line needs minutes for a scanned report; a server that says nothing for half a minute is lost. */
const TIMEOUTS = { idle: 30_000, total: 300_000 };

export interface Transport {
  /** POST to an address. `alone`: over a connection of its own, see {@link createTransport}. */
  post(url: string, message: HttpMessage, options?: { alone?: boolean }): Promise<Exchange>;
  close(): void;
}

/**
 * HTTPS as the DMP wants it (dmp.md §3.2): TLS 1.2 and nothing else, mutual, our trust anchors only, the
 * host's name checked. Questions share kept connections; a submission opens its own, because on a kept
 * one that the server is just closing nobody can tell whether the request was received.
 */
export function createTransport(config: TransportConfig): Transport {
  const tls: AgentOptions = {
    ca: [...config.trust],
    cert: config.client.certificate,
    key: config.client.key,
    minVersion: 'TLSv1.2',
    maxVersion: 'TLSv1.2',
    ciphers: SUITES,
    rejectUnauthorized: true,
  };
  const kept = new Agent({ ...tls, keepAlive: true, maxSockets: 4 });
  const single = new Agent({ ...tls, keepAlive: false, maxCachedSessions: 0 });
  const bounds: ExchangeLimits = { ...(config.timeouts ?? TIMEOUTS), answerBytes: limits.soapBytes };
  return {
    post: (url, message, { alone = false } = {}) =>
      exchange(
        (headers, idle) =>
          request(url, { method: 'POST', agent: alone ? single : kept, headers, timeout: idle }),
        message,
        bounds,
      ),
    close() {
      kept.destroy();
      single.destroy();
    },
  };
}
