import { documentTypes } from '../../../shared/nomenclatures/documentTypes';
import { confidentialityCodes } from '../../../shared/nomenclatures/headerCodes';
import { attribute, child, childrenOf, words } from '../../xml/element';
import { count, each, error, HL7, has, inSet, onlyIf, type Rule, warning } from './rule';

const document = each('');
const LEVEL_1 = '1.3.6.1.4.1.19376.1.2.20';
const templates = (d: Parameters<Rule['holds']>[0]) =>
  childrenOf(d, 'templateId', HL7).map((t) => attribute(t, 'root'));
const once = (name: string) => (d: Parameters<Rule['holds']>[0]) => count(d, name) === 1;
const notNull = (name: string) => (d: Parameters<Rule['holds']>[0]) =>
  childrenOf(d, name, HL7).filter((e) => !has(e, 'nullFlavor')).length === 1;
const completeCode: Rule['holds'] = (e) => has(e, 'code') && has(e, 'codeSystem') && has(e, 'displayName');

/** cda-header.md §2 and the versions; §8 for the templates of a level 1. */
export const documentRules: readonly Rule[] = [
  error('document.realm', '§2', document, 'realmCode doit valoir FR, une seule fois.', (d) => {
    const codes = childrenOf(d, 'realmCode', HL7);
    return codes.length === 1 && attribute(codes[0]!, 'code') === 'FR';
  }),
  error(
    'document.typeId',
    '§2',
    each('typeId'),
    'typeId doit être celui de CDA R2.',
    (e) => attribute(e, 'root') === '2.16.840.1.113883.1.3' && attribute(e, 'extension') === 'POCD_HD000040',
  ),
  error(
    'document.template.hl7',
    '§2',
    document,
    'Le templateId HL7 France doit figurer une seule fois.',
    (d) => templates(d).filter((t) => t === '2.16.840.1.113883.2.8.2.1').length === 1,
  ),
  error(
    'document.template.cisis',
    '§2',
    document,
    'Le templateId CI-SIS doit figurer une seule fois.',
    (d) => templates(d).filter((t) => t === '1.2.250.1.213.1.1.1.1').length === 1,
  ),
  error(
    'document.template.model',
    '§2',
    document,
    'Un templateId de modèle doit figurer.',
    (d) => templates(d).length >= 3,
  ),
  error(
    'document.template.level1',
    '§8',
    onlyIf(document, (d) => child(child(d, 'component', HL7), 'nonXMLBody', HL7) !== null),
    'Un corps non structuré exige exactement les trois templateId du niveau 1.',
    (d) => templates(d).length === 3 && templates(d).includes(LEVEL_1),
  ),
  ...[
    'id',
    'code',
    'effectiveTime',
    'confidentialityCode',
    'setId',
    'versionNumber',
    'title',
    'languageCode',
  ].map((name) =>
    error(`document.${name}`, '§2', document, `${name} est obligatoire, une seule fois.`, notNull(name)),
  ),
  error('document.id.root', '§2', each('id'), 'L’identifiant du document doit avoir une racine.', (e) =>
    has(e, 'root'),
  ),
  error('document.setId.root', '§2', each('setId'), 'setId doit avoir une racine.', (e) => has(e, 'root')),
  warning('document.setId.differs', '§2', document, 'setId et id ne devraient pas être égaux.', (d) => {
    const name = (tag: string) => {
      const e = child(d, tag, HL7);
      return e && `${attribute(e, 'root')}^${attribute(e, 'extension')}`;
    };
    return name('id') === null || name('id') !== name('setId');
  }),
  error(
    'document.code.complete',
    '§2',
    each('code'),
    'Le type doit porter code, codeSystem et displayName.',
    completeCode,
  ),
  error(
    'document.code.set',
    '§2',
    each('code'),
    'Le type du document n’est pas dans JDV_J07.',
    inSet(documentTypes),
  ),
  error(
    'document.code.system',
    '§2',
    each('code'),
    'Le codeSystem du type n’est pas celui de JDV_J07.',
    inSet(documentTypes, true),
  ),
  error('document.title.text', '§2', each('title'), 'Le titre est vide.', (e) => words(e) !== null),
  error(
    'document.effectiveTime.value',
    '§2',
    each('effectiveTime'),
    'La date du document doit avoir une valeur.',
    (e) => has(e, 'value'),
  ),
  error(
    'document.confidentiality',
    '§2',
    each('confidentialityCode'),
    'La confidentialité de l’en-tête est L, M, N, R, U ou V, avec son libellé.',
    (e, d) => completeCode(e, d) && inSet(confidentialityCodes, true)(e, d),
  ),
  error(
    'document.language',
    '§2',
    each('languageCode'),
    'languageCode doit valoir fr-FR.',
    (e) => attribute(e, 'code') === 'fr-FR',
  ),
  error('document.version.value', '§2', each('versionNumber'), 'Le numéro de version est un entier.', (e) =>
    /^-?\d+$/.test(attribute(e, 'value') ?? ''),
  ),
  warning(
    'document.version.first',
    '§2',
    each('versionNumber'),
    'La première version porte le numéro 1.',
    (e) => Number(attribute(e, 'value')) >= 1,
  ),
  error(
    'document.recordTarget',
    '§3',
    document,
    'Un document concerne un seul patient.',
    once('recordTarget'),
  ),
  error('document.custodian', '§4', document, 'Un document a un seul conservateur.', once('custodian')),
  error(
    'document.author',
    '§4',
    document,
    'Un document a au moins un auteur.',
    (d) => count(d, 'author') >= 1,
  ),
  error(
    'document.legalAuthenticator',
    '§4',
    document,
    'Un document a un seul responsable.',
    once('legalAuthenticator'),
  ),
  error(
    'document.documentationOf',
    '§5',
    document,
    'Un document relate au moins un acte.',
    (d) => count(d, 'documentationOf') >= 1,
  ),
  error(
    'document.componentOf',
    '§6',
    document,
    'La prise en charge est obligatoire, une seule fois.',
    once('componentOf'),
  ),
  error(
    'related.once',
    '§2',
    document,
    'Un document n’en remplace qu’un.',
    (d) =>
      childrenOf(d, 'relatedDocument', HL7).filter((r) => attribute(r, 'typeCode') === 'RPLC').length <= 1,
  ),
  error(
    'related.typeCode',
    '§2',
    each('relatedDocument'),
    'relatedDocument doit porter un typeCode de CDA.',
    (e) => ['RPLC', 'APND', 'XFRM'].includes(attribute(e, 'typeCode') ?? ''),
  ),
  warning(
    'related.replaces',
    '§2',
    each('relatedDocument'),
    'relatedDocument devrait remplacer (RPLC).',
    (e) => attribute(e, 'typeCode') === 'RPLC',
  ),
  error(
    'related.parent',
    '§2',
    each('relatedDocument/parentDocument'),
    'Le document remplacé a un seul identifiant.',
    (e) => count(e, 'id') === 1 && notNull('id')(e),
  ),
  error(
    'related.version',
    '§2',
    onlyIf(document, (d) => Number(attribute(child(d, 'versionNumber', HL7) ?? d, 'value')) > 1),
    'Une version suivante doit nommer le document qu’elle remplace.',
    (d) => count(d, 'relatedDocument') > 0,
  ),
  error(
    'related.versionNumber',
    '§2',
    each('relatedDocument/parentDocument/versionNumber'),
    'Le numéro de la version remplacée est un entier.',
    (e) => has(e, 'nullFlavor') || /^-?\d+$/.test(attribute(e, 'value') ?? ''),
  ),
];
