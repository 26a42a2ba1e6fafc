import type { XmlElement } from 'libxml2-wasm';
import { senderFault } from '../soap/fault';
import { attribute, childrenOf, is, only, textOf } from '../xml/document';
import { element, type Markup } from '../xml/write';
import { codeOf } from './metadata';
import { errorList, RegistryRefusal, RS, responseStatus } from './refusal';
import { currentEntry, type DmpRegistry, type StoredDocument } from './registry';
import { RIM, writeExtrinsicObject } from './rim';
import { schemes } from './schemes';
import type { Caller } from './vihf';

const QUERY = 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0';
const FIND = 'urn:uuid:14d4debf-8f97-4251-9a74-a90016b0af0d';
const GET = 'urn:uuid:5c4f972b-d56b-40ac-a5fc-c8ca9b40b9d4';

export interface StoredQuery {
  id: string;
  leaf: boolean;
  slots: Record<string, string[]>;
}

/** Reads an ITI-18 request; a shape that is not one is a SOAP fault. */
export function readQuery(request: XmlElement): StoredQuery {
  const option = only(request, QUERY, 'ResponseOption');
  const query = only(request, RIM, 'AdhocQuery');
  const type = attribute(option, 'returnType');
  if (!is(request, QUERY, 'AdhocQueryRequest') || !query || (type !== 'LeafClass' && type !== 'ObjectRef'))
    throw senderFault('AdhocQueryRequest, ResponseOption et AdhocQuery attendus');
  return {
    id: attribute(query, 'id') ?? '',
    leaf: type === 'LeafClass',
    slots: Object.fromEntries(
      childrenOf(query, RIM, 'Slot').map((s) => {
        const list = only(s, RIM, 'ValueList');
        return [attribute(s, 'name') ?? '', list ? childrenOf(list, RIM, 'Value').map(textOf) : []];
      }),
    ),
  };
}

/** `'value'`, quotes doubled inside. */
const one = (text: string): string => {
  const inner = /^'((?:[^']|'')*)'$/.exec(text)?.[1];
  if (inner === undefined) throw new RegistryRefusal('XDSStoredQueryParamNumber', 'valeur entre apostrophes');
  return inner.replaceAll("''", "'");
};

/** `('a','b')`, over one or several Value elements. */
const many = (texts: string[]): string[] =>
  texts.flatMap((t) => {
    const inner = /^\((.*)\)$/s.exec(t)?.[1];
    if (inner === undefined)
      throw new RegistryRefusal('XDSStoredQueryParamNumber', 'liste entre parenthèses');
    return (inner.match(/'(?:[^']|'')*'/g) ?? []).map(one);
  });

/** The documents a query asks for, within what the caller may see. */
export function runQuery(
  query: StoredQuery,
  registry: DmpRegistry,
  caller: Caller,
  mayConsult: boolean,
): StoredDocument[] {
  const cx = `${caller.patient.value}^^^&${caller.patient.oid}&ISO^NH`;
  const ofPatient = registry.all().filter((d) => d.patientId === cx);
  // TD3.1b: a feeder may always ask after the technical references of its own documents.
  const visible = ofPatient.filter((d) => mayConsult || d.structure === caller.structure);
  if (query.id === GET) {
    const uuids = query.slots.$XDSDocumentEntryEntryUUID;
    const uniqueIds = query.slots.$XDSDocumentEntryUniqueId;
    if (!uuids === !uniqueIds)
      throw new RegistryRefusal('XDSStoredQueryMissingParam', 'EntryUUID ou UniqueId, l’un des deux');
    const wanted = many(uuids ?? uniqueIds ?? []);
    return visible.filter((d) => wanted.includes(uuids ? d.entryUuid : d.uniqueId));
  }
  if (query.id !== FIND) throw new RegistryRefusal('XDSUnknownStoredQuery', query.id);
  if (!mayConsult)
    throw senderFault('Accès refusé : autorisation absente', 'soap:DMPAccessDeniedByRightsService');
  const patient = query.slots.$XDSDocumentEntryPatientId?.[0];
  const status = query.slots.$XDSDocumentEntryStatus;
  if (!patient || !status)
    throw new RegistryRefusal('XDSStoredQueryMissingParam', 'PatientId et Status attendus');
  if (one(patient) !== cx)
    throw new RegistryRefusal('XDSPatientIdDoesNotMatch', 'patient autre que celui du VIHF');
  const statuses = many(status);
  return visible.filter((d) => statuses.includes(d.status) && !d.signature && matches(d, query.slots));
}

const CODE_SLOTS = {
  $XDSDocumentEntryClassCode: schemes.entry.classCode,
  $XDSDocumentEntryTypeCode: schemes.entry.typeCode,
  $XDSDocumentEntryFormatCode: schemes.entry.formatCode,
  $XDSDocumentEntryPracticeSettingCode: schemes.entry.practiceSetting,
} as const;
const DATE_SLOTS = ['CreationTime', 'ServiceStartTime', 'ServiceStopTime'] as const;

function matches({ entry }: StoredDocument, slots: Record<string, string[]>): boolean {
  for (const [name, scheme] of Object.entries(CODE_SLOTS)) {
    if (!slots[name]) continue;
    const { code, system } = codeOf(entry, scheme);
    if (!many(slots[name]).includes(`${code}^^${system}`)) return false;
  }
  for (const name of DATE_SLOTS) {
    const value = (entry.slots[name[0]?.toLowerCase() + name.slice(1)]?.[0] ?? '').padEnd(14, '0');
    const from = slots[`$XDSDocumentEntry${name}From`]?.[0];
    const to = slots[`$XDSDocumentEntry${name}To`]?.[0];
    if (from && value < from.padEnd(14, '0')) return false;
    if (to && value >= to.padEnd(14, '0')) return false;
  }
  return true;
}

/** `query:AdhocQueryResponse`. */
export const queryResponse = (
  query: StoredQuery | null,
  found: readonly StoredDocument[],
  refusal: { code: string; context: string } | null,
): Markup =>
  element(
    'query:AdhocQueryResponse',
    {
      'xmlns:query': QUERY,
      'xmlns:rim': RIM,
      'xmlns:rs': RS,
      status: responseStatus(refusal ? 'Failure' : 'Success'),
    },
    refusal && errorList(refusal),
    element(
      'rim:RegistryObjectList',
      {},
      found.map((d) =>
        query?.leaf ? writeExtrinsicObject(currentEntry(d)) : element('rim:ObjectRef', { id: d.entryUuid }),
      ),
    ),
  );
