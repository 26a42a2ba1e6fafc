import { conceptOf } from '../../../shared/nomenclatures/concept';
import { documentTypes } from '../../../shared/nomenclatures/documentTypes';
import { confidentialityCodes } from '../../../shared/nomenclatures/headerCodes';
import { hl7Time } from '../../../shared/parisTime';
import { componentOf, documentationOf, relatedDocument } from './act';
import { code, type Element, text } from './datatypes';
import type { DocumentHeader } from './model';
import { author, custodian, informationRecipient, legalAuthenticator } from './participants';
import { recordTarget } from './patient';

/** templateId of the document: an OID, and the version of the model for a level 3. */
export type TemplateId = { root: string; extension?: string };

/** HL7 France and CI-SIS: on every document (§2). */
const COMMON: readonly TemplateId[] = [
  { root: '2.16.840.1.113883.2.8.2.1' },
  { root: '1.2.250.1.213.1.1.1.1' },
];

/**
 * The header of « structuration minimale », identical at every level (cda-header.md §2–6), in the order of the
 * CDA schema. `document` is the empty ClinicalDocument; what was refused by `headerRefusal` must not come here.
 */
export function header(document: Element, d: DocumentHeader, templates: readonly TemplateId[]): void {
  document.ele('realmCode', { code: 'FR' });
  document.ele('typeId', { root: '2.16.840.1.113883.1.3', extension: 'POCD_HD000040' });
  for (const template of [...COMMON, ...templates]) document.ele('templateId', template);
  document.ele('id', { root: d.uniqueId });
  code(document, 'code', conceptOf(documentTypes, d.type)!);
  text(document, 'title', d.title);
  document.ele('effectiveTime', { value: hl7Time(d.time) });
  // Masking lives in the XDS metadata only: the kit refuses it here.
  code(document, 'confidentialityCode', conceptOf(confidentialityCodes, 'N')!);
  document.ele('languageCode', { code: 'fr-FR' });
  document.ele('setId', { root: d.setId });
  document.ele('versionNumber', { value: String(d.version) });
  recordTarget(document, d.patient, d.practice.oid);
  author(document, d);
  custodian(document, d);
  for (const recipient of d.recipients) informationRecipient(document, recipient);
  legalAuthenticator(document, d);
  documentationOf(document, d);
  relatedDocument(document, d);
  componentOf(document, d);
}
