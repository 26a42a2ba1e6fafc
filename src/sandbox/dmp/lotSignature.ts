import { createHash } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import type { Pki } from '../pki/pki';
import { trusted } from '../pki/trusted';
import {
  attribute,
  children,
  childrenOf,
  follow,
  is,
  Malformed,
  only,
  textOf,
  withXml,
} from '../xml/document';
import {
  canonical,
  DS,
  digestOf,
  duplicateIds,
  readReference,
  readSignature,
  referencedDigest,
  verifiesSignedInfo,
} from '../xml/signature';
import { demand, metadataError } from './refusal';
import { schemes } from './schemes';
import { identifier, type Submission } from './submission';
import type { Caller } from './vihf';

const XADES = 'http://uri.etsi.org/01903/v1.1.1#';
const WITH_COMMENTS = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';

/** The « signature du lot » (dmp.md §5.4): its own cryptography, its manifest against the lot, its signer against the VIHF. */
export function checkLotSignature(
  submission: Submission,
  signatureId: string,
  caller: Caller,
  pki: Pki,
  now: Date,
): void {
  const bytes = submission.documents.get(signatureId);
  demand(bytes, 'document de signature absent');
  try {
    withXml(bytes, (doc) => {
      demand(
        is(doc.root, DS, 'Signature') && attribute(doc.root, 'Id'),
        'signature du lot : ds:Signature/@Id',
      );
      demand(!duplicateIds(doc.root), 'signature du lot : identifiants répétés');
      const manifest = checkCryptography(doc.root, caller, pki, now);
      checkManifest(manifest, submission, signatureId);
    });
  } catch (e) {
    if (e instanceof Malformed) throw metadataError(`signature du lot : ${e.message}`);
    throw e;
  }
}

function checkCryptography(signature: XmlElement, caller: Caller, pki: Pki, now: Date): XmlElement {
  const parts = readSignature(signature);
  const method = attribute(only(parts.signedInfo, DS, 'CanonicalizationMethod'), 'Algorithm');
  demand(method === WITH_COMMENTS, 'signature du lot : C14N 1.0 avec commentaires attendu');
  const signer = trusted(parts.certificate, pki, now);
  demand(signer?.nonRepudiation, 'signature du lot : certificat de signature refusé');
  demand(signer.commonName === caller.professional, 'signature du lot : autre signataire que le VIHF');
  demand(verifiesSignedInfo(signature, parts, signer.x509.publicKey), 'signature du lot : signature fausse');

  const objects = childrenOf(signature, DS, 'Object').flatMap(children);
  const manifest = objects.find((o) => is(o, DS, 'Manifest'));
  const qualifying = objects.find((o) => is(o, XADES, 'QualifyingProperties'));
  const properties = qualifying && only(qualifying, XADES, 'SignedProperties');
  demand(manifest && properties, 'signature du lot : Manifest et SignedProperties attendus');
  const [first, second, more] = parts.references;
  demand(first && second && !more, 'signature du lot : deux références attendues');
  const targets = [
    [first, manifest, 'IHEManifest', `${DS}Manifest`],
    [second, properties, 'S0-SignedProperties', `${XADES}SignedProperties`],
  ] as const;
  for (const [reference, target, id, type] of targets) {
    demand(
      reference.uri === `#${id}` && attribute(target, 'Id') === id && reference.type === type,
      `signature du lot : référence #${id}`,
    );
    demand(
      referencedDigest(target, reference) === reference.digest,
      `signature du lot : empreinte de #${id}`,
    );
  }
  checkProperties(properties, parts.certificate, now);
  const purpose = objects.find((o) => is(o, DS, 'SignatureProperties'));
  const property = purpose && only(purpose, DS, 'SignatureProperty');
  demand(
    attribute(property ?? null, 'Id') === 'purposeOfSignature' &&
      textOf(property ?? null) === '1.2.840.10065.1.12.1.14',
    'signature du lot : purposeOfSignature',
  );
  return manifest;
}

function checkProperties(properties: XmlElement, certificate: Buffer, now: Date): void {
  const signed = only(properties, XADES, 'SignedSignatureProperties');
  const time = Date.parse(textOf(signed && only(signed, XADES, 'SigningTime')));
  demand(time <= now.getTime() + 5 * 60_000, 'signature du lot : SigningTime');
  const list = signed && only(signed, XADES, 'SigningCertificate');
  const cert = list && childrenOf(list, XADES, 'Cert')[0];
  const digest = cert && follow(cert, XADES, 'CertDigest');
  demand(digest, 'signature du lot : SigningCertificate');
  // XAdES 1.1.1 has its own DigestMethod and DigestValue; writers also use those of XMLDSig.
  const value = children(digest).find((c) => c.name === 'DigestValue');
  demand(
    textOf(value ?? null) === createHash('sha256').update(certificate).digest('base64'),
    'signature du lot : empreinte du certificat de signature',
  );
  const policy = signed && follow(signed, XADES, 'SignaturePolicyIdentifier', 'SignaturePolicyImplied');
  demand(policy, 'signature du lot : SignaturePolicyImplied');
}

/** First the set, which has no bytes (`AA==`), then each document of the lot once. */
function checkManifest(manifest: XmlElement, submission: Submission, signatureId: string): void {
  const [set, ...documents] = childrenOf(manifest, DS, 'Reference');
  const setId = identifier(submission.set, schemes.set.uniqueId);
  demand(
    attribute(set ?? null, 'URI') === `urn:oid:${setId}` &&
      textOf((set && only(set, DS, 'DigestValue')) ?? null) === 'AA==',
    'signature du lot : première référence du manifeste',
  );
  const clinical = submission.entries.filter((e) => e.id !== signatureId);
  demand(documents.length === clinical.length, 'signature du lot : un document, une référence');
  for (const entry of clinical) {
    const uri = `urn:oid:${identifier(entry, schemes.entry.uniqueId)}`;
    const reference = documents.find((d) => attribute(d, 'URI') === uri);
    demand(reference, `signature du lot : ${entry.id} n’est pas au manifeste`);
    const { transforms, digest } = readReference(reference);
    demand(
      transforms.length === 1 && attribute(transforms[0] ?? null, 'Algorithm') === WITH_COMMENTS,
      'signature du lot : transformation C14N avec commentaires attendue',
    );
    const bytes = submission.documents.get(entry.id) ?? Buffer.alloc(0);
    // The whole document: comments before and after the root count in C14N with comments.
    const actual = withXml(bytes, (doc) => digestOf(doc.canonicalizeToString({ withComments: true })));
    demand(
      actual === digest || withXml(bytes, (doc) => digestOf(canonical(doc.root, WITH_COMMENTS))) === digest,
      `signature du lot : empreinte de ${entry.id}`,
    );
  }
}
