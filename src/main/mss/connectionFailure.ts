import { type MssCode, type MssFailure, mssFailure } from './failures';

/** Codes of Node, OpenSSL, BoringSSL, imapflow and nodemailer, for what they mean to a practice. */
const CODES: Record<string, MssCode> = {
  ECONNREFUSED: 'mss-unreachable',
  EHOSTUNREACH: 'mss-unreachable',
  ENETUNREACH: 'mss-unreachable',
  ENOTFOUND: 'mss-unreachable',
  EAI_AGAIN: 'mss-unreachable',
  EDNS: 'mss-unreachable',
  ETIMEDOUT: 'mss-timeout',
  ETIMEOUT: 'mss-timeout',
  CONNECT_TIMEOUT: 'mss-timeout',
  GREETING_TIMEOUT: 'mss-timeout',
  UPGRADE_TIMEOUT: 'mss-timeout',
  STARTTLS_INJECTION: 'mss-tls-tampered',
  CERT_HAS_EXPIRED: 'mss-tls-expired',
  CERT_NOT_YET_VALID: 'mss-tls-not-yet-valid',
  ERR_TLS_CERT_ALTNAME_INVALID: 'mss-tls-host',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'mss-tls-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'mss-tls-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'mss-tls-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'mss-tls-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'mss-tls-authority',
  CERT_SIGNATURE_FAILURE: 'mss-tls-authority',
  INVALID_CA: 'mss-tls-authority',
  INVALID_PURPOSE: 'mss-tls-authority',
  CERT_UNTRUSTED: 'mss-tls-authority',
  CERT_REVOKED: 'mss-tls-revoked',
  UNABLE_TO_GET_CRL: 'mss-tls-revocation-unknown',
  CRL_HAS_EXPIRED: 'mss-tls-revocation-unknown',
  CRL_NOT_YET_VALID: 'mss-tls-revocation-unknown',
  CRL_SIGNATURE_FAILURE: 'mss-tls-revocation-unknown',
  ERR_CRYPTO_OPERATION_FAILED: 'mss-tls-revocation-unknown',
  ERR_SSL_WRONG_VERSION_NUMBER: 'mss-no-tls',
  ERR_SSL_UNSUPPORTED_PROTOCOL: 'mss-tls-version',
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: 'mss-tls-version',
  ERR_SSL_NO_SHARED_CIPHER: 'mss-tls-version',
  ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE: 'mss-tls-version',
  ERR_SSL_SSL_TLS_ALERT_HANDSHAKE_FAILURE: 'mss-tls-version',
  ERR_SSL_WRONG_CIPHER_RETURNED: 'mss-tls-version',
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: 'mss-client-certificate',
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: 'mss-client-certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED: 'mss-client-certificate',
  ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE: 'mss-client-certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN: 'mss-client-certificate',
  ERR_SSL_SSLV3_ALERT_CERTIFICATE_REVOKED: 'mss-client-certificate',
};

interface Raised {
  code?: unknown;
  originalCode?: unknown;
  message?: unknown;
  authenticationFailed?: unknown;
  tlsFailed?: unknown;
  cause?: unknown;
  _err?: unknown;
}

/** What a connection that could not be made, or was lost, means. `detail` names the cause and never the message. */
export function connectionFailure(error: unknown): MssFailure {
  const chain = [error, (error as Raised)?.cause, (error as Raised)?._err].filter(
    (e): e is Raised => typeof e === 'object' && e !== null,
  );
  for (const { code, originalCode } of chain) {
    for (const found of [originalCode, code]) {
      if (typeof found === 'string' && CODES[found]) return mssFailure(CODES[found], found);
    }
  }
  const [first] = chain;
  const code = [first?.originalCode, first?.code].filter((c) => typeof c === 'string').join(' ') || 'no code';
  if (first?.authenticationFailed) return mssFailure('mss-login-refused', code);
  if (/unsupported authentication/i.test(String(first?.message)))
    return mssFailure('mss-login-unsupported', code);
  // nodemailer keeps only the words of a list it could not load.
  if (/\bCRL\b/.test(String(first?.message))) return mssFailure('mss-tls-revocation-unknown', code);
  // nodemailer says ETLS, imapflow `tlsFailed`, when STARTTLS is not offered or refused.
  if (first?.tlsFailed || code.includes('ETLS')) return mssFailure('mss-no-tls', code);
  if (/ERR_SSL/.test(code)) return mssFailure('mss-tls-version', code);
  if (/Parser|TooLarge|TooMany|Unexpected|InvalidResponse|EPROTOCOL|ClosedAfterConnectText/.test(code))
    return mssFailure('mss-protocol', code);
  return mssFailure('mss-disconnected', code);
}
