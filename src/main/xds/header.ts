import { type Coded, systems } from '../../shared/codes';
import { isInsOid } from '../../shared/identity/ins';
import { conceptOf } from '../../shared/nomenclatures/concept';
import { documentFormats } from '../../shared/nomenclatures/documentFormats';
import { documentTypes } from '../../shared/nomenclatures/documentTypes';
import { retiredDocumentTypes } from '../../shared/nomenclatures/retiredTypes';
import { at, attribute, child, childrenOf, words, type XmlElement } from '../xml/element';
import { codedValue, component, xcn, xon } from './datatypes';
import type { XdsAuthor } from './model';

/** The pieces of a CDA header that several metadata are made of. `d` is ClinicalDocument. */

export const codeAt = (element: XmlElement | null): Coded | null => {
  const code = element && attribute(element, 'code');
  if (!element || !code) return null;
  return { code, system: attribute(element, 'codeSystem'), label: attribute(element, 'displayName') };
};

export interface Identifier {
  root: string;
  extension: string;
}

export const identifiers = (parent: XmlElement | null): Identifier[] =>
  childrenOf(parent, 'id').flatMap((id) => {
    const root = attribute(id, 'root');
    const extension = attribute(id, 'extension');
    return root && extension ? [{ root, extension }] : [];
  });

/** `root`, or `root^extension`: how XDS names a CDA id. */
export function uniqueIdOf(id: XmlElement | null): string | null {
  const root = id && attribute(id, 'root');
  if (!root) return null;
  const extension = attribute(id, 'extension');
  return extension ? `${root}^${extension}` : root;
}

const patientRole = (d: XmlElement) => at(d, 'recordTarget', 'patientRole');

export const insOf = (d: XmlElement): Identifier | null =>
  identifiers(patientRole(d)).find((id) => isInsOid(id.root)) ?? null;

/** The sender's own number of the patient. */
export const localIdOf = (d: XmlElement): Identifier | null =>
  identifiers(patientRole(d)).find((id) => !isInsOid(id.root)) ?? null;

/** PID-5 of the birth name (L), then of the used name (D); PID-7, PID-8 (dmp.md §6.1). */
export function sourcePatientInfo(d: XmlElement): string[] {
  const patient = at(d, 'recordTarget', 'patientRole', 'patient');
  const name = child(patient, 'name');
  const qualified = (tag: string, qualifier: string) =>
    words(childrenOf(name, tag).find((e) => attribute(e, 'qualifier') === qualifier));
  const given = qualified('given', 'BR') ?? words(child(name, 'given'));
  const birthName = qualified('family', 'BR');
  const usedName = qualified('family', 'CL') ?? qualified('family', 'SP');
  const usedGiven = qualified('given', 'CL');
  const pid5 = (family: string, first: string | null, type: string) =>
    `PID-5|${component(family)}^${component(first)}^^^^^${type}`;
  const info = birthName ? [pid5(birthName, given, 'L')] : [];
  if (usedName || usedGiven) info.push(pid5(usedName ?? birthName ?? '', usedGiven ?? given, 'D'));
  const birth = child(patient, 'birthTime');
  const sex = codeAt(child(patient, 'administrativeGenderCode'))?.code;
  if (birth) info.push(`PID-7|${attribute(birth, 'value') ?? ''}`);
  // HL7 v2 says U where CDA says UN.
  if (sex) info.push(`PID-8|${sex === 'UN' ? 'U' : sex}`);
  return info;
}

/** XCN of an assignedEntity or assignedAuthor, whoever or whatever it is. */
export function personOf(entity: XmlElement | null): string | null {
  const [id] = identifiers(entity);
  if (!id) return null;
  const name = at(entity, 'assignedPerson', 'name');
  const device = words(at(entity, 'assignedAuthoringDevice', 'softwareName'));
  return xcn({
    id: id.extension,
    root: id.root,
    family: words(child(name, 'family')) ?? device,
    given: words(child(name, 'given')),
  });
}

function institutionOf(organisation: XmlElement | null): string | null {
  const [id] = identifiers(organisation);
  return id ? xon({ id: id.extension, root: id.root, name: words(child(organisation, 'name')) }) : null;
}

export const authorsOf = (d: XmlElement): XdsAuthor[] =>
  childrenOf(d, 'author').map((author) => {
    const assigned = child(author, 'assignedAuthor');
    const speciality = codeAt(child(assigned, 'code'));
    const role = child(author, 'functionCode');
    return {
      person: personOf(assigned),
      institution: institutionOf(child(assigned, 'representedOrganization')),
      role: role && attribute(role, 'displayName'),
      speciality: speciality && codedValue({ ...speciality, code: speciality.code! }),
    };
  });

/** ASS_X04; a type outside the associations has no class. */
export function classOf(type: Coded): Coded | null {
  const found =
    conceptOf(documentTypes, type.code, type.system) ??
    conceptOf(retiredDocumentTypes, type.code, type.system);
  const [, , , code, label] = found ?? [];
  return code ? { code, system: systems.documentClass, label: label ?? null } : null;
}

/** Labels of TRE_A11 for what we write; another format is named by its code. */
const formatLabels: Record<string, string> = {
  'urn:ihe:iti:xds-sd:pdf:2008': 'Document à corps non structuré en Pdf/A-1',
  'urn:ihe:iti:xds-sd:text:2008': 'Document à corps non structuré en texte brut',
};

/** ASS_A12 by media type for a level 1, ASS_A11 by template for a level 3. */
export function formatOf(d: XmlElement): Coded {
  const body = at(d, 'component', 'nonXMLBody', 'text');
  const keys = body
    ? [attribute(body, 'mediaType')]
    : childrenOf(d, 'templateId').map((t) => attribute(t, 'root'));
  const [, code, system] = documentFormats.find(([from]) => keys.includes(from)) ?? documentFormats.at(-1)!;
  return { code, system, label: formatLabels[code] ?? code };
}
