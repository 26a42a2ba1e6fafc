import { randomUUID, X509Certificate } from 'node:crypto';
import { fictivePatient } from '../../../src/sandbox/population';
import { rsa, type SoftCard, sha256 } from './vihf';

/** A lot by hand: one CDA N1, its entry, its set and its signature, with what a test may want to spoil. */
export interface LotOptions {
  uniqueId?: string;
  setUniqueId?: string;
  title?: string;
  entryTitle?: string;
  patient?: { value: string; oid: string };
  institution?: string;
  classCode?: string;
  creationTime?: string;
  doctype?: string;
  parent?: { uniqueId: string; entryUuid: string };
  version?: number;
  hash?: string;
  withSignature?: boolean;
  /** Applied to the CDA after the lot was signed. */
  tamper?: (cda: string) => string;
  metadata?: (xml: string) => string;
}

export const oid = () => `2.25.${BigInt(`0x${randomUUID().replaceAll('-', '')}`)}`;

const p = fictivePatient(0);
const amp = (s: string) => s.replaceAll('&', '&amp;');

export function cda(o: LotOptions & { uniqueId: string }): string {
  const related = o.parent
    ? `<relatedDocument typeCode="RPLC"><parentDocument><id root="${o.parent.uniqueId}"></id></parentDocument></relatedDocument>`
    : '';
  const ps = '<id extension="899700000120" root="1.2.250.1.71.4.2.1"></id>';
  return `<ClinicalDocument xmlns="urn:hl7-org:v3"><realmCode code="FR"></realmCode><typeId extension="POCD_HD000040" root="2.16.840.1.113883.1.3"></typeId><templateId root="2.16.840.1.113883.2.8.2.1"></templateId><templateId root="1.2.250.1.213.1.1.1.1"></templateId><templateId root="1.3.6.1.4.1.19376.1.2.20"></templateId><id root="${o.uniqueId}"></id><code code="57833-6" codeSystem="2.16.840.1.113883.6.1" displayName="Prescription de médicaments"></code><title>${o.title ?? 'Ordonnance'}</title><effectiveTime value="20261123101500+0100"></effectiveTime><confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25" displayName="Normal"></confidentialityCode><languageCode code="fr-FR"></languageCode><setId root="2.25.1"></setId><versionNumber value="${o.version ?? 1}"></versionNumber><recordTarget><patientRole><id extension="${(o.patient ?? p.ins).value}" root="${(o.patient ?? p.ins).oid}"></id><patient><name><family qualifier="BR">DURAND</family><given>ELISE MARIE</given><given qualifier="BR">ELISE</given></name><administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"></administrativeGenderCode><birthTime value="19860314"></birthTime><birthplace><place><addr><county>35238</county></addr></place></birthplace></patient></patientRole></recordTarget><author><time value="20261123101500+0100"></time><assignedAuthor>${ps}</assignedAuthor></author><custodian><assignedCustodian><representedCustodianOrganization><id extension="499700000012001" root="1.2.250.1.71.4.2.2"></id></representedCustodianOrganization></assignedCustodian></custodian><legalAuthenticator><time value="20261123101500+0100"></time><signatureCode code="S"></signatureCode><assignedEntity>${ps}</assignedEntity></legalAuthenticator><documentationOf><serviceEvent><effectiveTime><low value="20261123100000+0100"></low></effectiveTime><performer typeCode="PRF"><assignedEntity>${ps}<representedOrganization><standardIndustryClassCode code="AMBULATOIRE" codeSystem="1.2.250.1.213.1.1.4.9" displayName="Ambulatoire"></standardIndustryClassCode></representedOrganization></assignedEntity></performer></serviceEvent></documentationOf>${related}<componentOf><encompassingEncounter><effectiveTime><low value="20261123100000+0100"></low></effectiveTime><location><healthCareFacility><code code="SA07" codeSystem="1.2.250.1.71.4.2.4" displayName="Cabinet individuel"></code></healthCareFacility></location></encompassingEncounter></componentOf><component><nonXMLBody><text mediaType="application/pdf" representation="B64">JVBERi0xLjQK</text></nonXMLBody></component></ClinicalDocument>`;
}

