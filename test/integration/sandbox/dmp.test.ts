import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DmpServer, startDmp } from '../../../src/sandbox/dmp/server';
import { FaultPlan, RequestJournal } from '../../../src/sandbox/faultPlan';
import { ensurePki, type Pki } from '../../../src/sandbox/pki/pki';
import { fictivePatient } from '../../../src/sandbox/population';
import { colleague } from '../../../src/sandbox/professionals';
import { systemClock } from '../../../src/shared/clock';
import { type LotOptions, lot, oid } from './lot';
import { assertion, javaSubject, type SoftCard, softCard, type VihfOptions } from './vihf';
import { type EnvelopeOptions, envelope, mtom, post } from './wire';

const schemas = join(process.cwd(), '..', 'shared', 'data', 'xds', 'xsd-xds-b');
const FEED = 'urn:ihe:iti:2007:ProvideAndRegisterDocumentSet-b';
const TD02 = 'urn:hl7-org:v3:PRPA_IN201307UV02';
const FIND = 'urn:ihe:iti:2007:RegistryStoredQuery';
const GET = 'urn:ihe:iti:2007:RetrieveDocumentSet';
const patient = fictivePatient(0);

let dir: string;
let pki: Pki;
let card: SoftCard;
let dmp: DmpServer;
const faults = new FaultPlan();
const journal = new RequestJournal();

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sandbox-dmp-'));
  pki = await ensurePki(join(dir, 'pki'), { now: new Date() });
  card = await softCard(pki);
  dmp = await startDmp({
    pki,
    stateDir: dir,
    clock: systemClock,
    faults,
    journal,
    schemas: existsSync(schemas) ? schemas : null,
  });
});
afterAll(async () => {
  await dmp.close();
  rmSync(dir, { recursive: true });
});

const existence = (ins = patient.ins) =>
  `<PRPA_IN201307UV02 xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ITSVersion="XML_1.0"><id root="1.2.250.1.999.1.1" extension="a"/><creationTime value="20261123091500"/><interactionId root="2.16.840.1.113883.1.6" extension="PRPA_IN201307UV02"/><processingCode code="P"/><processingModeCode code="T"/><acceptAckCode code="AL"/><receiver typeCode="RCV"><device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.250.1.213.4.1.1.1"/><softwareName>DMP</softwareName></device></receiver><sender typeCode="SND"><device classCode="DEV" determinerCode="INSTANCE"><id root="1.2.250.1.999.1"/><softwareName>Colloque</softwareName></device></sender><attentionLine xsi:nil="true"/><controlActProcess classCode="CACT" moodCode="EVN"><reasonCode code="TEST_EXST" codeSystem="1.2.250.1.213.1.1.4.11"/><queryByParameter><queryId root="1.2.250.1.999.1.2" extension="q"/><statusCode code="new"/><parameterList><dataSource xsi:nil="true"/><patientIdentifier><value root="${ins.oid}" extension="${ins.value}"/><semanticsText>Patient.id</semanticsText></patientIdentifier></parameterList></queryByParameter></controlActProcess></PRPA_IN201307UV02>`;

const td02 = (vihf: VihfOptions = {}, wire: EnvelopeOptions = {}, security?: string) =>
  post(
    `${dmp.base}/patients`,
    envelope(TD02, security ?? assertion(card, vihf), existence(vihf.patient), wire),
    { pki },
  );

const feed = (options: LotOptions = {}, vihf: VihfOptions = {}) => send(lot(card, options), vihf);
function send(l: ReturnType<typeof lot>, vihf: VihfOptions = {}) {
  const { body, contentType } = mtom(envelope(FEED, assertion(card, vihf), l.body), l.parts);
  return post(`${dmp.base}/repository`, body, { pki, contentType });
}
const errorCode = (text: string) => /errorCode="([^"]+)"/.exec(text)?.[1];
const context = (text: string) => /codeContext="([^"]+)"/.exec(text)?.[1];

