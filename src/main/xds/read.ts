import type { Coded } from '../../shared/codes';
import { type Failure, failures } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { attribute, child, childrenOf, isElement, textOf, type XmlElement } from '../xml/element';
import type { DocumentEntry, SubmissionSet, XdsAuthor, XdsSubmission } from './model';
import { entrySchemes, namespaces, objectTypes, setSchemes } from './schemes';

export const xdsReadFailure = failures({
  'xds-unreadable': {
    retry: 'never',
    message: 'Les métadonnées jointes au document ne sont pas lisibles.',
    action: 'Demandez à l’expéditeur de renvoyer le document.',
  },
  'xds-old-version': {
    retry: 'never',
    message: 'Les métadonnées jointes au document sont d’une version ancienne (ebRIM\u00a02.1), non lue.',
    action: 'Demandez à l’expéditeur un envoi au format actuel.',
  },
});

/**
 * A SubmitObjectsRequest (ebRIM 3.0, any prefix) as the model. Lenient: a metadata that is missing is an
 * empty string or null; only the absence of entries refuses. Used for METADATA.XML of an XDM.
 */
export function readSubmission(root: XmlElement): Result<XdsSubmission, Failure> {
  const packages = all(root, 'RegistryPackage');
  const entries = readEntries(root);
  if (entries.length === 0)
    return err(xdsReadFailure(isOldVersion(root) ? 'xds-old-version' : 'xds-unreadable'));
  const replaces: Record<string, string> = {};
  for (const association of all(root, 'Association')) {
    if (!text(association, 'associationType').endsWith('RPLC')) continue;
    replaces[text(association, 'sourceObject')] = text(association, 'targetObject');
  }
  return ok({ set: readSet(setOf(packages, root)), entries, replaces });
}

/** Every document entry below an element: a registry answer or a submission. Entries of signatures are among them. */
export const readEntries = (root: XmlElement): DocumentEntry[] =>
  all(root, 'ExtrinsicObject')
    .filter((object) => {
      const type = text(object, 'objectType');
      return type === '' || type === objectTypes.documentEntry;
    })
    .map(readEntry);

function readEntry(object: XmlElement): DocumentEntry {
  const slots = slotsOf(object);
  const codes = (scheme: string) => classified(object, scheme).map(codeOf);
  const one = (scheme: string): Coded => codes(scheme)[0] ?? { code: null, system: null, label: null };
  const first = (name: string) => slots.get(name)?.[0] ?? null;
  const size = Number(first('size') ?? Number.NaN);
  return {
    entryUuid: text(object, 'id'),
    uniqueId: external(object, entrySchemes.uniqueId) ?? '',
    mimeType: text(object, 'mimeType'),
    creationTime: first('creationTime') ?? '',
    languageCode: first('languageCode') ?? '',
    serviceStartTime: first('serviceStartTime'),
    serviceStopTime: first('serviceStopTime'),
    title: localized(object, 'Name') ?? '',
    comments: localized(object, 'Description'),
    authors: classified(object, entrySchemes.author).map(authorOf),
    classCode: one(entrySchemes.classCode),
    typeCode: one(entrySchemes.typeCode),
    formatCode: one(entrySchemes.formatCode),
    confidentialityCodes: codes(entrySchemes.confidentialityCode),
    facilityType: one(entrySchemes.facilityType),
    practiceSetting: one(entrySchemes.practiceSetting),
    eventCodes: codes(entrySchemes.eventCode),
    legalAuthenticator: first('legalAuthenticator'),
    patientId: external(object, entrySchemes.patientId) ?? '',
    sourcePatientId: first('sourcePatientId') ?? '',
    sourcePatientInfo: slots.get('sourcePatientInfo') ?? [],
    hash: first('hash')?.toLowerCase() ?? null,
    size: Number.isSafeInteger(size) ? size : null,
    uri: uriOf(slots.get('URI') ?? []),
    repositoryUniqueId: first('repositoryUniqueId'),
    logicalId: attribute(object, 'lid'),
    status: attribute(object, 'status'),
    version: attribute(child(object, 'VersionInfo') ?? object, 'versionName'),
  };
}

