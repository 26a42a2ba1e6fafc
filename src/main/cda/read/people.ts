import type { DocumentActor } from '../../../shared/documents/clinicalDocument';
import { at, attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { coded, extensionOf } from './code';
import { moment } from './time';
import { roots } from './vocabulary';
import type { Warnings } from './warnings';

/** JDV_J246: how a title is said before a name. */
const titles: Record<string, string> = { DR: 'Dr', PR: 'Pr', MC: 'Dr', MG: 'Dr', PC: 'Pr', PG: 'Pr' };

/** « Dr Marcel CAMPARINI »: title, given name, family name; or the words of a name without parts. */
export function personName(name: XmlElement | null | undefined): string | null {
  if (!name) return null;
  const part = (tag: string) => childrenOf(name, tag).map(words).filter(Boolean).join(' ');
  const marks = [...childrenOf(name, 'suffix'), ...childrenOf(name, 'prefix')].map((m) => words(m) ?? '');
  const title = marks.map((m) => titles[m.toUpperCase().replace('.', '')]).find(Boolean) ?? '';
  const parts = [part('given'), part('family')].filter(Boolean);
  return parts.length > 0 ? [title, ...parts].filter(Boolean).join(' ') : words(name);
}

interface Places {
  /** Element that holds ids, code, person and organisation (`assignedAuthor`, `assignedEntity`…). */
  entity: XmlElement | null;
  person: string;
  organisation: string;
  time: XmlElement | null;
}

/** One actor, wherever CDA puts its parts (cda-header.md §4). Null when nothing at all is said. */
export function actor(
  { entity, person, organisation, time }: Places,
  warnings: Warnings,
): DocumentActor | null {
  if (!entity) return null;
  const nationalId = extensionOf(entity, roots.professional);
  const device = child(entity, 'assignedAuthoringDevice');
  const organised = child(entity, organisation);
  const found: DocumentActor = {
    name:
      personName(at(entity, person, 'name')) ??
      words(child(device, 'softwareName')) ??
      words(child(device, 'manufacturerModelName')),
    nationalId,
    rpps: nationalId && /^8\d{11}$/.test(nationalId) ? nationalId.slice(1) : null,
    speciality: coded(child(entity, 'code')),
    organisation: words(child(organised, 'name')),
    organisationId: organised ? organisationId(organised) : null,
    time: moment(time, warnings),
  };
  return Object.values(found).some((v) => v !== null) ? found : null;
}

/** IDNST when there is one, else the first identifier that is not an accreditation. */
export function organisationId(organisation: XmlElement): string | null {
  const other = childrenOf(organisation, 'id').find((id) => attribute(id, 'root') !== roots.cofrac);
  return extensionOf(organisation, roots.organisation) ?? (other ? attribute(other, 'extension') : null);
}

export const assigned = (holder: XmlElement | null, warnings: Warnings): DocumentActor | null =>
  actor(
    {
      entity: child(holder, 'assignedEntity'),
      person: 'assignedPerson',
      organisation: 'representedOrganization',
      time: child(holder, 'time'),
    },
    warnings,
  );

export const author = (holder: XmlElement | null, warnings: Warnings): DocumentActor | null =>
  actor(
    {
      entity: child(holder, 'assignedAuthor'),
      person: 'assignedPerson',
      organisation: 'representedOrganization',
      time: child(holder, 'time'),
    },
    warnings,
  );

export const associated = (holder: XmlElement | null, warnings: Warnings): DocumentActor | null =>
  actor(
    {
      entity: child(holder, 'associatedEntity'),
      person: 'associatedPerson',
      organisation: 'scopingOrganization',
      time: child(holder, 'time'),
    },
    warnings,
  );

export const recipient = (holder: XmlElement, warnings: Warnings): DocumentActor | null =>
  actor(
    {
      entity: child(holder, 'intendedRecipient'),
      person: 'informationRecipient',
      organisation: 'receivedOrganization',
      time: null,
    },
    warnings,
  );

/** The custodian is an organisation alone. */
export function custodian(document: XmlElement): DocumentActor | null {
  const organisation = at(document, 'custodian', 'assignedCustodian', 'representedCustodianOrganization');
  if (!organisation) return null;
  return {
    name: null,
    nationalId: null,
    rpps: null,
    speciality: null,
    organisation: words(child(organisation, 'name')),
    organisationId: organisationId(organisation),
    time: null,
  };
}
