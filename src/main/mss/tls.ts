import { type ConnectionOptions, checkServerIdentity } from 'node:tls';

/** The only suites of MSS.05: 0xC030, 0xC02F, 0xC028, 0xC027. Electron's BoringSSL has no 0xC028 and leaves it out. */
const SUITES = [
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES256-SHA384',
  'ECDHE-RSA-AES128-SHA256',
].join(':');

export interface TlsChoice {
  host: string;
  /** PEM trust anchors; the system's store is not used. */
  trust: readonly string[];
  client: { certificate: string; key: string };
  allowTls13: boolean;
  /** PEM revocation lists (MSS.08). With at least one, every certificate of the chain must be covered and not revoked. */
  revocations?: (() => readonly string[]) | undefined;
}

/**
 * How every MSSanté connection is secured (MSS.03–08): TLS 1.2, its four suites, the configured
 * anchors alone, and a certificate that bears the very name we asked for.
 */
export function tlsOptions({ host, trust, client, allowTls13, revocations }: TlsChoice): ConnectionOptions {
  const lists = revocations?.() ?? [];
  return {
    ...(lists.length > 0 ? { crl: [...lists] } : {}),
    ca: [...trust],
    cert: client.certificate,
    key: client.key,
    ciphers: SUITES,
    minVersion: 'TLSv1.2',
    maxVersion: allowTls13 ? 'TLSv1.3' : 'TLSv1.2',
    rejectUnauthorized: true,
    // The libraries resolve names and wrap sockets themselves: the name judged is the configured one, whatever they pass.
    checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
  };
}
