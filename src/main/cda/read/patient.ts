import type { DocumentPatient } from '../../../shared/documents/clinicalDocument';
import { INS_C_OID, isInsOid, isValidMatricule } from '../../../shared/identity/ins';
import type { Sex } from '../../../shared/identity/traits';
import { at, attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { timeValue } from './time';
import type { Warnings } from './warnings';

/** A patient of whom nothing is known: a naked PDF, a document without `recordTarget`. */
export const nobody: DocumentPatient = {
  ins: null,
  insDoubtful: false,
  localIds: [],
  birthName: null,
  firstNames: null,
  firstGivenName: null,
  usedName: null,
  usedFirstName: null,
  sex: null,
  birthDate: null,
  birthPlace: null,
  birthPlaceLabel: null,
};

/** The identity as the document says it (cda-header.md §3). Nothing is normalised; a doubt is said, never resolved. */
export function readPatient(document: XmlElement, warnings: Warnings): DocumentPatient {
  const targets = childrenOf(document, 'recordTarget');
  const role = at(targets[0], 'patientRole');
  if (!role) {
    warnings.add('no-patient');
    return nobody;
  }
  if (targets.length > 1) warnings.add('several-patients');
  const person = child(role, 'patient');
  const identifiers = readIdentifiers(role, warnings);
  const place = at(person, 'birthplace', 'place');
  const county = words(at(place, 'addr', 'county'));
  const isCog = county !== null && /^[0-9][0-9AB][0-9]{3}$/i.test(county);
  return {
    ...identifiers,
    insDoubtful: identifiers.insDoubtful || targets.length > 1,
    ...readNames(person),
    sex: readSex(attribute(child(person, 'administrativeGenderCode') ?? role, 'code')),
    birthDate: timeValue(child(person, 'birthTime'), warnings)?.slice(0, 10) ?? null,
    birthPlace: isCog ? county : null,
    birthPlaceLabel:
      words(at(place, 'addr', 'city')) ?? words(child(place, 'name')) ?? (isCog ? null : county),
  };
}

function readIdentifiers(role: XmlElement, warnings: Warnings) {
  const ins = new Map<string, { value: string; oid: string }>();
  const localIds: DocumentPatient['localIds'] = [];
  let doubtful = false;
  for (const id of childrenOf(role, 'id')) {
    const root = attribute(id, 'root')?.trim();
    const extension = attribute(id, 'extension')?.trim() || null;
    if (!root) continue;
    if (root === INS_C_OID) {
      warnings.add('ins-c');
      doubtful = true;
    } else if (isInsOid(root) && extension) {
      ins.set(`${root}^${extension}`, { value: extension, oid: root });
    } else {
      localIds.push({ root, extension });
    }
  }
  if (ins.size > 1) warnings.add('ins-several');
  const [first = null] = ins.values();
  if (first && !isValidMatricule(first.value)) {
    warnings.add('ins-key');
    doubtful = true;
  }
  return { ins: first, insDoubtful: doubtful || ins.size > 1, localIds };
}

/** BR is the name of birth, CL the name used; SP said CL until 2022; no qualifier, the list of birth given names. */
function readNames(person: XmlElement | null) {
  const parts = (tag: string, ...wanted: string[]) =>
    childrenOf(person, 'name')
      .flatMap((name) => childrenOf(name, tag))
      .filter((part) => {
        const qualifiers = attribute(part, 'qualifier')?.trim().split(/\s+/) ?? [''];
        return qualifiers.some((q) => wanted.includes(q));
      })
      .map(words)
      .filter((w) => w !== null);
  const plain = parts('family', '');
  return {
    birthName: parts('family', 'BR')[0] ?? plain[0] ?? null,
    usedName: parts('family', 'CL', 'SP')[0] ?? null,
    firstNames: parts('given', '').join(' ') || null,
    firstGivenName: parts('given', 'BR')[0] ?? null,
    usedFirstName: parts('given', 'CL', 'SP')[0] ?? null,
  };
}

function readSex(code: string | null): Sex | null {
  if (code === 'M' || code === 'F') return code;
  return code === 'UN' || code === 'U' || code === 'I' ? 'UN' : null;
}
