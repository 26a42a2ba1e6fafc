import { createHash } from 'node:crypto';
import type { XmlElement } from 'libxml2-wasm';
import {
  attribute,
  children,
  childrenOf,
  follow,
  is,
  Malformed,
  only,
  textOf,
  withXml,
} from '../xml/document';
import { codeOf, codesOf } from './metadata';
import { demand, metadataError, RegistryRefusal } from './refusal';
import type { RimObject } from './rim';
import { formatOfMedia, formatOfTemplate, schemes } from './schemes';
import { identifier, slot } from './submission';

const V3 = 'urn:hl7-org:v3';
const N1 = '1.3.6.1.4.1.19376.1.2.20';

/** The CDA header against its entry (dmp.md §6.4). Answers the ids of the documents the CDA says it replaces. */
export function checkCoherence(entry: RimObject, bytes: Buffer): string[] {
  const hash = entry.slots.hash?.[0];
  if (hash !== undefined && hash !== createHash('sha1').update(bytes).digest('hex'))
    throw new RegistryRefusal('XDSNonIdenticalHash', `${entry.id} : hash`);
  const size = entry.slots.size?.[0];
  demand(size === undefined || size === String(bytes.length), `${entry.id} : size`);
  try {
    return withXml(bytes, (doc) => {
      demand(is(doc.root, V3, 'ClinicalDocument'), `${entry.id} : CDA R2 attendu`);
      return checkHeader(entry, doc.root);
    });
  } catch (e) {
    if (e instanceof Malformed) throw metadataError(`${entry.id} : ${e.message}`);
    throw e;
  }
}

/** An HL7 time with an offset, as a UTC DTM of the same precision; a date stays a date. */
export function utc(hl7: string): string {
  const [, digits = '', sign, hh = '', mm = ''] =
    /^(\d{4,14})(?:\.\d+)?(?:([+-])(\d{2})(\d{2}))?$/.exec(hl7) ?? [];
  if (!sign || digits.length < 10) return digits;
  const padded = digits.padEnd(14, '0');
  const n = (a: number, b: number) => Number(padded.slice(a, b));
  const offset = (sign === '-' ? -1 : 1) * (Number(hh) * 60 + Number(mm));
  const at = Date.UTC(n(0, 4), n(4, 6) - 1, n(6, 8), n(8, 10), n(10, 12) - offset, n(12, 14));
  return new Date(at).toISOString().replace(/\D/g, '').slice(0, digits.length);
}

const idText = (el: XmlElement | null): string =>
  [attribute(el, 'root'), attribute(el, 'extension')].filter(Boolean).join('^');

