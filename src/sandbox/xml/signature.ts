import { createHash, createVerify, type KeyObject } from 'node:crypto';
import { XmlC14NMode, type XmlElement } from 'libxml2-wasm';
import { attribute, children, childrenOf, is, Malformed, only, textOf } from './document';

export const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = `${DS}enveloped-signature`;
const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315';

/** Signature and digest methods taken; dmp.md §4.1 wants SHA-256. */
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
const SHA256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

const modes: Record<string, { mode: 0 | 1; withComments: boolean }> = {
  [EXCLUSIVE]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: false },
  [`${EXCLUSIVE}WithComments`]: { mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, withComments: true },
  [C14N]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: false },
  [`${C14N}#WithComments`]: { mode: XmlC14NMode.XML_C14N_1_0, withComments: true },
};

/** Canonical bytes of a subtree under an algorithm URI; throws {@link Malformed} for one we do not take. */
export function canonical(node: XmlElement, algorithm: string, prefixes: string[] = []): string {
  const options = modes[algorithm];
  if (!options) throw new Malformed(`canonicalisation ${algorithm} non admise`);
  return node.canonicalizeToString({ ...options, inclusiveNamespacePrefixes: prefixes });
}

const prefixesOf = (method: XmlElement): string[] =>
  (attribute(only(method, EXCLUSIVE, 'InclusiveNamespaces'), 'PrefixList') ?? '')
    .split(/\s+/)
    .filter(Boolean);

export const digestOf = (canonicalised: string): string =>
  createHash('sha256').update(canonicalised, 'utf8').digest('base64');

export interface SignedReference {
  uri: string;
  type: string | null;
  transforms: XmlElement[];
  digest: string;
}

export interface SignatureParts {
  signedInfo: XmlElement;
  references: SignedReference[];
  /** DER of the certificate in KeyInfo: exactly one. */
  certificate: Buffer;
}

const demand: (holds: unknown, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw new Malformed(why);
};

/** Reads a `ds:Signature`, refusing every algorithm but RSA-SHA256 and SHA-256. */
export function readSignature(signature: XmlElement): SignatureParts {
  const signedInfo = only(signature, DS, 'SignedInfo');
  demand(signedInfo, 'SignedInfo absent');
  demand(
    attribute(only(signedInfo, DS, 'SignatureMethod'), 'Algorithm') === RSA_SHA256,
    'algorithme de signature',
  );
  const certificates = childrenOf(signature, DS, 'KeyInfo')
    .flatMap((k) => childrenOf(k, DS, 'X509Data'))
    .flatMap((d) => childrenOf(d, DS, 'X509Certificate'));
  demand(certificates.length === 1, 'un certificat et un seul dans KeyInfo');
  return {
    signedInfo,
    references: childrenOf(signedInfo, DS, 'Reference').map(readReference),
    certificate: Buffer.from(textOf(certificates[0] ?? null), 'base64'),
  };
}

export function readReference(reference: XmlElement): SignedReference {
  demand(
    attribute(only(reference, DS, 'DigestMethod'), 'Algorithm') === SHA256,
    'algorithme d’empreinte autre que SHA-256',
  );
  const transforms = only(reference, DS, 'Transforms');
  return {
    uri: attribute(reference, 'URI') ?? '',
    type: attribute(reference, 'Type'),
    transforms: transforms ? childrenOf(transforms, DS, 'Transform') : [],
    digest: textOf(only(reference, DS, 'DigestValue')).replace(/\s/g, ''),
  };
}

/** RSA-SHA256 of the canonical SignedInfo under `key`. */
export function verifiesSignedInfo(signature: XmlElement, parts: SignatureParts, key: KeyObject): boolean {
  const method = only(parts.signedInfo, DS, 'CanonicalizationMethod');
  const text = canonical(
    parts.signedInfo,
    attribute(method, 'Algorithm') ?? '',
    method ? prefixesOf(method) : [],
  );
  const value = Buffer.from(textOf(only(signature, DS, 'SignatureValue')), 'base64');
  return createVerify('RSA-SHA256').update(text, 'utf8').verify(key, value);
}

/** Digest of a referenced subtree after its transforms; without any, plain C14N (XMLDSig §4.4.3.2). */
export function referencedDigest(node: XmlElement, reference: SignedReference): string {
  const [transform, more] = reference.transforms;
  demand(!more, 'trop de transformations');
  return digestOf(
    transform
      ? canonical(node, attribute(transform, 'Algorithm') ?? '', prefixesOf(transform))
      : canonical(node, C14N),
  );
}

/**
 * Verifies the enveloped signature of `element`, found in a document that the caller will not use afterwards:
 * the signature is taken out of it. Wrapping is held off by structure: the signature is a direct child, has one
 * reference, and that reference names this very element by an ID that exists once in the document.
 */
export function verifyEnveloped(
  element: XmlElement,
  key: (certificate: Buffer) => KeyObject,
): SignatureParts {
  const signature = only(element, DS, 'Signature');
  demand(signature, 'signature absente');
  const parts = readSignature(signature);
  const [reference, second] = parts.references;
  demand(reference && !second, 'une référence et une seule');
  const id = attribute(element, 'ID');
  demand(id && reference.uri === `#${id}`, 'la référence ne désigne pas l’assertion');
  const [enveloped, exclusive, more] = reference.transforms;
  demand(
    !more &&
      attribute(enveloped ?? null, 'Algorithm') === ENVELOPED &&
      attribute(exclusive ?? null, 'Algorithm') === EXCLUSIVE,
    'transformations attendues : enveloped-signature puis exc-c14n',
  );
  demand(
    attribute(only(parts.signedInfo, DS, 'CanonicalizationMethod'), 'Algorithm') === EXCLUSIVE,
    'canonicalisation exclusive attendue',
  );
  demand(verifiesSignedInfo(signature, parts, key(parts.certificate)), 'signature fausse');
  signature.remove();
  const digest = digestOf(canonical(element, EXCLUSIVE, exclusive ? prefixesOf(exclusive) : []));
  demand(digest === reference.digest, 'empreinte fausse');
  return parts;
}

/** IDs that occur more than once: never in an honest message. */
export const duplicateIds = (root: XmlElement): boolean => {
  const seen = new Set<string>();
  const walk = (el: XmlElement): boolean => {
    for (const { name, value } of el.attrs) {
      if (name !== 'ID' && name !== 'Id') continue;
      if (seen.has(value)) return true;
      seen.add(value);
    }
    return children(el).some(walk);
  };
  return walk(root);
};

/** Every signature in the subtree. */
export const signaturesIn = (root: XmlElement): XmlElement[] =>
  children(root).flatMap((c) => [...(is(c, DS, 'Signature') ? [c] : []), ...signaturesIn(c)]);
