import { demand, RegistryRefusal } from './refusal';
import type { RimClassification, RimObject } from './rim';
import { classOfType, codeLists, formatSystem, schemes } from './schemes';
import { identifier, type Submission, slot } from './submission';
import type { Caller } from './vihf';

const DTM = /^\d{4}(?:\d{2}){0,5}$/;
const OID = /^[0-2](?:\.(?:0|[1-9]\d*))+$/;
const XCN = /^(\d+(?:\/[^^]+)?)\^[^^]+\^[^^]*\^{6}&1\.2\.250\.1\.71\.4\.2\.1&ISO\^[DU]\^{3}(?:IDNPS|EI|RI)$/;
const XON = /^[^^]+\^{5}&1\.2\.250\.1\.71\.4\.2\.2&ISO\^IDNST\^{3}(\d[\w/]+)$/;

export const isSignature = (e: RimObject): boolean =>
  codeOf(e, schemes.entry.classCode).code === 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1';

/** Code and system of the one classification of a scheme. */
export function codeOf(o: RimObject, scheme: string): { code: string; system: string } {
  const [first, second] = codesOf(o, scheme);
  demand(first && !second, `${o.id} : une classification ${scheme} et une seule`);
  return first;
}

export const codesOf = (o: RimObject, scheme: string): { code: string; system: string }[] =>
  o.classifications
    .filter((c) => c.scheme === scheme)
    .map((c) => {
      demand(c.classified === o.id, `${o.id} : classifiedObject`);
      demand(c.representation && c.name, `${o.id} : nodeRepresentation et Name`);
      return { code: c.representation, system: slot({ id: o.id, slots: c.slots }, 'codingScheme') };
    });

/** uniqueId: an OID of at most 64 characters, or that and `^extension`. */
function checkUniqueId(value: string, name: string, extension: boolean): void {
  const [root = '', tail, more] = value.split('^');
  demand(OID.test(root) && root.length <= 64, `${name} : OID de 64 caractères au plus`);
  demand(more === undefined && (tail === undefined || (extension && tail !== '')), `${name} : extension`);
}

function authors(o: RimObject, scheme: string): RimClassification[] {
  const found = o.classifications.filter((c) => c.scheme === scheme);
  demand(found.length > 0, `${o.id} : auteur absent`);
  for (const a of found) {
    const person = a.slots.authorPerson?.[0];
    demand(a.classified === o.id, `${o.id} : auteur, classifiedObject`);
    demand(person && XCN.test(person), `${o.id} : authorPerson au format XCN`);
    for (const i of a.slots.authorInstitution ?? []) demand(XON.test(i), `${o.id} : authorInstitution XON`);
    for (const s of a.slots.authorSpecialty ?? [])
      demand(/^[^^]+\^[^^]+\^1\.2\.250\.1\.213\.1\.1\.4\.5$/.test(s), `${o.id} : authorSpecialty`);
  }
  return found;
}

/** The SubmissionSet against dmp.md §6.2 and the VIHF. */
export function checkSet({ set }: Submission, caller: Caller): void {
  demand(DTM.test(slot(set, 'submissionTime')), 'submissionTime');
  checkUniqueId(identifier(set, schemes.set.uniqueId), 'SubmissionSet.uniqueId', false);
  demand(OID.test(identifier(set, schemes.set.sourceId)), 'sourceId : OID');
  checkPatient(identifier(set, schemes.set.patientId), caller);
  const type = codeOf(set, schemes.set.contentType);
  demand(OID.test(type.system), 'contentTypeCode');
  const institutions = authors(set, schemes.set.author).flatMap((a) => a.slots.authorInstitution ?? []);
  if (!institutions.some((i) => XON.exec(i)?.[1] === caller.structure))
    throw new RegistryRefusal(
      'XDSRegistryError',
      'Aucun AuthorInstitution ne correspond à l’utilisateur du VIHF',
    );
}

function checkPatient(cx: string, { patient }: Caller): void {
  if (cx !== `${patient.value}^^^&${patient.oid}&ISO^NH`)
    throw new RegistryRefusal('XDSPatientIdDoesNotMatch', 'patientId autre que celui du VIHF');
}

