import { X509Certificate as ParsedCertificate } from 'node:crypto';
import { KeyUsageFlags, KeyUsagesExtension, X509Certificate } from '@peculiar/x509';
import type { SigningUse } from '../../shared/professional/professional';
import { cardError } from './errors';

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
    const certificate = new X509Certificate(new Uint8Array(der));
    // node:crypto verifies signatures with it later: what it cannot read is refused now.
    new ParsedCertificate(der);
    const usages = certificate.getExtension(KeyUsagesExtension)?.usages ?? 0;
    return {
      der,
      commonName: certificate.subjectName.getField('CN')[0] ?? null,
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      nonRepudiation: (usages & KeyUsageFlags.nonRepudiation) !== 0,
    };
  } catch {
    throw cardError('certificate-missing', 'not an X.509 certificate');
  }
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
