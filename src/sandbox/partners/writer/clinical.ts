import { systems } from '../../../shared/codes';
import type { FictivePatient } from '../../population';
import type { FictiveProfessional, FictiveStructure } from '../../professionals';
import { element, type Markup } from '../../xml/write';
import { type Coded, cd, template } from './coded';
import { address, assigned, organisation, personId, personName, structureId, telephone } from './people';

/** The local record numbers of the partners: an OID of ours, never the INS. */
const LOCAL_RECORDS = '1.2.250.1.999.2.9';
export const DOCUMENTS = '1.2.250.1.999.2.1';

/** What a partner says of a document, whatever its body. Dates are HL7 times with an offset. */
export interface DocumentFacts {
  /** `extension` of the id, under {@link DOCUMENTS}. */
  id: string;
  setId: string;
  version: number;
  replaces: string | null;
  /** Templates of the model, after the two of every French document. */
  templates: readonly { root: string; extension?: string }[];
  type: Coded;
  title: string;
  at: string;
  patient: FictivePatient;
  /** Number of the patient at the partner's; null: one is made up. */
  localId: string | null;
  /** False: the identity is not qualified, and the document carries no INS. */
  insKnown: boolean;
  author: FictiveProfessional;
  structure: FictiveStructure;
  recipients: readonly FictiveProfessional[];
  /** Who asked for the act, and when. */
  prescriber: { who: FictiveProfessional; at: string } | null;
  orderId: string | null;
  acts: readonly { id: string | null; code: Coded | null; status?: 'active' | 'completed' }[];
  serviceStart: string;
  serviceEnd: string | null;
  encounter: Coded;
  setting: Coded;
  facility: Coded;
  accreditation: string | null;
  /** The biologist's authentication of a CR-BIO. */
  biology: boolean;
}

/** Number of the patient in the partner's own records. */
export const localIdOf = (f: DocumentFacts): { root: string; extension: string } => ({
  root: LOCAL_RECORDS,
  extension: f.localId ?? `FICTIF-${f.patient.ins.value.slice(5, 13)}`,
});

function recordTarget(f: DocumentFacts): Markup {
  const p = f.patient;
  const { traits } = p;
  return element(
    'recordTarget',
    {},
    element(
      'patientRole',
      {},
      f.insKnown && element('id', { root: p.ins.oid, extension: p.ins.value }),
      element('id', localIdOf(f)),
      element(
        'addr',
        { use: 'H' },
        element('streetAddressLine', {}, p.address.line),
        element('streetAddressLine', {}, `${p.address.postalCode} ${p.address.city}`),
      ),
      element('telecom', { value: `tel:${p.phone}`, use: 'H' }),
      element(
        'patient',
        {},
        element(
          'name',
          {},
          element('family', { qualifier: 'BR' }, traits.birthName),
          p.usedName && element('family', { qualifier: 'CL' }, p.usedName),
          element('given', {}, traits.firstNames),
          element('given', { qualifier: 'BR' }, traits.firstGivenName),
          p.usedFirstName && element('given', { qualifier: 'CL' }, p.usedFirstName),
        ),
        element('administrativeGenderCode', {
          code: traits.sex,
          codeSystem: '2.16.840.1.113883.5.1',
          displayName: traits.sex === 'F' ? 'Féminin' : 'Masculin',
        }),
        element('birthTime', { value: traits.birthDate.replaceAll('-', '') }),
        element(
          'birthplace',
          {},
          element(
            'place',
            {},
            element(
              'addr',
              {},
              element('county', {}, traits.birthPlace),
              element('city', {}, p.birthPlaceLabel),
            ),
          ),
        ),
      ),
    ),
  );
}

function documentationOf(f: DocumentFacts): Markup[] {
  const setting = element('standardIndustryClassCode', {
    code: f.setting.code,
    codeSystem: f.setting.system,
    displayName: f.setting.label,
  });
  return f.acts.map((act, n) =>
    element(
      'documentationOf',
      {},
      element(
        'serviceEvent',
        {},
        act.id && element('id', { root: DOCUMENTS, extension: act.id }),
        act.code && cd('code', act.code),
        n === 0 && [
          act.status && element('lab:statusCode', { code: act.status }),
          element(
            'effectiveTime',
            {},
            element('low', { value: f.serviceStart }),
            f.serviceEnd && element('high', { value: f.serviceEnd }),
          ),
          element(
            'performer',
            { typeCode: 'PRF' },
            f.biology && template('1.3.6.1.4.1.19376.1.3.3.1.7'),
            f.biology && element('time', {}, element('high', { value: f.at })),
            assigned('assignedEntity', f.author, f.structure, setting),
          ),
        ],
      ),
    ),
  );
}

