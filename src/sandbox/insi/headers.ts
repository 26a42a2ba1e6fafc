import type { XmlElement } from 'libxml2-wasm';
import type { Pki } from '../pki/pki';
import { professionalById } from '../professionals';
import { AssertionRefused, single, type VerifiedAssertion, withAssertion } from '../soap/assertion';
import { SoapFault, senderFault } from '../soap/fault';
import type { SoapCall } from '../soap/server';
import { attribute, children, childrenOf, only, textOf } from '../xml/document';
import { element } from '../xml/write';

const BAM = 'urn:siram:bam:ctxbam';
const LPS = 'urn:siram:lps:ctxlps';
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** A technical fault of the service (ins.md §5.7): prefixed siram code, and the code of the detail. */
export const siramFault = (siram: string, detail: string, reason: string): SoapFault =>
  new SoapFault({
    code: siram === 'siram_40' ? 'Receiver' : 'Sender',
    subcode: `siram:${siram}`,
    reason,
    namespaces: { siram: 'urn:siram' },
    detail: element('siram:Erreur', { 'xmlns:siram': 'urn:siram', severite: 'fatal', code: detail }, reason),
  });

/** Judges the application headers and the assertion; answers the PS_IdNat of the caller. */
export function judgeHeaders(
  call: SoapCall,
  pki: Pki,
  now: Date,
  authorisation: string,
): { professional: string; assertionId: string } {
  const { header } = call.envelope;
  const bam = context(header, BAM, 'ContexteBAM', '01_02');
  if (!only(bam, BAM, 'COUVERTURE')) throw senderFault('ContexteBAM : COUVERTURE attendu');
  const lps = context(header, LPS, 'ContexteLPS', '01_00');
  if (attribute(lps, 'Nature') !== 'CTXLPS') throw senderFault('ContexteLPS : Nature CTXLPS attendue');
  const software = only(lps, LPS, 'LPS');
  const idam = software && only(software, LPS, 'IDAM');
  if (!software || attribute(idam, 'R') !== '4') throw senderFault('ContexteLPS : LPS/IDAM attendu');
  if (textOf(idam) !== authorisation)
    throw siramFault('siram_100', 'desir_550', 'Numéro d’autorisation du logiciel inconnu');
  if (!textOf(only(software, LPS, 'Version')) || !UUID.test(textOf(only(software, LPS, 'Instance'))))
    throw senderFault('ContexteLPS : Version et Instance (UUID) attendues');
  if (!/^urn:lps:[^:]+:[^:]+$/.test(textOf(only(software, LPS, 'Nom'))))
    throw senderFault('ContexteLPS : Nom urn:lps:nom:version attendu');
  try {
    return withAssertion(call.envelope, pki, now, (assertion) => {
      const professional = judgeAssertion(assertion);
      for (const [el, ns] of [
        [bam, BAM],
        [lps, LPS],
      ] as const) {
        const emitter = childrenOf(el, ns, 'Emetteur')[0];
        if (emitter && textOf(emitter) !== professional)
          throw senderFault('Emetteur autre que le signataire');
      }
      return { professional, assertionId: assertion.id };
    });
  } catch (e) {
    if (!(e instanceof AssertionRefused)) throw e;
    throw e.certificate
      ? siramFault('siram_100', 'desir_560', 'Accès insuffisant')
      : senderFault(`Assertion refusée : ${e.message}`);
  }
}

function context(header: XmlElement, namespace: string, name: string, version: string): XmlElement {
  const found = only(header, namespace, name);
  if (!found || attribute(found, 'Version') !== version)
    throw senderFault(`En-tête ${name} version ${version} attendu`);
  const order = children(found).map((c) => c.name);
  if (order[0] !== 'Id' || order[1] !== 'Temps') throw senderFault(`${name} : Id puis Temps attendus`);
  if (!UUID.test(textOf(only(found, namespace, 'Id')).replace(/^(?:urn:)?uuid:/, '')))
    throw senderFault(`${name} : Id, UUID attendu`);
  if (!/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(textOf(only(found, namespace, 'Temps'))))
    throw senderFault(`${name} : Temps, instant UTC attendu`);
  return found;
}

function judgeAssertion(assertion: VerifiedAssertion): string {
  const { signer } = assertion;
  if (assertion.nameQualifier !== 'CPS') throw new AssertionRefused('NameQualifier CPS attendu');
  if (!signer.digitalSignature || signer.nonRepudiation)
    throw new AssertionRefused('certificat d’authentification attendu', true);
  const professional = professionalById(assertion.nameId);
  if (!professional || signer.commonName !== assertion.nameId)
    throw new AssertionRefused('NameID : ce n’est pas le titulaire du certificat', true);
  for (const name of ['codeSpecialite', 'secteurActivite'])
    if (!single(assertion, name)) throw new AssertionRefused(`attribut ${name}`);
  // Not marked mandatory in ins.md §5.4 and unknown to a post without billing software: absent passes, empty does not.
  if (single(assertion, 'identifiantFacturation') === '')
    throw new AssertionRefused('attribut identifiantFacturation vide');
  const sector = single(assertion, 'secteurActivite')?.split('^')[0];
  if (!professional.structures.some((s) => s.sector === sector))
    throw new AssertionRefused('secteurActivite');
  return professional.nationalId;
}
