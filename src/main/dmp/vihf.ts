import type { Configuration } from '../../shared/configuration';
import type { Failure } from '../../shared/failure';
import type { Ins } from '../../shared/identity/ins';
import { authorSpecialties } from '../../shared/nomenclatures/authorSpecialties';
import { conceptOf } from '../../shared/nomenclatures/concept';
import type { Professional, ProfessionalIdentity } from '../../shared/professional/professional';
import { err, type Result } from '../../shared/result';
import { certificateNames } from '../soap/certificate';
import { type Content, el, type Markup } from '../soap/markup';
import { defaultAlgorithms, type SignatureAlgorithms, signEnveloped } from '../soap/signature';
import { dmpFailure } from './failure';

/** What a VIHF says beside who signs it. */
export interface VihfContext {
  dmp: Pick<Configuration['dmp'], 'mode' | 'vihfVersion' | 'modeAttribute'>;
  software: Configuration['software'];
  practice: { structureId: string; sector: string };
  /** Absent in TD0.4 only. */
  patient: Ins | null;
  /** « Connexion secrète » of a minor. */
  secret?: boolean;
  /** Of the assertion; one assertion a call. */
  id: string;
  now: Date;
  algorithms?: SignatureAlgorithms;
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const MINUTE = 60_000;

/** CX of an INS, as `resource-id` and `patientId` write it (dmp.md §6.1). */
export const insCx = (ins: Ins): string => `${ins.value}^^^&${ins.oid}&ISO^NH`;

/**
 * The « vecteur d'identification et d'habilitation formelles » (dmp.md §4): a SAML 2.0 assertion in mode
 * DIRECTE, signed with the SIGNATURE key of the card – the authentication one gives DMPInvalidCertificate.
 */
export async function writeVihf(
  context: VihfContext,
  professional: Professional,
): Promise<Result<string, Failure>> {
  if (context.dmp.mode !== 'DIRECTE') return err(dmpFailure('dmp-mode', context.dmp.mode));
  const identity = professional.identity;
  // « Aucune spécialité dans le vihf »: said before the card is asked for anything.
  if (!identity.speciality) return err(dmpFailure('dmp-speciality'));
  const certificate = professional.certificate('signature');
  const names = certificateNames(certificate);
  if (!names.ok) return names;
  return signEnveloped(
    (signature) => assertion(context, identity, names.value.subject, signature).xml,
    context.id,
    { certificate, sign: (data) => professional.sign('signature', data) },
    context.algorithms ?? defaultAlgorithms,
  );
}

function assertion(
  context: VihfContext,
  identity: ProfessionalIdentity,
  issuer: string,
  signature: Markup | null,
): Markup {
  const { now } = context;
  return el(
    'saml2:Assertion',
    { 'xmlns:saml2': SAML, ID: context.id, IssueInstant: now.toISOString(), Version: '2.0' },
    el('saml2:Issuer', { Format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' }, issuer),
    signature,
    el('saml2:Subject', {}, el('saml2:NameID', {}, identity.nationalId)),
    // Room for clocks that differ, and for a PIN typed slowly.
    el('saml2:Conditions', {
      NotBefore: new Date(now.getTime() - MINUTE).toISOString(),
      NotOnOrAfter: new Date(now.getTime() + 10 * MINUTE).toISOString(),
    }),
    el(
      'saml2:AuthnStatement',
      { AuthnInstant: now.toISOString() },
      el(
        'saml2:AuthnContext',
        {},
        el('saml2:AuthnContextClassRef', {}, 'urn:oasis:names:tc:SAML:2.0:ac:classes:SmartcardPKI'),
      ),
    ),
    el('saml2:AttributeStatement', {}, attributes(context, identity)),
  );
}

function attributes(
  { dmp, software, practice, patient, secret }: VihfContext,
  identity: ProfessionalIdentity,
) {
  return [
    text('VIHF_Version', dmp.vihfVersion),
    text(dmp.modeAttribute, dmp.mode),
    text('Identifiant_Structure', practice.structureId),
    text('Secteur_Activite', `${practice.sector}^1.2.250.1.71.4.2.4`),
    attribute('urn:oasis:names:tc:xacml:2.0:subject:role', roles(identity)),
    patient && text('urn:oasis:names:tc:xacml:2.0:resource:resource-id', insCx(patient)),
    text('Ressource_URN', 'urn:dmp'),
    attribute('urn:oasis:names:tc:xspa:1.0:subject:purposeofuse', [
      coded('PurposeOfUse', {
        code: 'normal',
        codeSystem: '1.2.250.1.213.1.1.4.248',
        codeSystemName: 'mode acces VIHF 2.0',
        displayName: 'Accès normal',
      }),
    ]),
    secret &&
      text(
        'urn:oasis:names:tc:xspa:1.0:resource:patient:hl7:confidentiality-code',
        'INVISIBLE_REPRESENTANTS_LEGAUX^1.2.250.1.213.1.1.4.13',
      ),
    text('LPS_ID', software.installation),
    text('LPS_Nom', software.name),
    text('LPS_Version', software.version),
    text('LPS_ID_HOMOLOGATION_DMP', software.dmpHomologation),
  ];
}

/** Profession, then speciality. The labels of JDV_J01 join both: « Médecin - Qualifié en Médecine Générale (SM) ». */
function roles({ profession, speciality }: ProfessionalIdentity): Markup[] {
  const label = conceptOf(authorSpecialties, `G15_${profession}/${speciality}`)?.[2] ?? '';
  const [first, ...rest] = label.split(' - ');
  return [
    coded('Role', { code: profession, codeSystem: '1.2.250.1.71.1.2.7', displayName: first || undefined }),
    coded('Role', {
      code: speciality!,
      codeSystem: '1.2.250.1.71.4.2.5',
      displayName: rest.join(' - ') || undefined,
    }),
  ];
}

const XSI = { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' };

const coded = (name: string, code: Record<string, string | undefined>): Markup =>
  el(name, { xmlns: 'urn:hl7-org:v3', ...XSI, 'xsi:type': 'CE', ...code });

const attribute = (Name: string, values: readonly Content[], type: Record<string, string> = {}): Markup =>
  el(
    'saml2:Attribute',
    { Name },
    values.map((value) => el('saml2:AttributeValue', type, value)),
  );

const text = (name: string, value: string): Markup =>
  attribute(name, [value], {
    'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
    ...XSI,
    'xsi:type': 'xs:string',
  });