function participants(f: DocumentFacts): Markup | null {
  if (!f.prescriber) return null;
  const { who, at } = f.prescriber;
  const structure = who.structures[0];
  return element(
    'participant',
    { typeCode: 'REF' },
    f.biology && template('1.3.6.1.4.1.19376.1.3.3.1.6'),
    element('time', {}, element('high', { value: at })),
    element(
      'associatedEntity',
      { classCode: 'PROV' },
      personId(who),
      cd('code', { ...who.authorSpeciality, system: systems.authorSpecialty }),
      structure && [address(structure), telephone(structure.phone)],
      element('associatedPerson', {}, personName(who)),
      structure && organisation(structure, 'scopingOrganization'),
    ),
  );
}

function componentOf(f: DocumentFacts): Markup {
  const accreditation =
    f.accreditation &&
    element('id', {
      root: '1.2.250.1.213.6.3.1',
      extension: f.accreditation,
      assigningAuthorityName: 'COFRAC',
    });
  return element(
    'componentOf',
    {},
    element(
      'encompassingEncounter',
      {},
      cd('code', f.encounter),
      element('effectiveTime', {}, element('low', { value: f.serviceStart })),
      element(
        'responsibleParty',
        {},
        element(
          'assignedEntity',
          {},
          personId(f.author),
          cd('code', { ...f.author.authorSpeciality, system: systems.authorSpecialty }),
          element('assignedPerson', {}, personName(f.author)),
          element(
            'representedOrganization',
            {},
            structureId(f.structure),
            accreditation,
            element('name', {}, f.structure.name),
          ),
        ),
      ),
      element('location', {}, element('healthCareFacility', {}, cd('code', f.facility))),
    ),
  );
}

/** A whole ClinicalDocument (cda-header.md), UTF-8. */
export function clinicalDocument(f: DocumentFacts, body: Markup): string {
  const signer = [
    element('time', { value: f.at }),
    element('signatureCode', { code: 'S' }),
    assigned('assignedEntity', f.author, f.structure),
  ];
  const root = element(
    'ClinicalDocument',
    {
      xmlns: 'urn:hl7-org:v3',
      'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance',
      'xmlns:lab': 'urn:oid:1.3.6.1.4.1.19376.1.3.2',
    },
    element('realmCode', { code: 'FR' }),
    element('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' }),
    template('2.16.840.1.113883.2.8.2.1'),
    template('1.2.250.1.213.1.1.1.1'),
    f.templates.map((t) => template(t.root, t.extension)),
    element('id', { root: DOCUMENTS, extension: f.id }),
    cd('code', f.type),
    element('title', {}, f.title),
    element('effectiveTime', { value: f.at }),
    cd('confidentialityCode', { code: 'N', system: '2.16.840.1.113883.5.25', label: 'Normal' }),
    element('languageCode', { code: 'fr-FR' }),
    element('setId', { root: DOCUMENTS, extension: f.setId }),
    element('versionNumber', { value: f.version }),
    recordTarget(f),
    element(
      'author',
      {},
      element('time', { value: f.at }),
      assigned('assignedAuthor', f.author, f.structure),
    ),
    element(
      'custodian',
      {},
      element('assignedCustodian', {}, organisation(f.structure, 'representedCustodianOrganization')),
    ),
    f.recipients.map((r) =>
      element(
        'informationRecipient',
        {},
        element(
          'intendedRecipient',
          {},
          personId(r),
          element('informationRecipient', {}, personName(r)),
          r.structures[0] && organisation(r.structures[0], 'receivedOrganization'),
        ),
      ),
    ),
    element('legalAuthenticator', {}, signer),
    f.biology && element('authenticator', {}, template('1.3.6.1.4.1.19376.1.3.3.1.5'), signer),
    participants(f),
    f.orderId &&
      element(
        'inFulfillmentOf',
        {},
        element('order', {}, element('id', { root: DOCUMENTS, extension: f.orderId })),
      ),
    documentationOf(f),
    f.replaces &&
      element(
        'relatedDocument',
        { typeCode: 'RPLC' },
        element('parentDocument', {}, element('id', { root: DOCUMENTS, extension: f.replaces })),
      ),
    componentOf(f),
    element('component', {}, body),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`;
}