const query = (slots: Record<string, string>, id: string, vihf: VihfOptions = {}) =>
  post(
    `${dmp.base}/registry`,
    envelope(
      FIND,
      assertion(card, vihf),
      `<query:AdhocQueryRequest xmlns:query="urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0" xmlns="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0"><query:ResponseOption returnComposedObjects="true" returnType="LeafClass"/><AdhocQuery id="urn:uuid:${id}">${Object.entries(
        slots,
      )
        .map(([n, v]) => `<Slot name="${n}"><ValueList><Value>${v}</Value></ValueList></Slot>`)
        .join('')}</AdhocQuery></query:AdhocQueryRequest>`,
    ),
    { pki },
  );
const byUniqueId = (uniqueId: string) =>
  query({ $XDSDocumentEntryUniqueId: `('${uniqueId}')` }, '5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4');

describe('TD0.2', () => {
  test('an open DMP answers OK, active and VALIDE', async () => {
    const { status, text } = await td02();
    expect(status, text).toBe(200);
    expect(text).toContain('<queryResponseCode code="OK"/>');
    expect(text).toContain(`root="${patient.ins.oid}" extension="${patient.ins.value}"`);
    expect(text).toMatch(/code="VALIDE"/);
  });
  test('a patient without DMP answers NF, a closed one terminated', async () => {
    expect((await td02({ patient: fictivePatient(7).ins })).text).toContain('code="NF"');
    expect((await td02({ patient: fictivePatient(6).ins })).text).toContain(
      '<statusCode code="terminated"/>',
    );
  });
});

describe('what a strict server refuses of the envelope', () => {
  test('SOAP 1.1: VersionMismatch', async () => {
    const { status, text } = await td02({}, { soap: 'http://schemas.xmlsoap.org/soap/envelope/' });
    expect(status).toBe(500);
    expect(text).toContain('S:VersionMismatch');
  });
  test.each(['MessageID', 'To', 'ReplyTo', 'Action'])(
    'without wsa:%s: the addressing fault',
    async (name) => {
      const { text } = await td02({}, { without: [name] });
      expect(text).toContain('A required header representing a Message Addressing Property is not present');
    },
  );
  test('a text/xml request is 415; a DOCTYPE and an unknown action are faults', async () => {
    const good = envelope(TD02, assertion(card), existence());
    expect((await post(`${dmp.base}/patients`, good, { pki, contentType: 'text/xml' })).status).toBe(415);
    const doctype = good.replace('?>', '?><!DOCTYPE x [<!ENTITY e "x">]>');
    expect((await post(`${dmp.base}/patients`, doctype, { pki })).text).toContain('DOCTYPE');
    const wrong = envelope('urn:autre', assertion(card), existence());
    expect((await post(`${dmp.base}/patients`, wrong, { pki })).text).toContain('ActionNotSupported');
  });
  test('no client certificate, no conversation', async () => {
    await expect(
      post(`${dmp.base}/patients`, envelope(TD02, assertion(card), existence()), { pki, client: null }),
    ).rejects.toThrow();
  });
});