/** A DocumentEntry against dmp.md §6.3; the signature entry against §5.4. */
export function checkEntry(entry: RimObject, caller: Caller): void {
  const e = schemes.entry;
  demand(entry.attributes.mimeType === 'text/xml', `${entry.id} : mimeType text/xml`);
  demand(entry.name, `${entry.id} : titre`);
  checkUniqueId(identifier(entry, e.uniqueId), `${entry.id}.uniqueId`, true);
  checkPatient(identifier(entry, e.patientId), caller);
  for (const name of ['creationTime', 'serviceStartTime'])
    demand(DTM.test(slot(entry, name)), `${entry.id} : ${name}`);
  const stop = entry.slots.serviceStopTime?.[0];
  demand(
    stop === undefined || (DTM.test(stop) && stop >= slot(entry, 'serviceStartTime')),
    'serviceStopTime',
  );
  demand(XCN.test(slot(entry, 'legalAuthenticator')), `${entry.id} : legalAuthenticator au format XCN`);
  demand(/\^\^\^&[\d.]+&ISO\^(?:NH|PI)$/.test(slot(entry, 'sourcePatientId')), 'sourcePatientId');
  const info = entry.slots.sourcePatientInfo ?? [];
  demand(
    info.some((i) => /^PID-5\|[^^]+\^[^^]+\^{5}L$/.test(i)) &&
      info.some((i) => /^PID-7\|\d{4,8}$/.test(i)) &&
      info.some((i) => /^PID-8\|[MFU]$/.test(i)),
    `${entry.id} : sourcePatientInfo PID-5, PID-7, PID-8`,
  );
  authors(entry, e.author);
  for (const value of Object.values(entry.slots).flat())
    demand(value.length <= 256, `${entry.id} : valeur de slot de plus de 256 caractères`);

  const confidentiality = codesOf(entry, e.confidentiality).map((c) => `${c.code}^${c.system}`);
  demand(
    confidentiality.length <= 4 && confidentiality.every((c) => codeLists.confidentiality.has(c)),
    `${entry.id} : confidentialityCode`,
  );
  demand(
    confidentiality.some((c) => c.startsWith('N^')),
    `${entry.id} : confidentialityCode N`,
  );
  const setting = codeOf(entry, e.practiceSetting);
  demand(
    codeLists.practiceSetting.has(`${setting.code}^${setting.system}`),
    `${entry.id} : practiceSettingCode`,
  );
  const facility = codeOf(entry, e.facilityType);
  demand(
    /^SA\d{2}$/.test(facility.code) && facility.system === '1.2.250.1.71.4.2.4',
    `${entry.id} : facilityType`,
  );
  if (isSignature(entry)) checkSignatureEntry(entry, confidentiality);
  else checkClinicalEntry(entry);
}

function checkClinicalEntry(entry: RimObject): void {
  const e = schemes.entry;
  demand(slot(entry, 'languageCode') === 'fr-FR', `${entry.id} : languageCode fr-FR`);
  const classCode = codeOf(entry, e.classCode);
  demand(codeLists.classCode.has(`${classCode.code}^${classCode.system}`), `${entry.id} : classCode`);
  const type = codeOf(entry, e.typeCode);
  const expected = classOfType[type.code] ?? (type.code.startsWith('PRESC-') ? '42' : undefined);
  demand(expected === undefined || expected === classCode.code, `${entry.id} : classe et type incohérents`);
  const format = codeOf(entry, e.formatCode);
  demand(format.system === formatSystem(format.code), `${entry.id} : formatCode, système`);
  const flags = codesOf(entry, e.confidentiality).map((c) => c.code);
  demand(
    !(flags.includes('MASQUE_PS') && flags.includes('INVISIBLE_PATIENT')),
    `${entry.id} : masqué aux professionnels et au patient à la fois`,
  );
}

function checkSignatureEntry(entry: RimObject, confidentiality: string[]): void {
  const e = schemes.entry;
  const is = (scheme: string, code: string, system: string) => {
    const found = codeOf(entry, scheme);
    return found.code === code && found.system === system;
  };
  demand(slot(entry, 'languageCode') === 'art' && entry.name === 'Source', 'signature : langue et titre');
  demand(is(e.classCode, 'urn:oid:1.3.6.1.4.1.19376.1.2.1.1.1', 'URN'), 'signature : classCode');
  demand(is(e.typeCode, 'E1762', 'ASTM'), 'signature : typeCode');
  demand(is(e.formatCode, 'http://www.w3.org/2000/09/xmldsig#', 'URN'), 'signature : formatCode');
  demand(is(e.eventCode, '1.2.840.10065.1.12.1.14', '1.2.840.10065.1.12'), 'signature : eventCode');
  demand(confidentiality.length === 3, 'signature : N, MASQUE_PS et INVISIBLE_PATIENT');
  demand(slot(entry, 'sourcePatientId') === identifier(entry, e.patientId), 'signature : sourcePatientId');
}
