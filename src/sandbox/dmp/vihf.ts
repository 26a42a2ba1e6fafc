import type { XmlElement } from 'libxml2-wasm';
import type { Ins } from '../../shared/identity/ins';
import type { Pki } from '../pki/pki';
import { trusted } from '../pki/trusted';
import { professionalById, structureById } from '../professionals';
import {
  AssertionRefused,
  type ReplayGuard,
  single,
  type VerifiedAssertion,
  withAssertion,
} from '../soap/assertion';
import { senderFault } from '../soap/fault';
import type { SoapCall } from '../soap/server';
import { attribute, children, only } from '../xml/document';

/** Who calls, for whom: what an accepted VIHF says (dmp.md §4). */
export interface Caller {
  /** PS_IdNat. */
  professional: string;
  /** Struct_IdNat. */
  structure: string;
  patient: Ins;
}

const HL7 = 'urn:hl7-org:v3';
const RESOURCE = 'urn:oasis:names:tc:xacml:2.0:resource:resource-id';
const ROLE = 'urn:oasis:names:tc:xacml:2.0:subject:role';
const PURPOSE = 'urn:oasis:names:tc:xspa:1.0:subject:purposeofuse';
const SMARTCARD = 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI';
const FACILITY = '1.2.250.1.71.4.2.4';

export const INVALID_CERTIFICATE = 'soap:DMPInvalidCertificate';

/** Reads and judges the VIHF of a call; throws a SoapFault with the texts of dmp.md §10. */
export function judgeVihf(call: SoapCall, pki: Pki, now: Date, replays: ReplayGuard): Caller {
  try {
    return withAssertion(call.envelope, pki, now, (vihf) => {
      const caller = judge(vihf, call, pki, now);
      if (!replays.admit(vihf.id, now)) throw new AssertionRefused('assertion déjà utilisée');
      return caller;
    });
  } catch (e) {
    if (!(e instanceof AssertionRefused)) throw e;
    throw e.certificate ? invalidCertificate(e.message) : senderFault(`VIHF refusé : ${e.message}`);
  }
}

const invalidCertificate = (why: string) =>
  senderFault(`Certificat de signature du VIHF refusé : ${why}`, INVALID_CERTIFICATE);

function judge(vihf: VerifiedAssertion, call: SoapCall, pki: Pki, now: Date): Caller {
  if (!vihf.signer.nonRepudiation)
    throw invalidCertificate('le VIHF se signe avec le certificat de signature');
  const known = (name: string, accept: (value: string) => boolean) => {
    const value = single(vihf, name);
    if (value === null || !accept(value)) throw new AssertionRefused(`attribut ${name}`);
    return value;
  };
  known('VIHF_Version', (v) => v === '3.0' || v === '4.0');
  // The case of the M is open (dmp.md §4.2): one of the two spellings, not both.
  const spellings = ['Authentification_mode', 'Authentification_Mode'].filter((n) => vihf.attributes.has(n));
  if (spellings.length !== 1) throw new AssertionRefused('attribut Authentification_mode');
  known(spellings[0] ?? '', (v) => v === 'DIRECTE');
  if (vihf.classRef !== SMARTCARD) throw new AssertionRefused('AuthnContextClassRef');
  known('Ressource_URN', (v) => v === 'urn:dmp');
  for (const name of ['LPS_Nom', 'LPS_Version', 'LPS_ID_HOMOLOGATION_DMP']) known(name, (v) => v !== '');

  const professional = professionalById(vihf.nameId);
  if (!professional || vihf.signer.commonName !== vihf.nameId)
    throw new AssertionRefused('NameID : ce n’est pas le titulaire du certificat');

  const structure = structureById(known('Identifiant_Structure', Boolean));
  const [sector = '', sectorSystem] = known('Secteur_Activite', Boolean).split('^');
  if (!structure || structure.sector !== sector || sectorSystem !== FACILITY)
    throw senderFault('Structure introuvable ou Inactive');
  if (!professional.structures.includes(structure)) throw senderFault('PS et Structure non liés');
  const client = call.peer && trusted(call.peer, pki, now);
  if (client?.organisationalUnit !== structure.id)
    throw senderFault('Erreur d’authentification de la personne morale');

  judgeRoles(vihf, professional.profession, professional.speciality);
  const purpose = structured(vihf.attributes.get(PURPOSE)?.[0], 'PurposeOfUse');
  if (
    attribute(purpose, 'code') !== 'normal' ||
    attribute(purpose, 'codeSystem') !== '1.2.250.1.213.1.1.4.248'
  )
    throw new AssertionRefused('attribut purposeofuse');
  return {
    professional: professional.nationalId,
    structure: structure.id,
    patient: resource(known(RESOURCE, Boolean)),
  };
}

function structured(value: XmlElement | undefined, name: string): XmlElement {
  const found = value && only(value, HL7, name);
  if (!found || children(value).length !== 1) throw new AssertionRefused(`élément ${name} attendu`);
  return found;
}

function judgeRoles(vihf: VerifiedAssertion, profession: string, speciality: string): void {
  const roles = (vihf.attributes.get(ROLE) ?? []).map((v) => structured(v, 'Role'));
  const has = (system: string, code: string) =>
    roles.some((r) => attribute(r, 'codeSystem') === system && attribute(r, 'code') === code);
  if (!has('1.2.250.1.71.1.2.7', profession)) throw new AssertionRefused('profession du rôle');
  if (!roles.some((r) => attribute(r, 'codeSystem') === '1.2.250.1.71.4.2.5'))
    throw senderFault('Aucune spécialité dans le vihf');
  if (roles.length !== 2 || !has('1.2.250.1.71.4.2.5', speciality))
    throw new AssertionRefused('spécialité du rôle');
  if (roles.some((r) => r.attrs.find((a) => a.name === 'type')?.value !== 'CE'))
    throw new AssertionRefused('rôles de type CE attendus');
}

function resource(cx: string): Ins {
  const [, value, oid] = /^(\w{15})\^\^\^&([\d.]+)&ISO\^NH$/.exec(cx) ?? [];
  if (!value || !oid) throw new AssertionRefused('resource-id : INS^^^&OID&ISO^NH attendu');
  return { value, oid };
}