describe('what a strict server refuses of the VIHF', () => {
  const refused = async (vihf: VihfOptions, why: string | RegExp, security?: string) => {
    const { status, text } = await td02(vihf, {}, security);
    expect(status, text).toBe(500);
    expect(text).toMatch(why);
    expect(text).not.toContain('queryAck');
  };
  test('unsigned', () => refused({ signed: false }, /signature/));
  test('absent', () => refused({}, /assertion/, ' '));
  test('altered after the signature', () =>
    refused({}, /empreinte fausse/, assertion(card).replace('SM26', 'SM54')));
  test('signed by another key than the certificate’s', async () =>
    refused({ key: (await softCard(pki)).key }, /signature fausse/));
  test('signed with the authentication certificate: DMPInvalidCertificate', () =>
    refused({ certificate: card.authentication }, /soap:DMPInvalidCertificate/));
  test('signed under another authority', async () => {
    const other = await ensurePki(join(dir, 'other'), { now: new Date() });
    const stranger = await softCard(other);
    await refused({ certificate: stranger.signature, key: stranger.key }, /soap:DMPInvalidCertificate/);
  });
  test('too old, or from the future', async () => {
    await refused({ issueInstant: new Date(Date.now() - 3_600_000) }, /IssueInstant/);
    await refused({ issueInstant: new Date(Date.now() + 3_600_000) }, /IssueInstant/);
  });
  test('expired by its own conditions', () =>
    refused({ notOnOrAfter: new Date(Date.now() - 1_000) }, /expirée/));
  test('played twice', async () => {
    const once = assertion(card);
    expect((await td02({}, {}, once)).status).toBe(200);
    await refused({}, /déjà utilisée/, once);
  });
  test('an issuer that is not the certificate’s subject', () => refused({ issuer: 'CN=autre' }, /Issuer/));
  test('a NameID that is not the holder', () => refused({ nameId: colleague.nationalId }, /NameID/));
  test('a structure unknown, not linked, or of another sector', async () => {
    const of = (id: string, sector = 'SA07') =>
      ({
        attributes: { Identifiant_Structure: id, Secteur_Activite: `${sector}^1.2.250.1.71.4.2.4` },
      }) as const;
    await refused(of('499999999999999'), 'Structure introuvable ou Inactive');
    await refused(of('499700000012001', 'SA05'), 'Structure introuvable ou Inactive');
    await refused(of('499700000344001'), 'PS et Structure non liés');
  });
  test('a structure that is not the TLS certificate’s', async () => {
    await refused(
      { attributes: { Identifiant_Structure: '1990000010', Secteur_Activite: 'SA01^1.2.250.1.71.4.2.4' } },
      'personne morale',
    );
    const body = envelope(TD02, assertion(card), existence());
    const { text } = await post(`${dmp.base}/patients`, body, { pki, client: pki.foreignClient });
    expect(text).toContain('personne morale');
  });
  test('one role only', () => {
    const attributes = {
      'urn:oasis:names:tc:xacml:2.0:subject:role':
        '<Role xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" code="10" codeSystem="1.2.250.1.71.1.2.7" displayName="Médecin" xsi:type="CE"></Role>',
    };
    return refused({ attributes }, 'Aucune spécialité dans le vihf');
  });
  test('another patient than the request’s', async () => {
    const body = envelope(TD02, assertion(card, { patient: fictivePatient(1).ins }), existence());
    expect((await post(`${dmp.base}/patients`, body, { pki })).text).toContain('n’est pas celui du VIHF');
  });
  test.each(['VIHF_Version', 'LPS_Nom', 'Ressource_URN', 'LPS_ID_HOMOLOGATION_DMP'])('without %s', (name) =>
    refused({ attributes: { [name]: null } }, name),
  );
});

describe('signature wrapping', () => {
  const evil = () => assertion(card, { signed: false, id: '_evil', nameId: colleague.nationalId });
  const signature = (a: string) => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(a)?.[0] ?? '';
  const faulty = async (security: string, extraHeader?: string) => {
    const { status, text } = await td02({}, extraHeader ? { extraHeader } : {}, security);
    expect(status, text).toBe(500);
  };
  test('XSW1: the forged assertion carries the signature, the signed one hides inside it', async () => {
    const good = assertion(card);
    const bare = good.replace(signature(good), '');
    const sign = signature(good).replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
    await faulty(evil().replace('</saml2:Issuer>', `</saml2:Issuer>${sign}`));
  });
  test('XSW2: the forged one first, the signed one beside it', () => faulty(evil() + assertion(card)));
  test('XSW3: the signed one first, the forged one beside it', () => faulty(assertion(card) + evil()));
  test('XSW4: the signed one inside the forged one', () => {
    const good = assertion(card);
    return faulty(evil().replace('</saml2:Assertion>', `${good}</saml2:Assertion>`));
  });
  test('XSW5: the forged one in Security, the signed one in another header', () =>
    faulty(evil(), `<x:Wrapper xmlns:x="urn:x">${assertion(card)}</x:Wrapper>`));
  test('XSW6: the same ID twice', () => {
    const good = assertion(card, { id: '_same' });
    return faulty(good, `<x:Wrapper xmlns:x="urn:x" ID="_same"/>`);
  });
  test('XSW7: the signature of another message', () => {
    const good = signature(assertion(card));
    return faulty(evil().replace('</saml2:Issuer>', `</saml2:Issuer>${good}`));
  });
});

