import { createHash } from 'node:crypto';
import type { Coded } from '../../shared/codes';
import type { Failure } from '../../shared/failure';
import { conceptOf } from '../../shared/nomenclatures/concept';
import { confidentialities } from '../../shared/nomenclatures/confidentialities';
import { err, ok, type Result } from '../../shared/result';
import { at, attribute, child, childrenOf, find, words, type XmlElement } from '../xml/element';
import { parseXml } from '../xml/parse';
import { cx, dtmOf } from './datatypes';
import { type XdsFailureCode, xdsFailure } from './failure';
import {
  authorsOf,
  classOf,
  codeAt,
  formatOf,
  insOf,
  localIdOf,
  personOf,
  sourcePatientInfo,
  uniqueIdOf,
} from './header';
import type { DocumentEntry } from './model';

/** Masks of JDV_J08: they stand in the metadata only, never in the CDA. */
export type Mask = 'MASQUE_PS' | 'INVISIBLE_PATIENT' | 'INVISIBLE_REPRESENTANTS_LEGAUX';

export interface EntryOptions {
  /** Symbolic id, `Document01` unless told. */
  entryUuid?: string;
  masks?: readonly Mask[];
  comments?: string | null;
  /** File name inside SUBSET01, for an XDM. */
  uri?: string | null;
}

type Header = Omit<
  DocumentEntry,
  | 'entryUuid'
  | 'comments'
  | 'hash'
  | 'size'
  | 'uri'
  | 'repositoryUniqueId'
  | 'logicalId'
  | 'status'
  | 'version'
>;

const value = (e: XmlElement | null) => (e ? attribute(e, 'value') : null);
const event = (d: XmlElement) => at(d, 'documentationOf', 'serviceEvent');

/** cda-header.md §9, dmp.md §6.4: each metadata, and where the header says it. */
const fromHeader: { [K in keyof Header]: (d: XmlElement) => Header[K] | null } = {
  uniqueId: (d) => uniqueIdOf(child(d, 'id')),
  mimeType: () => 'text/xml',
  creationTime: (d) => dtmOf(value(child(d, 'effectiveTime'))),
  languageCode: (d) => codeAt(child(d, 'languageCode'))?.code ?? null,
  serviceStartTime: (d) => dtmOf(value(at(event(d), 'effectiveTime', 'low'))),
  serviceStopTime: (d) => dtmOf(value(at(event(d), 'effectiveTime', 'high'))),
  title: (d) => words(child(d, 'title')),
  authors: authorsOf,
  classCode: (d) => classOf(codeAt(child(d, 'code')) ?? { code: null, system: null, label: null }),
  typeCode: (d) => codeAt(child(d, 'code')),
  formatCode: formatOf,
  confidentialityCodes: (d) => childrenOf(d, 'confidentialityCode').flatMap((c) => codeAt(c) ?? []),
  facilityType: (d) =>
    codeAt(at(d, 'componentOf', 'encompassingEncounter', 'location', 'healthCareFacility', 'code')),
  practiceSetting: (d) =>
    codeAt(
      at(event(d), 'performer', 'assignedEntity', 'representedOrganization', 'standardIndustryClassCode'),
    ),
  eventCodes: (d) =>
    childrenOf(d, 'documentationOf').flatMap((o) => codeAt(at(o, 'serviceEvent', 'code')) ?? []),
  legalAuthenticator: (d) => personOf(at(d, 'legalAuthenticator', 'assignedEntity')),
  patientId: (d) => {
    const id = insOf(d) ?? localIdOf(d);
    return id && cx(id);
  },
  sourcePatientId: (d) => {
    const id = localIdOf(d) ?? insOf(d);
    return id && cx(id);
  },
  sourcePatientInfo,
};

/** What XDS lets be absent. */
const OPTIONAL: readonly (keyof Header)[] = ['serviceStartTime', 'serviceStopTime', 'legalAuthenticator'];

const maskConcept = (mask: Mask): Coded => {
  const [code, system, label] = conceptOf(confidentialities, mask)!;
  return { code, system, label };
};

/**
 * The DocumentEntry of a CDA, read from its own header so that the two can never disagree. `hash` (SHA-1) and
 * `size` are of the bytes. Without a qualified INS in the header, `patientId` is the local number (INS.37).
 */
export function entryOf(
  cda: Uint8Array,
  options: EntryOptions = {},
): Result<DocumentEntry, Failure<XdsFailureCode>> {
  const parsed = parseXml(cda);
  const document = parsed.ok ? find(parsed.value, 'ClinicalDocument', 'urn:hl7-org:v3') : null;
  if (!document) return err(xdsFailure('xds-not-cda'));
  const header = {} as Record<keyof Header, unknown>;
  for (const key of Object.keys(fromHeader) as (keyof Header)[]) {
    const found = fromHeader[key](document);
    if (found === null && !OPTIONAL.includes(key)) return err(xdsFailure('xds-missing', key));
    header[key] = found;
  }
  const entry = header as Header;
  if (entry.authors.length === 0) return err(xdsFailure('xds-missing', 'authors'));
  return ok({
    ...entry,
    confidentialityCodes: [...entry.confidentialityCodes, ...(options.masks ?? []).map(maskConcept)],
    entryUuid: options.entryUuid ?? 'Document01',
    comments: options.comments ?? null,
    hash: createHash('sha1').update(cda).digest('hex'),
    size: cda.byteLength,
    uri: options.uri ?? null,
    repositoryUniqueId: null,
    logicalId: null,
    status: null,
    version: null,
  });
}
