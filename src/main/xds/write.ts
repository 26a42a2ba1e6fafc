import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces';
import type { Coded } from '../../shared/codes';
import { literal } from '../xml/literal';
import type { DocumentEntry, SubmissionSet, XdsAuthor, XdsSubmission } from './model';
import { associations, entrySchemes, namespaces, objectTypes, setSchemes } from './schemes';

export interface SubmissionForm {
  /** `dmp`: the server hashes; `xdm`: hash, size and URI, and no RPLC, which a receiver could not resolve. */
  form: 'dmp' | 'xdm';
  /** Entry of the « signature du lot », added last and tied to the set by `signs`. */
  signature?: DocumentEntry;
}

/** Symbolic id of the set in what we write. */
export const SET_ID = 'SubmissionSet01';

/** The `lcm:SubmitObjectsRequest` of a submission, as XML without a declaration (dmp.md §5.2, xdm-mss.md §2). */
export function writeSubmission(submission: XdsSubmission, { form, signature }: SubmissionForm): string {
  const message = create().ele(namespaces.lcm, 'lcm:SubmitObjectsRequest');
  const list = message.ele(namespaces.rim, 'RegistryObjectList');
  const writer = new ObjectWriter(list);
  const entries = signature ? [...submission.entries, signature] : submission.entries;
  writer.set(submission.set);
  for (const entry of entries) writer.entry(entry, form);
  for (const entry of entries) writer.association(associations.hasMember, SET_ID, entry.entryUuid);
  if (signature) writer.association(associations.signs, signature.entryUuid, SET_ID);
  if (form === 'dmp')
    for (const [source, target] of Object.entries(submission.replaces))
      writer.association(associations.replaces, source, target);
  return message.end({ headless: true });
}

type Owner = { element: XMLBuilder; id: string };

/** Writes registry objects in the order of rim.xsd: slots, Name, Description, classifications, identifiers. */
class ObjectWriter {
  private count = 0;
  constructor(private readonly list: XMLBuilder) {}

  private id = (prefix: string): string => `${prefix}${++this.count}`;

  set(set: SubmissionSet): void {
    const owner = { element: this.list.ele('RegistryPackage', { id: SET_ID }), id: SET_ID };
    slot(owner.element, 'submissionTime', [set.submissionTime]);
    localized(owner.element, 'Name', set.title);
    localized(owner.element, 'Description', set.comments);
    for (const author of set.authors) this.author(owner, setSchemes.author, author);
    this.code(owner, setSchemes.contentTypeCode, set.contentTypeCode);
    owner.element.ele('Classification', {
      id: this.id('cla'),
      classifiedObject: SET_ID,
      classificationNode: objectTypes.submissionSetNode,
    });
    this.identifier(owner, setSchemes.patientId, 'XDSSubmissionSet.patientId', set.patientId);
    this.identifier(owner, setSchemes.sourceId, 'XDSSubmissionSet.sourceId', set.sourceId);
    this.identifier(owner, setSchemes.uniqueId, 'XDSSubmissionSet.uniqueId', set.uniqueId);
  }

  entry(entry: DocumentEntry, form: SubmissionForm['form']): void {
    const element = this.list.ele('ExtrinsicObject', {
      id: entry.entryUuid,
      mimeType: entry.mimeType,
      objectType: objectTypes.documentEntry,
    });
    const owner = { element, id: entry.entryUuid };
    slot(element, 'creationTime', [entry.creationTime]);
    slot(element, 'languageCode', [entry.languageCode]);
    slot(element, 'serviceStartTime', [entry.serviceStartTime]);
    slot(element, 'serviceStopTime', [entry.serviceStopTime]);
    slot(element, 'legalAuthenticator', [entry.legalAuthenticator]);
    slot(element, 'sourcePatientId', [entry.sourcePatientId]);
    slot(element, 'sourcePatientInfo', entry.sourcePatientInfo);
    if (form === 'xdm') {
      slot(element, 'URI', [entry.uri]);
      slot(element, 'hash', [entry.hash]);
      slot(element, 'size', [entry.size === null ? null : String(entry.size)]);
    }
    localized(element, 'Name', entry.title);
    localized(element, 'Description', entry.comments);
    for (const author of entry.authors) this.author(owner, entrySchemes.author, author);
    this.code(owner, entrySchemes.classCode, entry.classCode);
    this.code(owner, entrySchemes.typeCode, entry.typeCode);
    this.code(owner, entrySchemes.formatCode, entry.formatCode);
    for (const code of entry.confidentialityCodes) this.code(owner, entrySchemes.confidentialityCode, code);
    this.code(owner, entrySchemes.facilityType, entry.facilityType);
    this.code(owner, entrySchemes.practiceSetting, entry.practiceSetting);
    for (const code of entry.eventCodes) this.code(owner, entrySchemes.eventCode, code);
    this.identifier(owner, entrySchemes.patientId, 'XDSDocumentEntry.patientId', entry.patientId);
    this.identifier(owner, entrySchemes.uniqueId, 'XDSDocumentEntry.uniqueId', entry.uniqueId);
  }

  association(associationType: string, sourceObject: string, targetObject: string): void {
    const association = this.list.ele('Association', {
      id: this.id('as'),
      associationType,
      objectType: objectTypes.association,
      sourceObject,
      targetObject,
    });
    if (associationType === associations.hasMember) slot(association, 'SubmissionSetStatus', ['Original']);
  }

  private author(owner: Owner, scheme: string, author: XdsAuthor): void {
    const element = this.classification(owner, scheme, '');
    slot(element, 'authorPerson', [author.person]);
    slot(element, 'authorInstitution', [author.institution]);
    slot(element, 'authorRole', [author.role]);
    slot(element, 'authorSpecialty', [author.speciality]);
  }

  private code(owner: Owner, scheme: string, coded: Coded): void {
    const element = this.classification(owner, scheme, coded.code ?? '');
    slot(element, 'codingScheme', [coded.system]);
    localized(element, 'Name', coded.label);
  }

  private classification(owner: Owner, classificationScheme: string, nodeRepresentation: string): XMLBuilder {
    return owner.element.ele('Classification', {
      id: this.id('cla'),
      classificationScheme,
      classifiedObject: owner.id,
      nodeRepresentation: literal(nodeRepresentation),
    });
  }

  private identifier(owner: Owner, identificationScheme: string, name: string, value: string): void {
    const element = owner.element.ele('ExternalIdentifier', {
      id: this.id('ei'),
      registryObject: owner.id,
      identificationScheme,
      value: literal(value),
    });
    localized(element, 'Name', name);
  }
}

function slot(parent: XMLBuilder, name: string, values: readonly (string | null)[]): void {
  const present = values.filter((v): v is string => v !== null && v !== '');
  if (present.length === 0) return;
  const list = parent.ele('Slot', { name }).ele('ValueList');
  for (const value of present) list.ele('Value').txt(literal(value));
}

function localized(parent: XMLBuilder, name: string, value: string | null): void {
  if (!value) return;
  const string = parent.ele(name).ele('LocalizedString');
  string.att('http://www.w3.org/XML/1998/namespace', 'xml:lang', 'FR');
  string.att({ charset: 'UTF-8', value: literal(value) });
}
