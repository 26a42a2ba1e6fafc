import { createHash, createSign, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { issueCps } from '../../../src/sandbox/pki/cps';
import type { Pki } from '../../../src/sandbox/pki/pki';
import { fictivePatient } from '../../../src/sandbox/population';
import { doctor, type FictiveProfessional } from '../../../src/sandbox/professionals';

/** A card in software: the key never was in one, the certificates are those of a card. */
export interface SoftCard {
  key: KeyObject;
  signature: Buffer;
  authentication: Buffer;
}

export async function softCard(pki: Pki, holder: FictiveProfessional = doctor): Promise<SoftCard> {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return {
    key: privateKey,
    signature: Buffer.from(await issueCps(pki, { publicKey: spki, use: 'signature', holder })),
    authentication: Buffer.from(await issueCps(pki, { publicKey: spki, use: 'authentication', holder })),
  };
}

/** Subject in Java's writing, by hand from cards.md §6: surname and given name are UTF8String or PrintableString. */
export function javaSubject(holder: FictiveProfessional): string {
  const hex = (tag: string, s: string) =>
    `#${tag}${Buffer.byteLength(s).toString(16).padStart(2, '0')}${Buffer.from(s).toString('hex')}`;
  return [
    `CN=${holder.nationalId}+2.5.4.4=${hex('13', holder.familyName)}+2.5.4.42=${hex('13', holder.givenName)}`,
    `2.5.4.12=${hex('0c', holder.title)}`,
    'C=FR',
  ].join(',');
}

export interface VihfOptions {
  certificate?: Buffer;
  key?: KeyObject;
  id?: string;
  issueInstant?: Date;
  nameId?: string;
  nameQualifier?: string;
  issuer?: string;
  patient?: { value: string; oid: string };
  attributes?: Record<string, string | null>;
  notOnOrAfter?: Date;
  signed?: boolean;
}

export const sha256 = (s: string | Uint8Array) => createHash('sha256').update(s).digest('base64');
export const rsa = (key: KeyObject, s: string) => createSign('RSA-SHA256').update(s).sign(key, 'base64');

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const EXC = 'http://www.w3.org/2001/10/xml-exc-c14n#';

const role = (code: string, system: string, label: string) =>
  `<Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" code="${code}" codeSystem="${system}" displayName="${label}" xsi:type="CE"></Role>`;

export const dmpAttributes = (patient: { value: string; oid: string }): Record<string, string> => ({
  VIHF_Version: '3.0',
  Authentification_mode: 'DIRECTE',
  Identifiant_Structure: '499700000012001',
  Secteur_Activite: 'SA07^1.2.250.1.71.4.2.4',
  'urn:oasis:names:tc:xacml:2.0:subject:role':
    role('10', '1.2.250.1.71.1.2.7', 'Médecin') +
    '|' +
    role('SM26', '1.2.250.1.71.4.2.5', 'Qualifié en Médecine Générale (SM)'),
  'urn:oasis:names:tc:xacml:2.0:resource:resource-id': `${patient.value}^^^&amp;${patient.oid}&amp;ISO^NH`,
  Ressource_URN: 'urn:dmp',
  'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse':
    '<PurposeOfUse xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" code="normal" codeSystem="1.2.250.1.213.1.1.4.248" codeSystemName="mode acces VIHF 2.0" displayName="Accès normal" xsi:type="CE"></PurposeOfUse>',
  LPS_Nom: 'Colloque',
  LPS_Version: '0.1.0',
  LPS_ID_HOMOLOGATION_DMP: 'BAC-A-SABLE',
});

/** An assertion written by hand in its own canonical form, so that no canonicaliser is trusted on this side. */
export function assertion(card: SoftCard, options: VihfOptions = {}): string {
  const now = options.issueInstant ?? new Date();
  const id = options.id ?? `_${randomUUID()}`;
  const certificate = options.certificate ?? card.signature;
  const attributes = {
    ...dmpAttributes(options.patient ?? fictivePatient(0).ins),
    ...options.attributes,
  };
  const statement = Object.entries(attributes)
    .filter((a): a is [string, string] => a[1] !== null)
    .map(
      ([name, value]) =>
        `<saml2:Attribute Name="${name}">${value
          .split('|')
          .map((v) => `<saml2:AttributeValue>${v}</saml2:AttributeValue>`)
          .join('')}</saml2:Attribute>`,
    )
    .join('');
  const open = `<saml2:Assertion xmlns:saml2="${SAML}" ID="${id}" IssueInstant="${now.toISOString()}" Version="2.0">`;
  const issuer = `<saml2:Issuer Format="urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName">${options.issuer ?? javaSubject(doctor)}</saml2:Issuer>`;
  const qualifier = options.nameQualifier ? ` NameQualifier="${options.nameQualifier}"` : '';
  const rest =
    `<saml2:Subject><saml2:NameID${qualifier}>${options.nameId ?? doctor.nationalId}</saml2:NameID></saml2:Subject>` +
    (options.notOnOrAfter
      ? `<saml2:Conditions NotOnOrAfter="${options.notOnOrAfter.toISOString()}"></saml2:Conditions>`
      : '') +
    `<saml2:AuthnStatement AuthnInstant="${now.toISOString()}"><saml2:AuthnContext><saml2:AuthnContextClassRef>urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI</saml2:AuthnContextClassRef></saml2:AuthnContext></saml2:AuthnStatement>` +
    `<saml2:AttributeStatement>${statement}</saml2:AttributeStatement></saml2:Assertion>`;
  if (options.signed === false) return open + issuer + rest;
  const signedInfo = `<ds:SignedInfo xmlns:ds="${DS}"><ds:CanonicalizationMethod Algorithm="${EXC}"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#${id}"><ds:Transforms><ds:Transform Algorithm="${DS}enveloped-signature"></ds:Transform><ds:Transform Algorithm="${EXC}"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>${sha256(open + issuer + rest)}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const signature = `<ds:Signature xmlns:ds="${DS}">${signedInfo.replace(` xmlns:ds="${DS}"`, '')}<ds:SignatureValue>${rsa(options.key ?? card.key, signedInfo)}</ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate.toString('base64')}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></ds:Signature>`;
  return open + issuer + signature + rest;
}
