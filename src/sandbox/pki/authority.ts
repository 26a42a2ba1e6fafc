import { webcrypto } from 'node:crypto';
import type { ExtendedKeyUsageType, Extension, JsonGeneralNames, X509Certificate } from '@peculiar/x509';
import { x509 } from './x509';

export const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  hash: 'SHA-256',
  publicExponent: new Uint8Array([1, 0, 1]),
  modulusLength: 2048,
} as const;

/** One RDN an object; an object with several types is one multi-valued RDN, as on a CPS (cards.md §6). */
export type Subject = Record<string, string[]>[];

/** A certificate to be made. The dates are the caller's: a fault may want them past. */
export interface Request {
  subject: Subject;
  publicKey: CryptoKey;
  notBefore: Date;
  notAfter: Date;
  extensions: Extension[];
}

export interface Issuer {
  certificate: X509Certificate;
  key: CryptoKey;
}

export const newKeys = (): Promise<CryptoKeyPair> =>
  webcrypto.subtle.generateKey(RSA, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

/** Signs a certificate; `issuer` null means self-signed with `selfKey`. */
export async function issue(
  request: Request,
  issuer: Issuer | { selfKey: CryptoKey },
): Promise<X509Certificate> {
  const self = 'selfKey' in issuer;
  return x509.X509CertificateGenerator.create({
    // A positive serial: the first octet stays below 0x80.
    serialNumber: `01${Buffer.from(webcrypto.getRandomValues(new Uint8Array(11))).toString('hex')}`,
    subject: request.subject,
    issuer: self ? request.subject : issuer.certificate.subjectName,
    notBefore: request.notBefore,
    notAfter: request.notAfter,
    publicKey: request.publicKey,
    signingKey: self ? issuer.selfKey : issuer.key,
    signingAlgorithm: RSA,
    extensions: [
      ...request.extensions,
      await x509.SubjectKeyIdentifierExtension.create(request.publicKey),
      ...(self ? [] : [await x509.AuthorityKeyIdentifierExtension.create(issuer.certificate)]),
    ],
  });
}

export const authorityExtensions = (pathLength: number): Extension[] => [
  new x509.BasicConstraintsExtension(true, pathLength, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
];

/** End entity: `usages` of the key, then what it may be used for. */
export const leafExtensions = (
  usages: number,
  extended: ExtendedKeyUsageType[],
  names: JsonGeneralNames = [],
): Extension[] => [
  new x509.BasicConstraintsExtension(false, undefined, true),
  new x509.KeyUsagesExtension(usages, true),
  ...(extended.length ? [new x509.ExtendedKeyUsageExtension(extended)] : []),
  ...(names.length ? [new x509.SubjectAlternativeNameExtension(names)] : []),
];

export async function keyPem(key: CryptoKey): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY');
}

export const importKey = (pem: string): Promise<CryptoKey> =>
  webcrypto.subtle.importKey('pkcs8', x509.PemConverter.decodeFirst(pem), RSA, true, [
    'sign',
  ]) as Promise<CryptoKey>;
