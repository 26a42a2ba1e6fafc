import type { Failure } from '../../shared/failure';
import type { Professional } from '../../shared/professional/professional';
import { err, type Result } from '../../shared/result';
import { certificateNames } from '../soap/certificate';
import { el, type Markup } from '../soap/markup';
import { signEnveloped } from '../soap/signature';
import { insiFailure } from './failure';

export interface InsiAssertion {
  /** N° AM of the professional, FINESS or SIRET of the structure; the service says itself when it misses one. */
  billingIdentifier?: string | undefined;
  /** `SA07`. */
  sector: string;
  id: string;
  now: Date;
}

const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';
const MINUTE = 60_000;

/** The PS assertion of mode CPx (ins.md §5.4), signed with the AUTHENTICATION key of the card. */
export async function writeInsiAssertion(
  { billingIdentifier, sector, id, now }: InsiAssertion,
  professional: Professional,
): Promise<Result<string, Failure>> {
  const { nationalId, profession, speciality } = professional.identity;
  if (profession === '10' && !speciality) return err(insiFailure('insi-speciality'));
  const certificate = professional.certificate('authentication');
  const names = certificateNames(certificate);
  if (!names.ok) return names;
  const write = (signature: Markup | null) =>
    el(
      'saml2:Assertion',
      { 'xmlns:saml2': SAML, ID: id, IssueInstant: now.toISOString(), Version: '2.0' },
      el(
        'saml2:Issuer',
        { Format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName' },
        names.value.subject,
      ),
      signature,
      el('saml2:Subject', {}, el('saml2:NameID', { NameQualifier: 'CPS' }, nationalId)),
      el('saml2:Conditions', {
        NotBefore: new Date(now.getTime() - MINUTE).toISOString(),
        NotOnOrAfter: new Date(now.getTime() + 10 * MINUTE).toISOString(),
      }),
      el(
        'saml2:AttributeStatement',
        {},
        billingIdentifier && text('identifiantFacturation', billingIdentifier),
        speciality && text('codeSpecialite', speciality),
        text('secteurActivite', sector),
      ),
    ).xml;
  return signEnveloped(write, id, { certificate, sign: (data) => professional.sign('authentication', data) });
}

const text = (Name: string, value: string): Markup =>
  el(
    'saml2:Attribute',
    { Name },
    el(
      'saml2:AttributeValue',
      {
        'xmlns:xs': 'http://www.w3.org/2001/XMLSchema',
        'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
        'xsi:type': 'xs:string',
      },
      value,
    ),
  );
