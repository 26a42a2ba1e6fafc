import type { Socket } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import type { OperatorTls } from './operator';

/** The four suites of MSS.05; a runtime without one of them (BoringSSL has no 0xC028) offers the others. */
const SUITES =
  'ECDHE-RSA-AES256-GCM-SHA384:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-SHA384:ECDHE-RSA-AES128-SHA256';

/**
 * The server side of a TLS handshake over a socket that is open already, for both ways in
 * (implicit and STARTTLS). The client's certificate is asked for; a stranger's is refused unless
 * the operator also takes tokens.
 */
export function secure(
  socket: Socket,
  tls: OperatorTls,
  certificateRequired: boolean,
): Promise<TLSSocket | null> {
  return new Promise((resolve) => {
    const server = createServer({
      cert: tls.certificate,
      key: tls.key,
      ca: tls.ca,
      ciphers: SUITES,
      minVersion: 'TLSv1.2',
      maxVersion: 'TLSv1.2',
      requestCert: true,
      rejectUnauthorized: certificateRequired,
    });
    server.once('secureConnection', (secured) => resolve(secured));
    server.once('tlsClientError', () => {
      socket.destroy();
      resolve(null);
    });
    socket.once('close', () => resolve(null));
    // Documented use of `connection`: hands an open socket to the TLS server.
    server.emit('connection', socket);
  });
}

/** The addresses a client certificate may open: those it names, or all of the structure's. */
export function addressesOf(
  socket: Socket | TLSSocket,
  mailboxes: readonly { address: string; structureId?: string }[],
): string[] {
  if (!('getPeerCertificate' in socket) || !socket.authorized) return [];
  const certificate = socket.getPeerCertificate();
  const named = (certificate.subjectaltname ?? '').split(/, */).filter((n) => n.startsWith('email:'));
  const names = named.map((n) => n.slice('email:'.length).toLowerCase());
  const subject = Object.values(certificate.subject ?? {})
    .flat()
    .map(String);
  names.push(...subject.filter((v) => v.includes('@')).map((v) => v.toLowerCase()));
  if (names.length > 0) return mailboxes.map((m) => m.address.toLowerCase()).filter((a) => names.includes(a));
  const owned = (structureId: string | undefined) =>
    structureId === undefined || subject.some((value) => value.includes(structureId));
  return mailboxes.filter((m) => owned(m.structureId)).map((m) => m.address.toLowerCase());
}