const slot = (name: string, ...values: string[]) =>
  `<Slot name="${name}"><ValueList>${values.map((v) => `<Value>${v}</Value>`).join('')}</ValueList></Slot>`;
const label = (tag: string, value: string) =>
  `<${tag}><LocalizedString xml:lang="FR" value="${value}"/></${tag}>`;
let counter = 0;
const coded = (object: string, scheme: string, code: string, system: string, name: string) =>
  `<Classification id="cl${++counter}" classificationScheme="urn:uuid:${scheme}" classifiedObject="${object}" nodeRepresentation="${code}">${slot('codingScheme', system)}${label('Name', name)}</Classification>`;
const external = (object: string, scheme: string, name: string, value: string) =>
  `<ExternalIdentifier id="ei${++counter}" registryObject="${object}" identificationScheme="urn:uuid:${scheme}" value="${value}">${label('Name', name)}</ExternalIdentifier>`;
const PERSON = '899700000120^DOCTEUR-FICTIF^CAMILLE^^^^^^&amp;1.2.250.1.71.4.2.1&amp;ISO^D^^^IDNPS';
const author = (object: string, scheme: string, institution: string) =>
  `<Classification id="cl${++counter}" classificationScheme="urn:uuid:${scheme}" classifiedObject="${object}" nodeRepresentation="">${slot('authorPerson', PERSON)}${slot('authorInstitution', institution)}${slot('authorSpecialty', 'G15_10/SM26^Médecin - Qualifié en Médecine Générale (SM)^1.2.250.1.213.1.1.4.5')}</Classification>`;

/** XAdES of the lot, its strings written in canonical form. */
function lotSignature(card: SoftCard, setUniqueId: string, uniqueId: string, document: string): string {
  const DS = 'http://www.w3.org/2000/09/xmldsig#';
  const XADES = 'http://uri.etsi.org/01903/v1.1.1#';
  const C14N = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments';
  const SHA = 'http://www.w3.org/2001/04/xmlenc#sha256';
  const method = `<DigestMethod Algorithm="${SHA}"></DigestMethod>`;
  const transform = `<Transforms><Transform Algorithm="${C14N}"></Transform></Transforms>`;
  const own = (xml: string) => xml.replace(/^<(\w+)/, `<$1 xmlns="${DS}"`);
  const manifest = `<Manifest Id="IHEManifest"><Reference URI="urn:oid:${setUniqueId}">${method}<DigestValue>AA==</DigestValue></Reference><Reference URI="urn:oid:${uniqueId}">${transform}${method}<DigestValue>${sha256(document)}</DigestValue></Reference></Manifest>`;
  const certificate = new X509Certificate(card.signature);
  const properties = `<SignedProperties xmlns="${XADES}" Id="S0-SignedProperties"><SignedSignatureProperties><SigningTime>${new Date(Date.now() - 1000).toISOString()}</SigningTime><SigningCertificate><Cert><CertDigest><DigestMethod Algorithm="${SHA}"></DigestMethod><DigestValue>${sha256(card.signature)}</DigestValue></CertDigest><IssuerSerial><X509IssuerName xmlns="${DS}">CN=TEST AC FICTIVE</X509IssuerName><X509SerialNumber xmlns="${DS}">${BigInt(`0x${certificate.serialNumber}`)}</X509SerialNumber></IssuerSerial></Cert></SigningCertificate><SignaturePolicyIdentifier><SignaturePolicyImplied></SignaturePolicyImplied></SignaturePolicyIdentifier></SignedSignatureProperties></SignedProperties>`;
  const reference = (uri: string, type: string, digest: string) =>
    `<Reference Type="${type}" URI="${uri}">${transform}${method}<DigestValue>${digest}</DigestValue></Reference>`;
  const signedInfo = `<SignedInfo><CanonicalizationMethod Algorithm="${C14N}"></CanonicalizationMethod><SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></SignatureMethod>${reference('#IHEManifest', `${DS}Manifest`, sha256(own(manifest)))}${reference('#S0-SignedProperties', `${XADES}SignedProperties`, sha256(properties))}</SignedInfo>`;
  return `<Signature xmlns="${DS}" Id="S0">${signedInfo}<SignatureValue>${rsa(card.key, own(signedInfo))}</SignatureValue><KeyInfo><X509Data><X509Certificate>${card.signature.toString('base64')}</X509Certificate></X509Data></KeyInfo><Object>${manifest}</Object><Object><SignatureProperties><SignatureProperty Id="purposeOfSignature" Target="#S0">1.2.840.10065.1.12.1.14</SignatureProperty></SignatureProperties></Object><Object><QualifyingProperties xmlns="${XADES}" Target="#S0">${properties}</QualifyingProperties></Object></Signature>`;
}

