import type { Failure } from '../../../shared/failure';
import { isInsOid, isValidMatricule } from '../../../shared/identity/ins';
import { type Patient, sharableIns } from '../../../shared/identity/patient';
import { beginsWithGivenName, isBirthName, isGivenName } from '../../../shared/identity/traits';
import { limits } from '../../../shared/limits';
import { authorSpecialties } from '../../../shared/nomenclatures/authorSpecialties';
import { conceptOf } from '../../../shared/nomenclatures/concept';
import { documentTypes } from '../../../shared/nomenclatures/documentTypes';
import { facilityTypes } from '../../../shared/nomenclatures/facilityTypes';
import { practiceSettings } from '../../../shared/nomenclatures/practiceSettings';
import { isRealDate } from '../../../shared/parisTime';
import { isOid } from './datatypes';
import { type CdaFailureCode, cdaFailure } from './failure';
import type { DocumentHeader, Recipient, WrittenDocument } from './model';
import { facilityOf, specialityOf, structureOf } from './people';

type Refusal = Failure<CdaFailureCode> | null;

/** XML 1.0 refuses these; a lone surrogate would not survive UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const ILLEGAL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]|\p{Surrogate}/u;
/** Longest honest name or title; an XDS slot stops at 256. */
const LONGEST = 256;

export const isWritable = (text: string): boolean =>
  text.trim() !== '' && text.length <= LONGEST && !ILLEGAL.test(text);

/** The first reason not to write that header, or null. Strict when writing: nothing is repaired in silence. */
export function headerRefusal(d: DocumentHeader): Refusal {
  return idRefusal(d) ?? contentRefusal(d) ?? patientRefusal(d.patient) ?? actorRefusal(d);
}

/** {@link headerRefusal}, and the PDF. */
export function documentRefusal(d: WrittenDocument): Refusal {
  const isPdf = d.pdf.length > 8 && String.fromCharCode(...d.pdf.subarray(0, 5)) === '%PDF-';
  if (!isPdf || d.pdf.length > limits.pdfBytes) return cdaFailure('cda-pdf');
  return headerRefusal(d);
}

function idRefusal(d: DocumentHeader): Refusal {
  for (const [field, id] of [
    ['uniqueId', d.uniqueId],
    ['setId', d.setId],
  ] as const) {
    if (!isOid(id)) return cdaFailure('cda-ids', field);
  }
  if (d.uniqueId === d.setId) return cdaFailure('cda-ids', 'setId');
  if (!Number.isSafeInteger(d.version) || d.version < 1) return cdaFailure('cda-version');
  if (d.version > 1 !== (d.replaces !== null)) return cdaFailure('cda-version', 'replaces');
  if (d.replaces !== null && (!isOid(d.replaces) || d.replaces === d.uniqueId))
    return cdaFailure('cda-version', 'replaces');
  return null;
}

function contentRefusal(d: DocumentHeader): Refusal {
  const type = conceptOf(documentTypes, d.type);
  // JDV_J07 also holds the type of a signature and a type that no class receives: neither is a document of ours.
  if (!type || !isOid(type[1]) || type[3] === '') return cdaFailure('cda-type');
  if (!isWritable(d.title)) return cdaFailure('cda-text', 'title');
  const times = [d.time, d.serviceStart, ...(d.serviceStop ? [d.serviceStop] : [])];
  if (times.some((t) => Number.isNaN(t.getTime()) || t.getUTCFullYear() < 1970 || t.getUTCFullYear() > 9998))
    return cdaFailure('cda-time');
  if (d.serviceStop && d.serviceStop <= d.serviceStart) return cdaFailure('cda-time', 'serviceStop');
  if (d.act && !(isOid(d.act.system) && /^\S+$/.test(d.act.code) && isWritable(d.act.label)))
    return cdaFailure('cda-type', 'act');
  return null;
}

