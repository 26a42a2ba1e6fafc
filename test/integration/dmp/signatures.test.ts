import { spawnSync } from 'node:child_process';
import { createHash, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { signLot } from '../../../src/main/dmp/signLot';
import { writeVihf } from '../../../src/main/dmp/vihf';
import { writeInsiAssertion } from '../../../src/main/ins/assertion';
import { writeEnvelope } from '../../../src/main/soap/envelope';
import { el, raw } from '../../../src/main/soap/markup';
import { seededIds } from '../../../src/shared/ids';
import type { Result } from '../../../src/shared/result';
import { cda, dmp, patient, practice, software, submission } from './dmpFixtures';
import { der, TestPki, testProfessional } from './testPki';

const hasXmlsec = spawnSync('xmlsec1', ['--version']).status === 0;
const now = new Date('2026-11-23T09:30:00Z');
let pki: TestPki;
let professional: ReturnType<typeof testProfessional>;
beforeAll(() => {
  pki = new TestPki();
  professional = testProfessional(pki);
});

const value = <T>(result: Result<T, { code: string }>): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
/** Exit status of xmlsec1 with one trusted key. */
function xmlsec(xml: string, use: 'signature' | 'authentication', ...ids: string[]) {
  const file = join(pki.folder, 'signed.xml');
  writeFileSync(file, xml);
  writeFileSync(join(pki.folder, 'key.pem'), professional.pairs[use]!.certificate);
  const key = ['--pubkey-cert-pem', join(pki.folder, 'key.pem')];
  const run = spawnSync('xmlsec1', ['--verify', ...key, ...ids, file]);
  return { status: run.status, said: run.stderr.toString() };
}
const SAML_ID = ['--id-attr:ID', 'urn:oasis:names:tc:SAML:2.0:assertion:Assertion'];
const context = { dmp, software, practice, patient, id: '_6f0f3f0a', now };

describe.skipIf(!hasXmlsec)('signatures as xmlsec1 judges them (xmlsec1 is needed)', () => {
  test('a VIHF verifies with the card’s signature key, inside the envelope that carries it', async () => {
    professional.used.length = 0;
    const vihf = value(await writeVihf(context, professional));
    expect(professional.used).toEqual(['signature']);
    const parts = { action: 'urn:a', messageId: 'urn:uuid:1', to: 'https://x', body: el('x') };
    const envelope = writeEnvelope({ ...parts, security: raw(vihf) });
    expect(xmlsec(envelope, 'signature', ...SAML_ID)).toMatchObject({ status: 0 });
    expect(xmlsec(envelope, 'authentication', ...SAML_ID).status).not.toBe(0);
    expect(xmlsec(vihf.replace('SA07^', 'SA05^'), 'signature', ...SAML_ID).status).not.toBe(0);
  });

  test('the INSi assertion verifies with the card’s authentication key', async () => {
    professional.used.length = 0;
    const facts = { billingIdentifier: '991130972', sector: 'SA07', id: '_1', now };
    const assertion = value(await writeInsiAssertion(facts, professional));
    expect(professional.used).toEqual(['authentication']);
    expect(xmlsec(assertion, 'authentication', ...SAML_ID)).toMatchObject({ status: 0 });
    expect(xmlsec(assertion, 'signature', ...SAML_ID).status).not.toBe(0);
  });

  test('a VIHF says who, where, for whom, with what and how, in the words of the DMP', async () => {
    const xml = value(await writeVihf({ ...context, secret: true }, professional));
    const said = Object.fromEntries(
      [...xml.matchAll(/<saml2:Attribute Name="([^"]*)">(.*?)<\/saml2:Attribute>/gs)].map(
        ([, name, inside]) => [
          name,
          /xs:string">([^<]*)</.exec(inside!)?.[1] ??
            [...inside!.matchAll(/<(\w+) xmlns="urn:hl7-org:v3" [^>]*xsi:type="CE" ([^>]*)\/>/g)].map((m) => [
              m[1],
              m[2],
            ]),
        ],
      ),
    );
    expect(said).toEqual({
      VIHF_Version: '3.0',
      Authentification_mode: 'DIRECTE',
      Identifiant_Structure: '499700000012001',
      Secteur_Activite: 'SA07^1.2.250.1.71.4.2.4',
      'urn:oasis:names:tc:xacml:2.0:subject:role': [
        ['Role', 'code="10" codeSystem="1.2.250.1.71.1.2.7" displayName="Médecin"'],
        [
          'Role',
          'code="SM26" codeSystem="1.2.250.1.71.4.2.5" displayName="Qualifié en Médecine Générale (SM)"',
        ],
      ],
      'urn:oasis:names:tc:xacml:2.0:resource:resource-id':
        '286033523801240^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH',
      Ressource_URN: 'urn:dmp',
      'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse': [
        [
          'PurposeOfUse',
          'code="normal" codeSystem="1.2.250.1.213.1.1.4.248" codeSystemName="mode acces VIHF 2.0" displayName="Accès normal"',
        ],
      ],
      'urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code':
        'INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13',
      LPS_ID: software.installation,
      LPS_Nom: 'Colloque',
      LPS_Version: '0.1.0',
      LPS_ID_HOMOLOGATION_DMP: 'HOMOLOGATION-TEST',
    });
    expect(xml).toMatch(
      /<saml2:Issuer[^>]*>[^<]*CN=899700000120[^<]*,OU=Médecin,C=FR<\/saml2:Issuer><ds:Signature /,
    );
    expect(xml).toContain('<saml2:NameID>899700000120</saml2:NameID>');
    expect(xml).toContain('ac:classes:SmartcardPKI');
  });

  test('the modes this post cannot honour are refused before the card is asked', async () => {
    professional.used.length = 0;
    const result = await writeVihf({ ...context, dmp: { ...dmp, mode: 'INDIRECTE' } }, professional);
    expect(result).toMatchObject({ ok: false, error: { code: 'dmp-mode' } });
    expect(professional.used).toEqual([]);
  });

  const lot = (documents: { uniqueId: string; bytes: Uint8Array }[]) =>
    signLot(
      {
        setUniqueId: submission.metadata.set.uniqueId,
        documents,
        signingTime: now,
        ids: seededIds('lot'),
        chain: [der(pki.ca)],
      },
      professional,
    );

  test('the signature of a lot verifies, and covers its manifest and its properties', async () => {
    const xml = new TextDecoder().decode(value(await lot([{ uniqueId: '1.2.3', bytes: cda }])));
    const ids = [
      '--ignore-manifests',
      ...['--id-attr:Id', 'http://www.w3.org/2000/09/xmldsig#:Manifest'],
      ...['--id-attr:Id', 'http://uri.etsi.org/01903/v1.1.1#:SignedProperties'],
    ];
    const verdict = xmlsec(xml, 'signature', ...ids);
    expect(verdict).toMatchObject({ status: 0 });
    expect(verdict.said).toContain('SignedInfo References (ok/all): 2/2');
    expect(xmlsec(xml.replace('urn:oid:1.2.3', 'urn:oid:1.2.4'), 'signature', ...ids).status).not.toBe(0);
    expect(
      xmlsec(xml.replace('<xad:SigningTime>2026', '<xad:SigningTime>2025'), 'signature', ...ids).status,
    ).not.toBe(0);
  });

  test('the manifest holds the digest of the document as xmllint canonicalises it', async () => {
    const xml = new TextDecoder().decode(value(await lot([{ uniqueId: '1.2.3', bytes: cda }])));
    const canonical = spawnSync('xmllint', ['--c14n', '-'], { input: cda });
    const digest = createHash('sha256').update(canonical.stdout).digest('base64');
    expect(xml).toContain(digest);
    expect(xml.indexOf('>AA==<')).toBeGreaterThan(0);
    expect(xml.indexOf('>AA==<')).toBeLessThan(xml.indexOf(digest));
  });

  test('the signing certificate comes first, then its authority, with issuer and serial', async () => {
    const xml = new TextDecoder().decode(value(await lot([{ uniqueId: '1.2.3', bytes: cda }])));
    const said = [...xml.matchAll(/X509IssuerName>([^<]*)<.*?X509SerialNumber>([^<]*)</gs)].map((m) => [
      m[1],
      m[2],
    ]);
    const serial = (pem: string) => BigInt(`0x${new X509Certificate(pem).serialNumber}`).toString();
    expect(said).toEqual([
      ['CN=AC DE TEST,C=FR', serial(professional.pairs.signature!.certificate)],
      ['CN=AC DE TEST,C=FR', serial(pki.ca)],
    ]);
  });

  test('a document that is not XML is not signed', async () => {
    const result = await lot([{ uniqueId: '1.2.3', bytes: new TextEncoder().encode('%PDF-1.4') }]);
    expect(result).toMatchObject({ ok: false, error: { code: 'dmp-request' } });
  });
});