function readSet(set: XmlElement | null): SubmissionSet {
  const slots = set ? slotsOf(set) : new Map<string, string[]>();
  const content = set ? classified(set, setSchemes.contentTypeCode)[0] : undefined;
  return {
    uniqueId: (set && external(set, setSchemes.uniqueId)) ?? '',
    sourceId: (set && external(set, setSchemes.sourceId)) ?? '',
    submissionTime: slots.get('submissionTime')?.[0] ?? '',
    title: set && localized(set, 'Name'),
    comments: set && localized(set, 'Description'),
    authors: set ? classified(set, setSchemes.author).map(authorOf) : [],
    contentTypeCode: content ? codeOf(content) : { code: null, system: null, label: null },
    patientId: (set && external(set, setSchemes.patientId)) ?? '',
  };
}

/** The package classified as a submission set, inside it or beside it; a lone package is one. */
function setOf(packages: readonly XmlElement[], root: XmlElement): XmlElement | null {
  const marks = all(root, 'Classification').filter(
    (c) => attribute(c, 'classificationNode') === objectTypes.submissionSetNode,
  );
  const named = marks.map((m) => attribute(m, 'classifiedObject'));
  return packages.find((p) => named.includes(attribute(p, 'id'))) ?? packages[0] ?? null;
}

const text = (element: XmlElement, name: string): string => attribute(element, name) ?? '';

function all(element: XmlElement, name: string, found: XmlElement[] = []): XmlElement[] {
  if (element.name === name && element.ns === namespaces.rim) found.push(element);
  else for (const node of element.children) if (isElement(node)) all(node, name, found);
  return found;
}

const isOldVersion = (element: XmlElement): boolean =>
  /ebxml-regrep:(rim|registry):xsd:2|rim:xsd:2\.\d/.test(element.ns) ||
  element.children.some((node) => isElement(node) && isOldVersion(node));

function slotsOf(object: XmlElement): Map<string, string[]> {
  const slots = new Map<string, string[]>();
  for (const slot of childrenOf(object, 'Slot')) {
    const values = childrenOf(child(slot, 'ValueList'), 'Value').map((v) => textOf(v).trim());
    slots.set(text(slot, 'name'), [...(slots.get(text(slot, 'name')) ?? []), ...values]);
  }
  return slots;
}

const classified = (object: XmlElement, scheme: string): readonly XmlElement[] =>
  childrenOf(object, 'Classification').filter((c) => attribute(c, 'classificationScheme') === scheme);

const external = (object: XmlElement, scheme: string): string | null => {
  const found = childrenOf(object, 'ExternalIdentifier').find(
    (e) => attribute(e, 'identificationScheme') === scheme,
  );
  return found ? attribute(found, 'value') : null;
};

const localized = (object: XmlElement, name: string): string | null => {
  const string = child(child(object, name), 'LocalizedString');
  return string ? attribute(string, 'value') : null;
};

const codeOf = (classification: XmlElement): Coded => ({
  code: attribute(classification, 'nodeRepresentation'),
  system: slotsOf(classification).get('codingScheme')?.[0] ?? null,
  label: localized(classification, 'Name'),
});

function authorOf(classification: XmlElement): XdsAuthor {
  const slots = slotsOf(classification);
  const first = (name: string) => slots.get(name)?.[0] ?? null;
  return {
    person: first('authorPerson'),
    institution: first('authorInstitution'),
    role: first('authorRole'),
    speciality: first('authorSpecialty'),
  };
}

/** A long URI is cut in numbered pieces: `1|…`, `2|…` (ITI TF-3). */
function uriOf(values: readonly string[]): string | null {
  if (values.length === 0) return null;
  if (!values.every((v) => /^\d+\|/.test(v))) return values[0]!;
  const pieces = [...values].sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10));
  return pieces.map((v) => v.slice(v.indexOf('|') + 1)).join('');
}