describe('TD2.1', () => {
  test('a good lot is registered once, found by its uniqueId and given back byte for byte', async () => {
    const good = lot(card);
    const first = await send(good);
    expect(first.text).toContain('ResponseStatusType:Success');
    expect(first.contentType).toContain('multipart/related');
    const found = await byUniqueId(good.uniqueId);
    expect(found.text).toContain(`value="${good.uniqueId}"`);
    expect(found.text).toContain('StatusType:Approved');
    const again = await send(good);
    expect(errorCode(again.text)).toBe('XDSDuplicateUniqueIdInRegistry');
    expect(dmp.registry.all().filter((d) => d.uniqueId === good.uniqueId)).toHaveLength(1);

    const retrieved = await post(
      `${dmp.base}/repository`,
      envelope(
        GET,
        assertion(card),
        `<x:RetrieveDocumentSetRequest xmlns:x="urn:ihe:iti:xds-b:2007"><x:DocumentRequest><x:RepositoryUniqueId>1.2.250.1.213.4.1.1.1.2</x:RepositoryUniqueId><x:DocumentUniqueId>${good.uniqueId}</x:DocumentUniqueId></x:DocumentRequest></x:RetrieveDocumentSetRequest>`,
      ),
      { pki },
    );
    expect(retrieved.text).toContain('href="cid:urn%3Aihe%3Adocument');
    expect(retrieved.text).toContain('Content-Id: <urn:ihe:document:1@sandbox.invalid>');
    expect(retrieved.body.includes(Buffer.from(good.cda))).toBe(true);
  });

  test.skipIf(!existsSync(schemas))('the XSD of the registry is in force', async () => {
    expect(dmp.schemaAvailable).toBe(true);
    const { text } = await feed({
      metadata: (xml) => xml.replace(/<Classification id="cl\d+"/, '<Classification'),
    });
    expect(context(text)).toMatch(/^XSD/);
  });

  test.each<[string, LotOptions, string, RegExp]>([
    ['another title than the CDA’s', { entryTitle: 'Autre' }, 'XDSRegistryMetadataError', /titre/],
    [
      'a creationTime not in UTC',
      { creationTime: '20261123101500' },
      'XDSRegistryMetadataError',
      /creationTime/,
    ],
    [
      'a CDA of another patient',
      { patient: fictivePatient(1).ins },
      'XDSPatientIdDoesNotMatch',
      /autre patient/,
    ],
    ['a class outside the list', { classCode: '99' }, 'XDSRegistryMetadataError', /classCode/],
    ['a class that is not the type’s', { classCode: '10' }, 'XDSRegistryMetadataError', /incohérents/],
    ['a wrong hash', { hash: '0'.repeat(40) }, 'XDSNonIdenticalHash', /hash/],
    ['a uniqueId that is no OID', { uniqueId: '1.02.3' }, 'XDSRegistryMetadataError', /OID/],
    ['no signature of the lot', { withSignature: false }, 'XDSRegistryMetadataError', /signature du lot/],
    [
      'a DOCTYPE in the document',
      { doctype: '<!DOCTYPE ClinicalDocument>' },
      'XDSRegistryMetadataError',
      /DOCTYPE/,
    ],
    [
      'a document altered after signing',
      { tamper: (c) => c.replace('JVBERi0xLjQK', 'JVBERi0xLjUK') },
      'XDSRegistryMetadataError',
      /empreinte de Document01/,
    ],
    [
      'an institution that is not the VIHF’s',
      { institution: 'AUTRE^^^^^&amp;1.2.250.1.71.4.2.2&amp;ISO^IDNST^^^499700000344001' },
      'XDSRegistryError',
      /AuthorInstitution/,
    ],
    [
      'no languageCode',
      { metadata: (x) => x.replace(/<Slot name="languageCode">.*?<\/Slot>/, '') },
      'XDSRegistryMetadataError',
      /languageCode/,
    ],
    [
      'a missing part',
      { metadata: (x) => x.replace('cid:doc1', 'cid:perdu') },
      'XDSMissingDocument',
      /partie/,
    ],
  ])('refuses %s', async (_, options, code, why) => {
    const before = dmp.registry.all().length;
    const { text } = await feed(options);
    expect(errorCode(text), text).toBe(code);
    expect(context(text)).toMatch(why);
    expect(dmp.registry.all()).toHaveLength(before);
  });

  test('a replacement deprecates the version it names, and only the current one', async () => {
    const first = lot(card);
    await send(first);
    const entryUuid = dmp.registry.byUniqueId(first.uniqueId)?.entryUuid ?? '';
    const parent = { uniqueId: first.uniqueId, entryUuid };
    expect((await feed({ parent, version: 2 })).text).toContain('Success');
    expect((await byUniqueId(first.uniqueId)).text).toContain('StatusType:Deprecated');
    expect(errorCode((await feed({ parent, version: 3 })).text)).toBe('XDSRegistryDeprecatedDocumentError');
    const nowhere = { uniqueId: oid(), entryUuid: 'urn:uuid:00000000-0000-4000-8000-000000000000' };
    expect(errorCode((await feed({ parent: nowhere })).text)).toBe('UnresolvedReferenceException');
  });

  test('what it holds survives a restart', async () => {
    const good = lot(card);
    await send(good);
    const other = await startDmp({ pki, stateDir: dir, clock: systemClock, faults, journal, schemas: null });
    const found = other.registry.byUniqueId(good.uniqueId);
    expect(found && other.registry.bytesOf(found).toString()).toBe(good.cda);
    await other.close();
  });
});

