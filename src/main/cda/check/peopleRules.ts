import { systems } from '../../../shared/codes';
import { authorSpecialties } from '../../../shared/nomenclatures/authorSpecialties';
import {
  civilityCodes,
  functionCodes,
  participationCodes,
  relationCodes,
  titleCodes,
} from '../../../shared/nomenclatures/headerCodes';
import { practiceSettings } from '../../../shared/nomenclatures/practiceSettings';
import { attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { count, each, error, HL7, has, headerWide, inSet, onlyIf, type Rule, warning } from './rule';

const assigned = headerWide('assignedAuthor', 'assignedEntity');
const people: Rule['on'] = (d) => [
  ...headerWide('assignedPerson', 'associatedPerson')(d),
  ...each('informationRecipient/intendedRecipient/informationRecipient')(d),
];
const names: Rule['on'] = (d) =>
  [...headerWide('assignedPerson', 'associatedPerson', 'informationRecipient')(d)].flatMap((p) =>
    childrenOf(p, 'name', HL7),
  );
const functions: Rule['on'] = (d) => [
  ...each('author/functionCode')(d),
  ...each('participant/functionCode')(d),
];

/** Whoever answers for the document: their name is not optional. */
const signatories: Rule['on'] = (d) => [
  ...each('author/assignedAuthor/assignedPerson')(d),
  ...each('legalAuthenticator/assignedEntity/assignedPerson')(d),
  ...each('authenticator/assignedEntity/assignedPerson')(d),
];
const first = (e: XmlElement, name: string) => childrenOf(e, name, HL7)[0] ?? null;
const isIn = (table: readonly (readonly string[])[], e: XmlElement) =>
  table.some(([code]) => code === words(e));
const codes =
  (...parents: string[]): Rule['on'] =>
  (d) =>
    [...headerWide(...parents)(d)].flatMap((p) => childrenOf(p, 'code', HL7));

/** cda-header.md §4: who wrote, keeps, signs and receives. */
export const peopleRules: readonly Rule[] = [
  warning('person.id', '§4', assigned, 'Un acteur a un identifiant avec racine et extension.', (e) =>
    childrenOf(e, 'id', HL7).every((i) => has(i, 'nullFlavor') || (has(i, 'root') && has(i, 'extension'))),
  ),
  error(
    'author.id',
    '§4',
    each('author/assignedAuthor'),
    'L’auteur a au moins un identifiant complet.',
    (e) =>
      count(e, 'id') >= 1 && childrenOf(e, 'id', HL7).every((i) => has(i, 'root') && has(i, 'extension')),
  ),
  error('author.time', '§4', each('author/time'), 'La date de l’auteur a une valeur.', (e) =>
    has(e, 'value'),
  ),
  error(
    'author.kind',
    '§4',
    each('author/assignedAuthor'),
    'L’auteur est une personne ou un dispositif, pas les deux.',
    (e) => count(e, 'assignedPerson') + count(e, 'assignedAuthoringDevice') <= 1,
  ),
  error(
    'author.device',
    '§4',
    headerWide('assignedAuthoringDevice'),
    'Un dispositif auteur a un modèle et un logiciel.',
    (e) => count(e, 'manufacturerModelName') === 1 && count(e, 'softwareName') === 1,
  ),
  error(
    'person.code',
    '§4',
    codes('assignedAuthor', 'assignedEntity', 'associatedEntity'),
    'La profession est dans JDV_J01.',
    (c, d) => has(c, 'nullFlavor') || inSet(authorSpecialties, true)(c, d),
  ),
  warning(
    'person.code.complete',
    '§4',
    codes('assignedAuthor', 'assignedEntity', 'associatedEntity'),
    'La profession porte code, codeSystem et displayName.',
    (c) => has(c, 'nullFlavor') || (has(c, 'code') && has(c, 'codeSystem') && has(c, 'displayName')),
  ),
  error(
    'person.function',
    '§4',
    functions,
    'La fonction est dans JDV_J47, ou nullFlavor.',
    (c, d) => has(c, 'nullFlavor') || inSet(functionCodes)(c, d),
  ),
  error('person.name', '§4', people, 'Une personne a un seul nom.', (p) => count(p, 'name') <= 1),
  warning(
    'person.name.present',
    '§4',
    people,
    'Une personne devrait être nommée.',
    (p) => count(p, 'name') >= 1,
  ),
  error(
    'person.family',
    '§4',
    names,
    'Le nom d’un professionnel a une seule famille.',
    (n) => count(n, 'family') <= 1,
  ),
  warning(
    'person.family.present',
    '§4',
    names,
    'Un nom devrait avoir une famille.',
    (n) => count(n, 'family') >= 1,
  ),
  error(
    'signatory.name',
    '§4',
    signatories,
    'L’auteur et les signataires ont exactement un nom, avec exactement une famille.',
    (p) => count(p, 'name') === 1 && count(first(p, 'name')!, 'family') === 1,
  ),
  error(
    'person.given',
    '§4',
    names,
    'Le nom d’un professionnel a un prénom au plus.',
    (n) => count(n, 'given') <= 1,
  ),
  error(
    'person.affixes',
    '§4',
    names,
    'Une civilité et un titre au plus.',
    (n) => count(n, 'prefix') <= 1 && count(n, 'suffix') <= 1,
  ),
  error(
    'person.prefix',
    '§4',
    headerWide('prefix'),
    'La civilité est M ou MME\u202f; un titre va dans suffix.',
    (e) => isIn(civilityCodes, e),
  ),
  error('person.suffix', '§4', headerWide('suffix'), 'Le titre est dans JDV_J246.', (e) =>
    isIn(titleCodes, e),
  ),
  error(
    'custodian.id',
    '§4',
    each('custodian/assignedCustodian/representedCustodianOrganization'),
    'Le conservateur a un seul identifiant, de structure ou de l’hébergeur national.',
    (o) => {
      const ids = childrenOf(o, 'id', HL7);
      return (
        ids.length === 1 &&
        [systems.structure, '1.2.250.1.213.4.1'].includes(attribute(ids[0]!, 'root') ?? '')
      );
    },
  ),
  error(
    'recipient.id',
    '§4',
    each('informationRecipient/intendedRecipient/id'),
    'Un destinataire est identifié par son IDNPS.',
    (i) => has(i, 'nullFlavor') || (attribute(i, 'root') === systems.person && has(i, 'extension')),
  ),
  error(
    'legal.signature',
    '§4',
    each('legalAuthenticator/signatureCode'),
    'signatureCode vaut S.',
    (e) => attribute(e, 'code') === 'S',
  ),
  error(
    'authenticator.signature',
    '§4',
    each('authenticator/signatureCode'),
    'signatureCode vaut S.',
    (e) => attribute(e, 'code') === 'S',
  ),
  error('legal.time', '§4', each('legalAuthenticator/time'), 'La date de validation a une valeur.', (e) =>
    has(e, 'value'),
  ),
  error(
    'legal.id',
    '§4',
    each('legalAuthenticator/assignedEntity'),
    'Le responsable a un seul identifiant complet.',
    (e) => count(e, 'id') === 1 && has(first(e, 'id')!, 'root') && has(first(e, 'id')!, 'extension'),
  ),
  error(
    'authenticator.id',
    '§4',
    each('authenticator/assignedEntity'),
    'Un valideur est identifié par son IDNPS.',
    (e) => childrenOf(e, 'id', HL7).some((i) => attribute(i, 'root') === systems.person),
  ),
  error('participant.type', '§4', each('participant'), 'typeCode du participant est dans JDV_J144.', (p) =>
    participationCodes.some(([c]) => c === attribute(p, 'typeCode')),
  ),
  error(
    'participant.time',
    '§4',
    each('participant'),
    'La date du participant est obligatoire.',
    (p) => count(p, 'time') === 1,
  ),
  error(
    'participant.class',
    '§4',
    each('participant/associatedEntity'),
    'Le participant est PROV ou AGNT.',
    (e) => ['PROV', 'AGNT'].includes(attribute(e, 'classCode') ?? ''),
  ),
  error(
    'informant.kind',
    '§4',
    each('informant'),
    'Un informateur est un professionnel ou un proche.',
    (e) => count(e, 'assignedEntity') + count(e, 'relatedEntity') === 1,
  ),
  error(
    'informant.class',
    '§4',
    each('informant/relatedEntity'),
    'La classe du proche n’est pas admise.',
    (e) => ['ECON', 'NOK', 'CON', 'CAREGIVER', 'PAT'].includes(attribute(e, 'classCode') ?? ''),
  ),
  error(
    'informant.relation',
    '§4',
    each('informant/relatedEntity/code'),
    'Le lien de parenté est dans JDV_J11.',
    inSet(relationCodes),
  ),
  error(
    'structure.setting',
    '§4',
    headerWide('standardIndustryClassCode'),
    'Le cadre d’exercice est dans JDV_J04, avec sa nomenclature.',
    (e, d) => inSet(practiceSettings, true)(e, d) && has(e, 'displayName'),
  ),
  warning(
    'structure.id',
    '§4',
    onlyIf(
      headerWide('representedOrganization', 'receivedOrganization'),
      (o) => child(o, 'id', HL7) !== null,
    ),
    'La structure devrait être identifiée par son IDNST.',
    (o) => childrenOf(o, 'id', HL7).some((i) => attribute(i, 'root') === systems.structure),
  ),
  error(
    'order.id',
    '§4',
    each('inFulfillmentOf/order'),
    'Une prescription d’origine a un seul identifiant.',
    (o) => count(o, 'id') === 1,
  ),
  error(
    'author.code',
    '§4',
    each('author/assignedAuthor/code'),
    'La profession de l’auteur porte code, codeSystem et displayName.',
    (c) => has(c, 'code') && has(c, 'codeSystem') && has(c, 'displayName'),
  ),
  error(
    'structure.identity',
    '§4',
    headerWide('representedOrganization', 'receivedOrganization'),
    'Une structure a un seul IDNST, avec extension, et un seul nom.',
    (o) => {
      const ids = childrenOf(o, 'id', HL7).filter((i) => attribute(i, 'root') === systems.structure);
      return ids.length <= 1 && ids.every((i) => has(i, 'extension')) && count(o, 'name') <= 1;
    },
  ),
  error(
    'structure.name',
    '§4',
    (d) =>
      [...headerWide('representedOrganization', 'receivedOrganization')(d)].flatMap((o) =>
        childrenOf(o, 'name', HL7),
      ),
    'Le nom d’une structure est vide.',
    (n) => has(n, 'nullFlavor') || words(n) !== null,
  ),
  warning(
    'custodian.extension',
    '§4',
    each('custodian/assignedCustodian/representedCustodianOrganization/id'),
    'Le conservateur devrait être identifié par son IDNST.',
    (i) => has(i, 'extension'),
  ),
];
