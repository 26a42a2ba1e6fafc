import { webcrypto } from 'node:crypto';
import { issue, leafExtensions, RSA } from './authority';
import type { Pki } from './pki';
import { x509 } from './x509';

/** Whom a CPS names: the subject of cards.md §6. */
export interface CpsHolder {
  /** PS_IdNat. */
  nationalId: string;
  familyName: string;
  givenName: string;
  /** Label of the profession, `Médecin`. */
  title: string;
}

export interface CpsRequest {
  /** SubjectPublicKeyInfo, DER: the private key stays in the card. */
  publicKey: Uint8Array;
  use: 'authentication' | 'signature';
  holder: CpsHolder;
  notBefore?: Date;
  notAfter?: Date;
}

const { digitalSignature, nonRepudiation } = x509.KeyUsageFlags;

/** Issues a CPS certificate (cards.md §8.6) under the intermediate of `pki`, three years from `notBefore`; DER. */
export async function issueCps(pki: Pki, request: CpsRequest): Promise<Uint8Array> {
  const { holder, use } = request;
  const publicKey = (await webcrypto.subtle.importKey('spki', new Uint8Array(request.publicKey), RSA, true, [
    'verify',
  ])) as CryptoKey;
  const notBefore = request.notBefore ?? pki.issuer.certificate.notBefore;
  const notAfter = request.notAfter ?? new Date(notBefore.getTime() + 3 * 365 * 86_400_000);
  const certificate = await issue(
    {
      subject: [
        { C: ['FR'] },
        { '2.5.4.12': [holder.title] },
        { CN: [holder.nationalId], '2.5.4.4': [holder.familyName], '2.5.4.42': [holder.givenName] },
      ],
      publicKey,
      notBefore,
      notAfter,
      extensions:
        use === 'authentication'
          ? leafExtensions(digitalSignature, [x509.ExtendedKeyUsage.clientAuth])
          : leafExtensions(digitalSignature | nonRepudiation, []),
    },
    pki.issuer,
  );
  return new Uint8Array(certificate.rawData);
}
