import type { XmlElement } from 'libxml2-wasm';
import type { Pki } from '../pki/pki';
import { type TrustedCertificate, trusted } from '../pki/trusted';
import { attribute, children, childrenOf, is, Malformed, only, textOf, withXml } from '../xml/document';
import { DS, signaturesIn, verifyEnveloped } from '../xml/signature';
import type { Envelope } from './envelope';
import { SOAP12, WSSE } from './fault';

export const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const X509_SUBJECT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';

/** Clocks of practices drift: the tolerance is ours, the guide's is not public. */
const SKEW_MS = 5 * 60_000;

/** An assertion whose signature, certificate and dates hold. What it claims is still to be judged. */
export interface VerifiedAssertion {
  id: string;
  signer: TrustedCertificate;
  nameId: string;
  nameQualifier: string | null;
  /** Null without an AuthnStatement: the VIHF has one, INSi's assertion need not. */
  classRef: string | null;
  /** Values by attribute name: text, or the element for structured ones. */
  attributes: Map<string, XmlElement[]>;
}

/** Why an assertion is refused; `certificate` when the fault is the signing certificate's. */
export class AssertionRefused extends Error {
  constructor(
    reason: string,
    readonly certificate = false,
  ) {
    super(reason);
  }
}

const demand: (holds: unknown, why: string) => asserts holds = (holds, why) => {
  if (!holds) throw new AssertionRefused(why);
};

/**
 * Judges the assertion of a request and hands it to `use`; throws {@link AssertionRefused}.
 * The envelope is parsed anew and everything is read from the element whose signature was verified, so that a
 * wrapped copy elsewhere in the message is never looked at.
 */
export function withAssertion<T>(
  envelope: Envelope,
  pki: Pki,
  now: Date,
  use: (assertion: VerifiedAssertion) => T,
): T {
  demand(envelope.security, 'wsse:Security absent');
  return withXml(envelope.bytes, (doc) => {
    const header = only(doc.root, SOAP12, 'Header');
    const security = header && only(header, WSSE, 'Security');
    demand(security, 'wsse:Security absent');
    const [assertion, ...others] = children(security);
    demand(
      assertion && others.length === 0 && is(assertion, SAML, 'Assertion'),
      'wsse:Security : une assertion SAML 2.0 et rien d’autre',
    );
    demand(signaturesIn(security).length === 1, 'une signature et une seule');
    demand(countAssertions(doc.root) === 1, 'plusieurs assertions dans le message');
    const [issuer, signature] = children(assertion);
    demand(
      issuer && is(issuer, SAML, 'Issuer') && signature && is(signature, DS, 'Signature'),
      'Issuer puis Signature attendus',
    );

    let signer: TrustedCertificate | null = null;
    try {
      verifyEnveloped(assertion, (der) => {
        signer = trusted(der, pki, now);
        if (!signer) throw new AssertionRefused('certificat de signature refusé', true);
        return signer.x509.publicKey;
      });
    } catch (e) {
      if (e instanceof Malformed) throw new AssertionRefused(`signature du VIHF : ${e.message}`);
      throw e;
    }
    return use(readClaims(assertion, issuer, signer as unknown as TrustedCertificate, now));
  });
}

const countAssertions = (el: XmlElement): number =>
  (is(el, SAML, 'Assertion') ? 1 : 0) + children(el).reduce((n, c) => n + countAssertions(c), 0);

function instant(el: XmlElement | null, name: string): number | null {
  const value = attribute(el, name);
  if (value === null) return null;
  const at = /Z$/.test(value) ? Date.parse(value) : Number.NaN;
  demand(!Number.isNaN(at), `${name} : instant UTC attendu`);
  return at;
}

function readClaims(
  assertion: XmlElement,
  issuer: XmlElement,
  signer: TrustedCertificate,
  now: Date,
): VerifiedAssertion {
  const at = now.getTime();
  demand(attribute(assertion, 'Version') === '2.0', 'SAML 2.0 attendu');
  const id = attribute(assertion, 'ID') ?? '';
  demand(/^[A-Za-z_][\w.-]*$/.test(id), 'ID : NCName attendu');
  const issued = instant(assertion, 'IssueInstant');
  demand(issued !== null && Math.abs(issued - at) <= SKEW_MS, 'IssueInstant hors tolérance');
  demand(attribute(issuer, 'Format') === X509_SUBJECT, 'Issuer : format X509SubjectName attendu');
  demand(textOf(issuer) === signer.javaSubject, 'Issuer : ce n’est pas le sujet du certificat de signature');

  const conditions = only(assertion, SAML, 'Conditions');
  const notBefore = instant(conditions, 'NotBefore');
  const notOnOrAfter = instant(conditions, 'NotOnOrAfter');
  demand(notBefore === null || at >= notBefore - SKEW_MS, 'assertion pas encore valide');
  demand(notOnOrAfter === null || at < notOnOrAfter, 'assertion expirée');

  const subject = only(assertion, SAML, 'Subject');
  const nameId = subject && only(subject, SAML, 'NameID');
  demand(nameId && textOf(nameId), 'NameID absent');
  const authn = only(assertion, SAML, 'AuthnStatement');
  const authenticated = instant(authn, 'AuthnInstant');
  demand(!authn || (authenticated !== null && authenticated <= at + SKEW_MS), 'AuthnInstant absent ou futur');
  const context = authn && only(authn, SAML, 'AuthnContext');
  const statement = only(assertion, SAML, 'AttributeStatement');
  demand(statement, 'AttributeStatement absent');

  const attributes = new Map<string, XmlElement[]>();
  for (const a of childrenOf(statement, SAML, 'Attribute')) {
    const name = attribute(a, 'Name') ?? '';
    demand(name && !attributes.has(name), `attribut ${name} répété`);
    attributes.set(name, childrenOf(a, SAML, 'AttributeValue'));
  }
  return {
    id,
    signer,
    nameId: textOf(nameId),
    nameQualifier: attribute(nameId, 'NameQualifier'),
    classRef: context && textOf(only(context, SAML, 'AuthnContextClassRef')),
    attributes,
  };
}

/** The text of an attribute with one value; null when absent. */
export function single(assertion: VerifiedAssertion, name: string): string | null {
  const values = assertion.attributes.get(name);
  if (!values) return null;
  demand(values.length === 1, `attribut ${name} : une valeur attendue`);
  return textOf(values[0] ?? null);
}

/** Assertion IDs seen, to refuse a replay; forgotten once their IssueInstant could not pass any more. */
export class ReplayGuard {
  private readonly seen = new Map<string, number>();

  /** False when that ID was already used. */
  admit(id: string, now: Date): boolean {
    for (const [old, at] of this.seen) if (now.getTime() - at > 3 * SKEW_MS) this.seen.delete(old);
    if (this.seen.has(id)) return false;
    this.seen.set(id, now.getTime());
    return true;
  }
}