describe('TD3.1', () => {
  test('FindDocuments gives the patient’s approved documents, without the signatures', async () => {
    await feed();
    const cx = `'${patient.ins.value}^^^&amp;${patient.ins.oid}&amp;ISO^NH'`;
    const status = `('urn:oasis:names:tc:ebxml-regrep:StatusType:Approved')`;
    const { text } = await query(
      { $XDSDocumentEntryPatientId: cx, $XDSDocumentEntryStatus: status },
      '14d4debf-8f97-4251-9a74-a90016b0af0d',
    );
    expect(text).toContain('rim:ExtrinsicObject');
    expect(text).not.toContain('E1762');
    expect(text).toContain('name="repositoryUniqueId"');
    const bad = await query(
      { $XDSDocumentEntryPatientId: `(${cx})`, $XDSDocumentEntryStatus: status },
      '14d4debf-8f97-4251-9a74-a90016b0af0d',
    );
    expect(errorCode(bad.text)).toBe('XDSStoredQueryParamNumber');
  });
});

describe('faults on demand', () => {
  test('the answer cut: the lot is registered and the client does not know', async () => {
    faults.set({ service: 'repository', dropAnswerAfter: 20, times: 1 });
    const good = lot(card);
    await expect(send(good)).rejects.toThrow();
    expect((await byUniqueId(good.uniqueId)).text).toContain(good.uniqueId);
  });
  test('the request cut: nothing is registered', async () => {
    faults.set({ service: 'repository', dropRequestAfter: 100, times: 1 });
    const good = lot(card);
    await expect(send(good)).rejects.toThrow();
    expect((await byUniqueId(good.uniqueId)).text).not.toContain(`value="${good.uniqueId}"`);
  });
  test('a registry error, a SOAP fault, silence', async () => {
    faults.set({ service: 'repository', registryError: { code: 'XDSRegistryBusy' }, times: 1 });
    expect(errorCode((await feed()).text)).toBe('XDSRegistryBusy');
    faults.set({ soapFault: { subcode: 'soap:DMPClosed', reason: 'fermé' }, times: 1 });
    expect((await td02()).text).toContain('soap:DMPClosed');
    faults.set({ hang: true, times: 1 });
    const body = envelope(TD02, assertion(card), existence());
    await expect(post(`${dmp.base}/patients`, body, { pki, timeoutMs: 300 })).rejects.toThrow('délai');
  });
  test('an expired or foreign server certificate', async () => {
    for (const which of ['expired', 'wrong-host'] as const) {
      dmp.showCertificate(which);
      await expect(td02()).rejects.toThrow();
    }
    dmp.showCertificate('good');
    expect((await td02()).status).toBe(200);
  });
});

test('the journal of requests names no patient', () => {
  expect(journal.lines.length).toBeGreaterThan(20);
  expect(JSON.stringify(journal.lines)).not.toMatch(/DURAND|2860335238012/);
});

test('the subject in Java’s writing is the one the test wrote by hand', () => {
  expect(javaSubject(colleague)).toContain('CN=899700000344+2.5.4.4=#1308');
});
