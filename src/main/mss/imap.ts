import { ImapFlow } from 'imapflow';
import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { connectionFailure } from './connectionFailure';
import { speakExternal } from './external';
import { mssFailure } from './failures';
import type { Pace } from './pace';
import { tlsOptions } from './tls';

export interface Access {
  mss: Configuration['mss'];
  trust: readonly string[];
  client: { certificate: string; key: string };
  /** A fresh Pro Santé Connect token: short-lived, asked before each connection, never kept. */
  token?: (() => Promise<Result<string, Failure>>) | undefined;
  pace: Pace;
  /** See {@link tlsOptions}. */
  revocations?: (() => readonly string[]) | undefined;
}

/** Room above the body of the largest message for the framing of one IMAP answer. */
const FRAMING = 1024 * 1024;

export interface Imap {
  client: ImapFlow;
  /** Why the connection broke, when it did: a pending command only learns that there is none any more. */
  broken(): unknown;
}

/** An IMAP connection, secured and logged in. The caller closes it; `signal` closes it at any moment. */
export async function openImap(access: Access, signal?: AbortSignal): Promise<Result<Imap, Failure>> {
  const { mss, pace } = access;
  const credential = await accessToken(access);
  if (!credential.ok) return credential;
  const client = new ImapFlow({
    host: mss.imap.host,
    port: mss.imap.port,
    secure: mss.imap.security === 'implicit',
    ...(mss.imap.security === 'starttls' ? { doSTARTTLS: true } : {}),
    tls: tlsOptions({ ...access, host: mss.imap.host, allowTls13: mss.allowTls13 }),
    // For EXTERNAL the token only leads imapflow to AUTHENTICATE, which is then ours: it is never sent.
    auth: { user: mss.address, accessToken: credential.value ?? 'EXTERNAL' },
    clientInfo: { name: 'Colloque', vendor: 'Colloque', 'support-url': false, version: false },
    logger: false,
    connectionTimeout: pace.connect,
    greetingTimeout: pace.connect,
    socketTimeout: pace.silence,
    maxIdleTime: pace.look,
    disableAutoIdle: true,
    // Neither is needed to bring messages, and each is one more parser open to the server.
    disableCompression: true,
    disableAutoEnable: true,
    maxLineLength: limits.imapLineBytes,
    maxLiteralSize: limits.messageBytes + FRAMING,
    maxResponseSize: limits.messageBytes + 2 * FRAMING,
    maxResponseTokens: 100_000,
  });
  if (mss.auth === 'certificate') speakExternal(client);
  let broken: unknown = null;
  client.on('error', (error) => {
    broken ??= error;
  });
  if (signal?.aborted) return err(mssFailure('mss-disconnected', 'stopped'));
  const stop = () => client.close();
  signal?.addEventListener('abort', stop, { once: true });
  // A watch lives for days over one signal: a closed connection must not be kept by it.
  client.once('close', () => signal?.removeEventListener('abort', stop));
  try {
    await client.connect();
    return ok({ client, broken: () => broken });
  } catch (error) {
    client.close();
    return err(connectionFailure(error));
  }
}

/** The XOAUTH2 token, or null when the certificate is the credential. */
export async function accessToken({ mss, token }: Access): Promise<Result<string | null, Failure>> {
  if (mss.auth === 'certificate') return ok(null);
  return token ? await token() : err(mssFailure('mss-no-token'));
}
