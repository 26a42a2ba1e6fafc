import { systems } from '../../../shared/codes';
import { hl7Time } from '../../../shared/parisTime';
import { type Element, identifier, telecom, text } from './datatypes';
import type { DocumentHeader, Recipient } from './model';
import { organisation, personName, professional } from './people';

export function author(root: Element, d: DocumentHeader): void {
  const author = root.ele('author');
  author.ele('time', { value: hl7Time(d.time) });
  const assigned = author.ele('assignedAuthor');
  professional(assigned, d);
  organisation(assigned.ele('representedOrganization'), d);
}

export function custodian(root: Element, d: DocumentHeader): void {
  organisation(root.ele('custodian').ele('assignedCustodian').ele('representedCustodianOrganization'), d);
}

/** One for each addressee (E-DOC-05). */
export function informationRecipient(root: Element, r: Recipient): void {
  const intended = root.ele('informationRecipient').ele('intendedRecipient');
  if (r.nationalId) identifier(intended, systems.person, r.nationalId);
  if (r.address) telecom(intended, null, r.address);
  personName(intended.ele('informationRecipient'), r);
  if (!r.structureId && !r.structureName) return;
  const received = intended.ele('receivedOrganization');
  if (r.structureId) identifier(received, systems.structure, r.structureId);
  text(received, 'name', r.structureName);
}

/** Exactly one: the author takes responsibility for what they validate. */
export function legalAuthenticator(root: Element, d: DocumentHeader): void {
  const authenticator = root.ele('legalAuthenticator');
  authenticator.ele('time', { value: hl7Time(d.time) });
  authenticator.ele('signatureCode', { code: 'S' });
  const entity = authenticator.ele('assignedEntity');
  professional(entity, d);
  organisation(entity.ele('representedOrganization'), d);
}
