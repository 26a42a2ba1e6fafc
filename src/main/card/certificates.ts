import { X509Certificate } from 'node:crypto';
import type { SigningUse } from '../../shared/professional/professional';
import { cardError } from './errors';
import { toHex } from './recognise';
import { findTlv, openTemplate, readTlvs } from './tlv';

export interface HolderCertificate {
  readonly der: Uint8Array;
  readonly commonName: string | null;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly nonRepudiation: boolean;
}

/** Last byte of the PKCS#15 id shared by a certificate and its key (cards.md §2.3). */
const ID_SUFFIX: Readonly<Record<SigningUse, string>> = { authentication: '20', signature: '10' };

export function readCertificate(bytes: Uint8Array): HolderCertificate {
  try {
    const der = withoutPadding(bytes);
    const certificate = new X509Certificate(der);
    // Absent when unreadable: a common name list (several CN) is no holder's either.
    const commonName: unknown = certificate.toLegacyObject().subject?.CN;
    return {
      der,
      commonName: typeof commonName === 'string' ? commonName : null,
      notBefore: new Date(certificate.validFrom),
      notAfter: new Date(certificate.validTo),
      nonRepudiation: hasNonRepudiation(der),
    };
  } catch {
    throw cardError('certificate-missing', 'not an X.509 certificate');
  }
}

const KEY_USAGE = '551D0F';

/** Bit 1 of keyUsage (RFC 5280 §4.2.1.3): `node:crypto` shows the extended usages only. */
function hasNonRepudiation(der: Uint8Array): boolean {
  const body = openTemplate(der, 0x30)?.find((o) => o.tag === 0x30);
  const extensions = body && openTemplate(findTlv(readTlvs(body.value), 0xa3) ?? new Uint8Array(), 0x30);
  for (const extension of extensions ?? []) {
    const parts = readTlvs(extension.value);
    const oid = findTlv(parts, 0x06);
    if (!oid || toHex(oid) !== KEY_USAGE) continue;
    const bits = findTlv(readTlvs(findTlv(parts, 0x04) ?? new Uint8Array()), 0x03);
    return ((bits?.[1] ?? 0) & 0x40) !== 0;
  }
  return false;
}

/** A certificate file may be larger than its certificate. */
function withoutPadding(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0x30 || bytes[1] !== 0x82) return bytes;
  return bytes.slice(0, 4 + ((bytes[2] ?? 0) << 8) + (bytes[3] ?? 0));
}

/** The object of that use: by the suffix of its id, else by non-repudiation. Refuses when several would do. */
export function ofUse<T extends { id: string; nonRepudiation: boolean }>(
  objects: readonly T[],
  use: SigningUse,
): T {
  const bySuffix = objects.filter((o) => o.id.endsWith(ID_SUFFIX[use]));
  const found =
    bySuffix.length > 0 ? bySuffix : objects.filter((o) => o.nonRepudiation === (use === 'signature'));
  if (found.length !== 1) throw cardError('certificate-missing', `${use}: ${found.length} candidates`);
  return found[0]!;
}

/** Validity at `now` of both certificates of a card. */
export const isValidAt = (certificate: HolderCertificate, now: Date): boolean =>
  certificate.notBefore <= now && now <= certificate.notAfter;