function checkHeader(entry: RimObject, cda: XmlElement): string[] {
  const get = (...path: string[]) => follow(cda, V3, ...path);
  const same = (what: string, metadata: string, header: string | null) =>
    demand(metadata === header, `${entry.id} : ${what} n’est pas celui de l’en-tête du CDA`);
  const e = schemes.entry;
  const first = (parent: XmlElement | null, name: string) =>
    (parent && childrenOf(parent, V3, name)[0]) ?? null;

  same('uniqueId', identifier(entry, e.uniqueId), idText(get('id')));
  same('creationTime', slot(entry, 'creationTime'), utc(attribute(get('effectiveTime'), 'value') ?? ''));
  same('languageCode', slot(entry, 'languageCode'), attribute(get('languageCode'), 'code'));
  same('titre', entry.name ?? '', textOf(get('title')));
  const code = get('code');
  const type = codeOf(entry, e.typeCode);
  same(
    'typeCode',
    `${type.code}^${type.system}`,
    `${attribute(code, 'code')}^${attribute(code, 'codeSystem')}`,
  );
  same(
    'confidentialité',
    codesOf(entry, e.confidentiality).find((c) => c.system === '2.16.840.1.113883.5.25')?.code ?? '',
    attribute(get('confidentialityCode'), 'code'),
  );

  const role = get('recordTarget', 'patientRole');
  const ids = role
    ? childrenOf(role, V3, 'id').map((i) => `${attribute(i, 'extension')}^^^&${attribute(i, 'root')}&ISO^NH`)
    : [];
  if (!ids.includes(identifier(entry, e.patientId)))
    throw new RegistryRefusal('XDSPatientIdDoesNotMatch', `${entry.id} : le CDA est d’un autre patient`);
  const patient = role && only(role, V3, 'patient');
  const birth = attribute(patient && only(patient, V3, 'birthTime'), 'value');
  same('PID-7', entry.slots.sourcePatientInfo?.find((i) => i.startsWith('PID-7|')) ?? '', `PID-7|${birth}`);
  const name = patient && only(patient, V3, 'name');
  const family = name && childrenOf(name, V3, 'family').find((f) => attribute(f, 'qualifier') === 'BR');
  demand(
    entry.slots.sourcePatientInfo?.some((i) => i.startsWith(`PID-5|${textOf(family ?? null)}^`)),
    `${entry.id} : PID-5 n’a pas le nom de naissance du CDA`,
  );

  const event = follow(first(cda, 'documentationOf') ?? cda, V3, 'serviceEvent');
  const low = event && follow(event, V3, 'effectiveTime', 'low');
  same('serviceStartTime', slot(entry, 'serviceStartTime'), utc(attribute(low, 'value') ?? ''));
  const legal = get('legalAuthenticator', 'assignedEntity', 'id');
  same(
    'legalAuthenticator',
    slot(entry, 'legalAuthenticator').split('^')[0] ?? '',
    attribute(legal, 'extension'),
  );
  const facility = codeOf(entry, e.facilityType).code;
  same(
    'facilityType',
    facility,
    attribute(get('componentOf', 'encompassingEncounter', 'location', 'healthCareFacility', 'code'), 'code'),
  );
  const performer = event && first(event, 'performer');
  const setting =
    performer &&
    follow(performer, V3, 'assignedEntity', 'representedOrganization', 'standardIndustryClassCode');
  same('practiceSetting', codeOf(entry, e.practiceSetting).code, attribute(setting, 'code'));
  checkAuthor(entry, cda);
  checkFormat(entry, cda);
  return childrenOf(cda, V3, 'relatedDocument')
    .filter((r) => attribute(r, 'typeCode') === 'RPLC')
    .map((r) => idText(follow(r, V3, 'parentDocument', 'id')));
}

function checkAuthor(entry: RimObject, cda: XmlElement): void {
  const authors = childrenOf(cda, V3, 'author').map((a) => {
    const assigned = only(a, V3, 'assignedAuthor');
    return attribute((assigned && childrenOf(assigned, V3, 'id')[0]) ?? null, 'extension');
  });
  const told = entry.classifications
    .filter((c) => c.scheme === schemes.entry.author)
    .map((c) => c.slots.authorPerson?.[0]?.split('^')[0] ?? '');
  demand(
    told.length === authors.length && told.every((t) => authors.includes(t)),
    `${entry.id} : auteurs autres que ceux du CDA`,
  );
}

function checkFormat(entry: RimObject, cda: XmlElement): void {
  const templates = childrenOf(cda, V3, 'templateId').map((t) => attribute(t, 'root'));
  const format = codeOf(entry, schemes.entry.formatCode).code;
  const model = formatOfTemplate.find(([template]) => templates.includes(template));
  const body = follow(cda, V3, 'component', 'nonXMLBody', 'text');
  const expected =
    model?.[1] ?? (templates.includes(N1) ? formatOfMedia[attribute(body, 'mediaType') ?? ''] : undefined);
  demand(expected === undefined || expected === format, `${entry.id} : formatCode ${expected} attendu`);
  demand(
    children(cda).some((c) => c.name === 'component'),
    `${entry.id} : CDA sans corps`,
  );
}
