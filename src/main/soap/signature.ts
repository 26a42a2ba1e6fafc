import { createHash } from 'node:crypto';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { algorithms, type CanonicalForm, canonical } from './canonical';
import { soapFailure } from './failure';
import { el, type Markup, raw } from './markup';
import { elementNamed, parseTree } from './tree';

export const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** Names of the algorithms. SHA-256 everywhere; old samples of the DMP carry SHA-1 ([?] dmp.md §4.1). */
export interface SignatureAlgorithms {
  digest: 'sha1' | 'sha256';
  /** What {@link Signer.sign} does: the caller keeps both in step. */
  signature: 'rsa-sha1' | 'rsa-sha256';
}
export const defaultAlgorithms: SignatureAlgorithms = { digest: 'sha256', signature: 'rsa-sha256' };

const DIGESTS = { sha1: `${DSIG}sha1`, sha256: 'http://www.w3.org/2001/04/xmlenc#sha256' } as const;
const SIGNATURES = {
  'rsa-sha1': `${DSIG}rsa-sha1`,
  'rsa-sha256': 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
} as const;

/** A key somewhere, often in a card, and its certificate. */
export interface Signer {
  /** DER. */
  certificate: Uint8Array;
  sign(data: Uint8Array): Promise<Result<Uint8Array, Failure>>;
}

export interface Reference {
  uri: string;
  type?: string;
  transforms: readonly string[];
  /** What is digested, once transformed; or the digest value itself, in base64. */
  content: Uint8Array | string;
}

/** `ds:DigestMethod` and `ds:DigestValue` of some bytes. */
export const digestOf = (
  content: Uint8Array | string,
  digest: SignatureAlgorithms['digest'],
  prefix = 'ds',
) => [
  el(`${prefix}:DigestMethod`, { Algorithm: DIGESTS[digest] }),
  el(
    `${prefix}:DigestValue`,
    {},
    typeof content === 'string' ? content : createHash(digest).update(content).digest('base64'),
  ),
];

/** One `ds:Reference`. */
export const reference = (r: Reference, digest: SignatureAlgorithms['digest']): Markup =>
  el(
    'ds:Reference',
    { Type: r.type, URI: r.uri },
    r.transforms.length > 0 &&
      el(
        'ds:Transforms',
        {},
        r.transforms.map((Algorithm) => el('ds:Transform', { Algorithm })),
      ),
    digestOf(r.content, digest),
  );

/** `ds:SignedInfo` over some references. */
export const signedInfo = (
  canonicalisation: string,
  references: Reference[],
  use: SignatureAlgorithms,
): Markup =>
  el(
    'ds:SignedInfo',
    {},
    el('ds:CanonicalizationMethod', { Algorithm: canonicalisation }),
    el('ds:SignatureMethod', { Algorithm: SIGNATURES[use.signature] }),
    references.map((r) => reference(r, use.digest)),
  );

export const keyInfo = (certificate: Uint8Array): Markup =>
  el('ds:KeyInfo', {}, el('ds:X509Data', {}, el('ds:X509Certificate', {}, base64(certificate))));

/**
 * Signs the `ds:SignedInfo` of a document where it stands: `document(value)` writes it with that
 * SignatureValue. Answers the whole document, signed.
 */
export async function signInPlace(
  document: (signatureValue: string) => string,
  form: CanonicalForm,
  signer: Signer,
): Promise<Result<string, Failure>> {
  const tree = parseTree(utf8(document('')));
  if (!tree.ok) return tree;
  const info = elementNamed(tree.value, DSIG, 'SignedInfo');
  if (!info) return err(soapFailure('soap-xml', 'no SignedInfo'));
  const value = await signer.sign(canonical(info, form));
  return value.ok ? ok(document(base64(value.value))) : value;
}

/**
 * Enveloped signature of an element (exclusive canonicalisation), as SAML wants it. `place` writes the
 * element, `id` being its `ID`, with the signature given at its place – or nothing at all.
 */
export async function signEnveloped(
  place: (signature: Markup | null) => string,
  id: string,
  signer: Signer,
  use: SignatureAlgorithms = defaultAlgorithms,
): Promise<Result<string, Failure>> {
  const form = { exclusive: true, comments: false };
  const unsigned = parseTree(utf8(place(null)));
  if (!unsigned.ok) return unsigned;
  const info = signedInfo(
    algorithms.exclusive,
    [
      {
        uri: `#${id}`,
        transforms: [`${DSIG}enveloped-signature`, algorithms.exclusive],
        content: canonical(unsigned.value.root, form),
      },
    ],
    use,
  );
  const signature = (value: string) =>
    el(
      'ds:Signature',
      { 'xmlns:ds': DSIG },
      info,
      el('ds:SignatureValue', {}, value),
      keyInfo(signer.certificate),
    );
  return signInPlace((value) => place(raw(signature(value).xml)), form, signer);
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const utf8 = (text: string) => new TextEncoder().encode(text);