export interface Lot {
  body: string;
  parts: Record<string, Buffer>;
  uniqueId: string;
  cda: string;
}

export function lot(card: SoftCard, options: LotOptions = {}): Lot {
  const uniqueId = options.uniqueId ?? oid();
  const setUniqueId = options.setUniqueId ?? oid();
  const patient = p.ins;
  const cx = amp(`${patient.value}^^^&${patient.oid}&ISO^NH`);
  const institution =
    options.institution ?? 'CABINET FICTIF^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^499700000012001';
  const document = cda({ ...options, uniqueId });
  const signature = lotSignature(card, setUniqueId, uniqueId, document);
  const info = slot('sourcePatientInfo', 'PID-5|DURAND^ELISE^^^^^L', 'PID-7|19860314', 'PID-8|F');
  const common = (id: string) =>
    coded(id, 'f33fb8ac-18af-42cc-ae0e-ed0b0bdb91e1', 'SA07', '1.2.250.1.71.4.2.4', 'Cabinet individuel') +
    coded(id, 'cccf5598-8b07-4b77-a05e-ae952c785ead', 'AMBULATOIRE', '1.2.250.1.213.1.1.4.9', 'Ambulatoire') +
    coded(id, 'f4f85eac-e6cb-4883-b524-f2705394840f', 'N', '2.16.840.1.113883.5.25', 'Normal');
  const entry = `<ExtrinsicObject id="Document01" mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">${slot('creationTime', options.creationTime ?? '20261123091500')}${options.hash ? slot('hash', options.hash) : ''}${slot('languageCode', 'fr-FR')}${slot('legalAuthenticator', PERSON)}${slot('serviceStartTime', '20261123090000')}${slot('sourcePatientId', cx)}${info}${label('Name', options.entryTitle ?? options.title ?? 'Ordonnance')}${author('Document01', '93606bcf-9494-43ec-9b4e-a7748d1a838d', institution)}${coded('Document01', '41a5887f-8865-4c09-adf7-e362475b143a', options.classCode ?? '42', '1.2.250.1.213.1.1.4.1', 'Prescription')}${coded('Document01', 'f0306f51-975f-434e-a61c-c59651d33983', '57833-6', '2.16.840.1.113883.6.1', 'Prescription')}${coded('Document01', 'a09d5840-386c-46f2-b5ad-9c3699a4309d', 'urn:ihe:iti:xds-sd:pdf:2008', '1.3.6.1.4.1.19376.1.2.3', 'PDF')}${common('Document01')}${external('Document01', '58a6f841-87b3-4a3e-92fd-a8ffeff98427', 'XDSDocumentEntry.patientId', cx)}${external('Document01', '2e82c1f6-a085-4c72-9da3-8640a32e42ab', 'XDSDocumentEntry.uniqueId', uniqueId)}</ExtrinsicObject>`;
  const sign = `<ExtrinsicObject id="Signature01" mimeType="text/xml" objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">${slot('creationTime', '20261123091501')}${slot('languageCode', 'art')}${slot('legalAuthenticator', PERSON)}${slot('serviceStartTime', '20261123091501')}${slot('serviceStopTime', '20261123091501')}${slot('sourcePatientId', cx)}${info}${label('Name', 'Source')}${author('Signature01', '93606bcf-9494-43ec-9b4e-a7748d1a838d', institution)}${coded('Signature01', '41a5887f-8865-4c09-adf7-e362475b143a', 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1', 'URN', 'Digital Signature')}${coded('Signature01', 'f0306f51-975f-434e-a61c-c59651d33983', 'E1762', 'ASTM', 'Full Document')}${coded('Signature01', 'a09d5840-386c-46f2-b5ad-9c3699a4309d', 'http://www.w3.org/2000/09/xmldsig#', 'URN', 'Default Signature Style')}${coded('Signature01', '2c6b8cb7-8b2a-4051-b291-b1ae6a575ef4', '1.2.840.10065.1.12.1.14', '1.2.840.10065.1.12', 'Source')}${common('Signature01')}${coded('Signature01', 'f4f85eac-e6cb-4883-b524-f2705394840f', 'MASQUE_PS', '1.2.250.1.213.1.1.4.13', 'Masqué aux professionnels')}${coded('Signature01', 'f4f85eac-e6cb-4883-b524-f2705394840f', 'INVISIBLE_PATIENT', '1.2.250.1.213.1.1.4.13', 'Non visible par le patient')}${external('Signature01', '58a6f841-87b3-4a3e-92fd-a8ffeff98427', 'XDSDocumentEntry.patientId', cx)}${external('Signature01', '2e82c1f6-a085-4c72-9da3-8640a32e42ab', 'XDSDocumentEntry.uniqueId', oid())}</ExtrinsicObject>`;
  const set = `<RegistryPackage id="SubmissionSet01">${slot('submissionTime', '20261123091501')}${author('SubmissionSet01', 'a7058bb9-b4e4-4307-ba5b-e3f0ab85e12d', institution)}${coded('SubmissionSet01', 'aa543740-bdda-424e-8c96-df4873be8500', '07', '1.2.250.1.213.2.2', 'Consultation')}${external('SubmissionSet01', '6b5aea1a-874d-4603-a4bc-96a0a7b38446', 'XDSSubmissionSet.patientId', cx)}${external('SubmissionSet01', '554ac39e-e3fe-47fe-b233-965d2a147832', 'XDSSubmissionSet.sourceId', '1.2.250.1.999.1')}${external('SubmissionSet01', '96fdda7c-d067-4183-912e-bf5ee74998a8', 'XDSSubmissionSet.uniqueId', setUniqueId)}</RegistryPackage><Classification id="c0" classifiedObject="SubmissionSet01" classificationNode="urn:uuid:a54d6aa5-d40d-43f9-88c5-b4633d873bdd"/>`;
  const link = (id: string, type: string, source: string, target: string, member = false) =>
    `<Association id="${id}" associationType="${type}" objectType="urn:oasis:names:tc:ebxml-regrep:ObjectType:RegistryObject:Association" sourceObject="${source}" targetObject="${target}">${member ? slot('SubmissionSetStatus', 'Original') : ''}</Association>`;
  const HAS = 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember';
  const signed = options.withSignature !== false;
  const objects = [
    set,
    entry,
    signed ? sign : '',
    link('a1', HAS, 'SubmissionSet01', 'Document01', true),
    signed ? link('a2', HAS, 'SubmissionSet01', 'Signature01', true) : '',
    signed ? link('a3', 'urn:ihe:iti:2007:AssociationType:signs', 'Signature01', 'SubmissionSet01') : '',
    options.parent
      ? link('a4', 'urn:ihe:iti:2007:AssociationType:RPLC', 'Document01', options.parent.entryUuid)
      : '',
  ].join('');
  const include = (id: string, cid: string) =>
    `<xds:Document id="${id}"><xop:Include xmlns:xop="http://www.w3.org/2004/08/xop/include" href="cid:${cid}"/></xds:Document>`;
  const body = `<xds:ProvideAndRegisterDocumentSetRequest xmlns:xds="urn:ihe:iti:xds-b:2007" xmlns:lcm="urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0" xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><lcm:SubmitObjectsRequest><RegistryObjectList>${objects}</RegistryObjectList></lcm:SubmitObjectsRequest>${include('Document01', 'doc1@t')}${signed ? include('Signature01', 'sig1@t') : ''}</xds:ProvideAndRegisterDocumentSetRequest>`;
  const sent = `${options.doctype ?? ''}${options.tamper ? options.tamper(document) : document}`;
  return {
    body: options.metadata ? options.metadata(body) : body,
    parts: {
      'doc1@t': Buffer.from(sent),
      ...(signed ? { 'sig1@t': Buffer.from(signature) } : {}),
    },
    uniqueId,
    cda: document,
  };
}
