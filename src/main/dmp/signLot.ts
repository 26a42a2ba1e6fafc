import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import type { Professional } from '../../shared/professional/professional';
import { err, ok, type Result } from '../../shared/result';
import { algorithms, canonical } from '../soap/canonical';
import { type CertificateNames, certificateNames } from '../soap/certificate';
import { el, type Markup } from '../soap/markup';
import {
  DSIG,
  defaultAlgorithms,
  digestOf,
  keyInfo,
  type Reference,
  reference,
  type SignatureAlgorithms,
  signedInfo,
  signInPlace,
} from '../soap/signature';
import { elementById, parseTree, type XmlTree } from '../soap/tree';
import { dmpFailure } from './failure';

export interface LotToSign {
  /** uniqueId of the submission set. */
  setUniqueId: string;
  /** CDA documents by their XDS uniqueId. */
  documents: readonly { uniqueId: string; bytes: Uint8Array }[];
  signingTime: Date;
  ids: Ids;
  /** DER of the CA of the signing certificate, then of its root, as far as known. */
  chain: readonly Uint8Array[];
  algorithms?: SignatureAlgorithms;
}

const XADES = 'http://uri.etsi.org/01903/v1.1.1#';
const WITH_COMMENTS = { exclusive: false, comments: true };
const transforms = [algorithms.inclusiveWithComments];

/**
 * The « signature du lot » (dmp.md §5.4): XAdES 1.1.1 over a manifest that names the set and each document
 * by the digest of its canonical XML. Made once, at validation: a second try sends the same bytes.
 */
export async function signLot(
  lot: LotToSign,
  professional: Professional,
): Promise<Result<Uint8Array, Failure>> {
  const certificate = professional.certificate('signature');
  const chain = certified([certificate, ...lot.chain]);
  if (!chain.ok) return chain;
  const documents = manifestOf(lot);
  if (!documents.ok) return documents;

  const use = lot.algorithms ?? defaultAlgorithms;
  // An NCName may not start with a digit, a UUID may.
  const id = `_${lot.ids.uuid()}`;
  const objects = [
    el(
      'ds:Object',
      {},
      el(
        'ds:Manifest',
        { Id: 'IHEManifest' },
        documents.value.map((r) => reference(r, use.digest)),
      ),
    ),
    el('ds:Object', {}, purpose(id)),
    el('ds:Object', {}, qualifyingProperties(id, lot.signingTime, chain.value, use)),
  ];
  const write = (info: Markup | null, value: string) =>
    el(
      'ds:Signature',
      { 'xmlns:ds': DSIG, Id: id },
      info,
      el('ds:SignatureValue', {}, value),
      keyInfo(certificate),
      objects,
    ).xml;

  // What is referred to is canonicalised where it stands: the inclusive form takes the namespaces above it.
  const tree = parseTree(utf8(write(null, '')));
  if (!tree.ok) return tree;
  const info = signedInfo(
    algorithms.inclusiveWithComments,
    [
      part(tree.value, 'IHEManifest', `${DSIG}Manifest`),
      part(tree.value, 'S0-SignedProperties', `${XADES}SignedProperties`),
    ],
    use,
  );
  const signed = await signInPlace((value) => write(info, value), WITH_COMMENTS, {
    certificate,
    sign: (data) => professional.sign('signature', data),
  });
  return signed.ok ? ok(utf8(`<?xml version="1.0" encoding="UTF-8"?>${signed.value}`)) : signed;
}

/** The set first, which has no bytes to digest (« AA== »), then each document. */
function manifestOf(lot: LotToSign): Result<Reference[], Failure> {
  const references: Reference[] = [{ uri: `urn:oid:${lot.setUniqueId}`, transforms: [], content: 'AA==' }];
  for (const { uniqueId, bytes } of lot.documents) {
    const tree = parseTree(bytes);
    if (!tree.ok) return err(dmpFailure('dmp-request', `document of the lot: ${tree.error.code}`));
    references.push({
      uri: `urn:oid:${uniqueId}`,
      transforms,
      content: canonical(tree.value, WITH_COMMENTS),
    });
  }
  return ok(references);
}

const part = (tree: XmlTree, id: string, type: string): Reference => ({
  uri: `#${id}`,
  type,
  transforms,
  content: canonical(elementById(tree, id)!, WITH_COMMENTS),
});

const purpose = (id: string): Markup =>
  el(
    'ds:SignatureProperties',
    {},
    el('ds:SignatureProperty', { Id: 'purposeOfSignature', Target: `#${id}` }, '1.2.840.10065.1.12.1.14'),
  );

function qualifyingProperties(
  id: string,
  signingTime: Date,
  chain: readonly Certified[],
  use: SignatureAlgorithms,
): Markup {
  const cert = ({ bytes, issuer, serial }: Certified) =>
    el(
      'xad:Cert',
      {},
      el('xad:CertDigest', {}, digestOf(bytes, use.digest, 'xad')),
      el('xad:IssuerSerial', {}, el('ds:X509IssuerName', {}, issuer), el('ds:X509SerialNumber', {}, serial)),
    );
  return el(
    'xad:QualifyingProperties',
    { 'xmlns:xad': XADES, Target: `#${id}` },
    el(
      'xad:SignedProperties',
      { Id: 'S0-SignedProperties' },
      el(
        'xad:SignedSignatureProperties',
        {},
        el('xad:SigningTime', {}, signingTime.toISOString()),
        el('xad:SigningCertificate', {}, chain.map(cert)),
        el('xad:SignaturePolicyIdentifier', {}, el('xad:SignaturePolicyImplied')),
      ),
      el('xad:SignedDataObjectProperties'),
    ),
  );
}

type Certified = CertificateNames & { bytes: Uint8Array };

function certified(certificates: readonly Uint8Array[]): Result<Certified[], Failure> {
  const chain: Certified[] = [];
  for (const bytes of certificates) {
    const names = certificateNames(bytes);
    if (!names.ok) return names;
    chain.push({ ...names.value, bytes });
  }
  return ok(chain);
}

const utf8 = (text: string) => new TextEncoder().encode(text);
