import type { Coded } from '../../../shared/codes';
import type { ClinicalDocument } from '../../../shared/documents/clinicalDocument';
import { at, attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { coded, identifier } from './code';
import { kindOf } from './kind';
import { readPatient } from './patient';
import { assigned, associated, author, custodian, personName, recipient } from './people';
import { timeValue } from './time';
import { LAB, roots } from './vocabulary';
import type { Warnings } from './warnings';

export type Header = Omit<
  ClinicalDocument,
  'level' | 'results' | 'sections' | 'attachments' | 'hasStylesheet' | 'warnings'
>;

/** The header of any CDA (cda-header.md). A part that is missing or odd is null: nothing here refuses a document. */
export function readHeader(document: XmlElement, warnings: Warnings): Header {
  const type = coded(child(document, 'code'));
  const templateIds = childrenOf(document, 'templateId');
  const services = childrenOf(document, 'documentationOf').flatMap((d) => childrenOf(d, 'serviceEvent'));
  const period = child(services[0], 'effectiveTime');
  const encounter = at(document, 'componentOf', 'encompassingEncounter');
  const participant = (code: string) =>
    childrenOf(document, 'participant').find((p) => attribute(p, 'typeCode') === code) ?? null;
  const version = Number(
    attribute(child(document, 'versionNumber') ?? document, 'value')?.trim() || Number.NaN,
  );
  return {
    kind: kindOf(
      type?.code ?? null,
      templateIds.map((t) => attribute(t, 'root') ?? ''),
    ),
    type,
    title: words(child(document, 'title')) ?? type?.label ?? 'Document sans titre',
    documentId: identifier(child(document, 'id')),
    setId: identifier(child(document, 'setId')),
    version: Number.isSafeInteger(version) ? version : null,
    replaces: replaced(document),
    templateIds: templateIds.map(identifier).filter((id) => id !== null),
    date: timeValue(child(document, 'effectiveTime'), warnings),
    serviceStart: timeValue(child(period, 'low'), warnings) ?? timeValue(period, warnings),
    serviceEnd: timeValue(child(period, 'high'), warnings),
    acts: services.flatMap((s) => codedWithTranslations(child(s, 'code'))),
    encounter: coded(child(encounter, 'code')),
    completeness: completeness(services),
    confidentiality: codeOf(child(document, 'confidentialityCode')),
    language: codeOf(child(document, 'languageCode')),
    patient: readPatient(document, warnings),
    author: author(child(document, 'author'), warnings),
    legalAuthenticator: assigned(child(document, 'legalAuthenticator'), warnings),
    custodian: custodian(document),
    prescriber: associated(participant('REF'), warnings),
    performer: assigned(child(services[0], 'performer'), warnings),
    recipients: childrenOf(document, 'informationRecipient')
      .map((r) => recipient(r, warnings))
      .filter((r) => r !== null),
    orderIds: childrenOf(document, 'inFulfillmentOf')
      .map((o) => identifier(at(o, 'order', 'id')))
      .filter((id) => id !== null),
    accreditation: encounter ? accreditation(encounter) : null,
  };
}

const codeOf = (element: XmlElement | null) => (element ? attribute(element, 'code') : null);

const replaced = (document: XmlElement): string[] =>
  childrenOf(document, 'relatedDocument')
    .filter((r) => attribute(r, 'typeCode') === 'RPLC')
    .flatMap((r) => childrenOf(child(r, 'parentDocument'), 'id'))
    .map(identifier)
    .filter((id) => id !== null);

const codedWithTranslations = (code: XmlElement | null): Coded[] =>
  (code ? [code, ...childrenOf(code, 'translation')] : []).map(coded).filter((c) => c !== null);

/** `lab:statusCode` of a service event: a report with one part still running is partial (E-BIO-07). */
function completeness(services: readonly XmlElement[]): ClinicalDocument['completeness'] {
  const codes = services.map((s) => codeOf(child(s, 'statusCode', LAB)));
  if (codes.includes('active')) return 'partial';
  return codes.includes('completed') ? 'final' : null;
}

/** COFRAC number, on the organisation responsible for the encounter. */
function accreditation(element: XmlElement): string | null {
  for (const node of element.elements) {
    if (node.name === 'id' && attribute(node, 'root') === roots.cofrac) return attribute(node, 'extension');
    const below = accreditation(node);
    if (below !== null) return below;
  }
  return null;
}

/** The biologist who validated the whole report (`authenticator`). */
export const headerValidator = (document: XmlElement): string | null =>
  personName(at(document, 'authenticator', 'assignedEntity', 'assignedPerson', 'name'));
