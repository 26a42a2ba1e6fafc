import type { XmlElement } from 'libxml2-wasm';
import { senderFault } from '../soap/fault';
import { attribute, children, childrenOf, is, only } from '../xml/document';
import { demand, RegistryRefusal } from './refusal';
import {
  RIM,
  type RimAssociation,
  type RimClassification,
  type RimObject,
  readAssociation,
  readClassification,
  readObject,
} from './rim';
import { associations, schemes } from './schemes';

const XDS = 'urn:ihe:iti:xds-b:2007';
const LCM = 'urn:oasis:names:tc:ebxml-regrep:xsd:lcm:3.0';
const XOP = 'http://www.w3.org/2004/08/xop/include';

/** An ITI-41 request read: nothing judged yet but its shape. */
export interface Submission {
  set: RimObject;
  entries: RimObject[];
  associations: RimAssociation[];
  /** Bytes by the id of their ExtrinsicObject. */
  documents: Map<string, Buffer>;
  /** The element that the XSD judges. */
  submitObjects: XmlElement;
}

export function readSubmission(request: XmlElement, parts: Map<string, Buffer> | null): Submission {
  if (!is(request, XDS, 'ProvideAndRegisterDocumentSetRequest'))
    throw senderFault('ProvideAndRegisterDocumentSetRequest attendu');
  if (!parts) throw senderFault('TD2.1 : message MTOM attendu');
  const submitObjects = only(request, LCM, 'SubmitObjectsRequest');
  const list = submitObjects && only(submitObjects, RIM, 'RegistryObjectList');
  demand(submitObjects && list, 'SubmitObjectsRequest/RegistryObjectList attendu');
  const packages = childrenOf(list, RIM, 'RegistryPackage').map(readObject);
  const [set, second] = packages;
  demand(set && !second, 'un SubmissionSet et un seul');
  const loose: RimClassification[] = childrenOf(list, RIM, 'Classification').map(readClassification);
  demand(
    [...set.classifications, ...loose].some((c) => c.node === schemes.set.node && c.classified === set.id),
    'RegistryPackage non classé comme SubmissionSet',
  );
  const known = ['RegistryPackage', 'Classification', 'ExtrinsicObject', 'Association', 'ObjectRef'];
  demand(
    children(list).every((c) => known.includes(c.name)),
    'objet inattendu dans RegistryObjectList',
  );
  const submission: Submission = {
    set,
    entries: childrenOf(list, RIM, 'ExtrinsicObject').map(readObject),
    associations: childrenOf(list, RIM, 'Association').map(readAssociation),
    documents: readDocuments(request, parts),
    submitObjects,
  };
  checkStructure(submission);
  return submission;
}

function readDocuments(request: XmlElement, parts: Map<string, Buffer>): Map<string, Buffer> {
  const out = new Map<string, Buffer>();
  for (const d of childrenOf(request, XDS, 'Document')) {
    const include = only(d, XOP, 'Include');
    const href = attribute(include, 'href') ?? '';
    const bytes = href.startsWith('cid:') ? parts.get(decodeURIComponent(href.slice(4))) : undefined;
    if (!bytes) throw new RegistryRefusal('XDSMissingDocument', `partie ${href || 'xop:Include'} absente`);
    out.set(attribute(d, 'id') ?? '', bytes);
  }
  return out;
}

/** Entries, documents and associations answer to one another. */
function checkStructure({ set, entries, associations: links, documents }: Submission): void {
  const ids = [set.id, ...entries.map((e) => e.id)];
  demand(new Set(ids).size === ids.length && ids.every(Boolean), 'identifiants d’objets absents ou répétés');
  for (const id of documents.keys())
    if (!entries.some((e) => e.id === id))
      throw new RegistryRefusal('XDSMissingDocumentMetadata', `document ${id} sans métadonnées`);
  for (const entry of entries) {
    if (!documents.has(entry.id))
      throw new RegistryRefusal('XDSMissingDocument', `entrée ${entry.id} sans document`);
    demand(entry.attributes.objectType === schemes.entry.objectType, `${entry.id} : objectType`);
    const members = links.filter((a) => a.type === associations.hasMember && a.target === entry.id);
    demand(
      members.length === 1 && members[0]?.source === set.id,
      `${entry.id} : HasMember depuis le SubmissionSet attendu`,
    );
    demand(
      members[0]?.slots.SubmissionSetStatus?.join() === 'Original',
      `${entry.id} : SubmissionSetStatus Original attendu`,
    );
  }
  for (const link of links) {
    demand(
      (Object.values(associations) as string[]).includes(link.type),
      `type d’association ${link.type} inattendu`,
    );
    demand(ids.includes(link.source), `association ${link.id} : source inconnue`);
  }
  const uniqueIds = entries.map((e) => identifier(e, schemes.entry.uniqueId));
  if (new Set(uniqueIds).size !== uniqueIds.length)
    throw new RegistryRefusal('XDSRegistryDuplicateUniqueIdInMessage', 'uniqueId répété dans le message');
}

/** The one ExternalIdentifier of a scheme. */
export function identifier(o: RimObject, scheme: string): string {
  const found = o.identifiers.filter((i) => i.scheme === scheme);
  demand(found.length === 1 && found[0]?.value, `${o.id} : ExternalIdentifier ${scheme}`);
  demand(found[0].registryObject === o.id, `${o.id} : ExternalIdentifier/@registryObject`);
  return found[0].value;
}

/** The one value of a slot. */
export function slot(o: { id: string; slots: Record<string, string[]> }, name: string): string {
  const values = o.slots[name];
  demand(values?.length === 1 && values[0], `${o.id} : ${name} attendu, une valeur`);
  return values[0];
}