/** RNIV: with an INS, all strict traits in the national alphabet; without, enough to name the person. */
export function patientRefusal(p: Patient): Refusal {
  const ins = sharableIns(p);
  if (p.status === 'qualifiee' && (!p.ins || p.attributes.some((a) => a === 'douteuse' || a === 'fictive')))
    return cdaFailure('cda-identity');
  if (ins && !(isInsOid(ins.oid) && ins.value === ins.value.toUpperCase() && isValidMatricule(ins.value)))
    return cdaFailure('cda-ins');
  const t = p.traits;
  if (ins) {
    if (!isBirthName(t.birthName)) return cdaFailure('cda-trait', 'birthName');
    if (!isGivenName(t.firstNames)) return cdaFailure('cda-trait', 'firstNames');
    if (!isGivenName(t.firstGivenName)) return cdaFailure('cda-trait', 'firstGivenName');
    if (!beginsWithGivenName(t.firstNames, t.firstGivenName)) return cdaFailure('cda-trait', 'firstNames');
    if (!/^(?:\d{5}|2[AB]\d{3})$/.test(t.birthPlace)) return cdaFailure('cda-trait', 'birthPlace');
  } else {
    for (const field of ['birthName', 'firstGivenName'] as const)
      if (!isWritable(t[field])) return cdaFailure('cda-trait', field);
    if (t.firstNames && !isWritable(t.firstNames)) return cdaFailure('cda-trait', 'firstNames');
    if (t.birthPlace && !/^(?:\d{5}|2[AB]\d{3})$/.test(t.birthPlace))
      return cdaFailure('cda-trait', 'birthPlace');
  }
  const birth = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(t.birthDate);
  if (!birth || (ins && !birth[3])) return cdaFailure('cda-birth-date');
  if (!isRealDate(Number(birth[1]), Number(birth[2] ?? 1), Number(birth[3] ?? 1)))
    return cdaFailure('cda-birth-date');
  for (const field of ['usedName', 'usedFirstName', 'birthPlaceLabel', 'address'] as const) {
    const text = p[field];
    if (text?.trim() && !isWritable(text)) return cdaFailure('cda-text', field);
  }
  if (!isWritable(p.id)) return cdaFailure('cda-trait', 'id');
  return null;
}

function actorRefusal(d: DocumentHeader): Refusal {
  const { author, practice } = d;
  if (!/^[0-9]\S{1,30}$/.test(author.nationalId)) return cdaFailure('cda-author', 'nationalId');
  if (!isWritable(author.familyName)) return cdaFailure('cda-author', 'familyName');
  if (author.givenName && !isWritable(author.givenName)) return cdaFailure('cda-author', 'givenName');
  if (!conceptOf(authorSpecialties, specialityOf(author))) return cdaFailure('cda-author', 'speciality');
  const structure = structureOf(d.situation, practice);
  if (!/^[0-9]\S{1,40}$/.test(structure.id)) return cdaFailure('cda-structure', 'structureId');
  if (!isWritable(structure.name)) return cdaFailure('cda-structure', 'name');
  if (!isOid(practice.oid)) return cdaFailure('cda-structure', 'oid');
  if (!conceptOf(facilityTypes, facilityOf(d.situation, practice)))
    return cdaFailure('cda-structure', 'facilityType');
  if (!conceptOf(practiceSettings, practice.practiceSetting))
    return cdaFailure('cda-structure', 'practiceSetting');
  const address = [...practice.addressLines, practice.postalCode, practice.city].filter((l) => l.trim());
  if (!address.every(isWritable)) return cdaFailure('cda-text', 'practice');
  return d.recipients.map(recipientRefusal).find((r) => r !== null) ?? null;
}

function recipientRefusal(r: Recipient): Refusal {
  if (!isWritable(r.familyName)) return cdaFailure('cda-recipient', 'familyName');
  for (const field of ['givenName', 'title', 'structureName'] as const)
    if (r[field] && !isWritable(r[field])) return cdaFailure('cda-recipient', field);
  for (const field of ['nationalId', 'structureId'] as const)
    if (r[field] !== null && !/^[0-9]\S{1,40}$/.test(r[field])) return cdaFailure('cda-recipient', field);
  if (r.address !== null && !/^[^\s@:]+@[^\s@]+$/.test(r.address))
    return cdaFailure('cda-recipient', 'address');
  return null;
}
