import type { XmlElement } from 'libxml2-wasm';
import { insOids } from '../../../shared/identity/ins';
import type { StrictTraits } from '../../../shared/identity/traits';
import { attribute, childrenOf, follow, only, textOf } from '../../xml/document';

/** What the hospital reads of a document before filing it. */
export interface ReceivedHeader {
  uniqueId: string;
  type: string;
  title: string;
  sender: string;
  ins: string | null;
  birthName: string;
  firstNames: string;
  sex: string;
  /** As HL7 writes it: `AAAAMMJJ`. */
  birthDate: string;
  birthPlace: string;
}

const HL7 = 'urn:hl7-org:v3';

/** The header of a CDA; null when it names no patient. */
export function readHeader(root: XmlElement): ReceivedHeader | null {
  const role = follow(root, HL7, 'recordTarget', 'patientRole');
  const patient = role && only(role, HL7, 'patient');
  const name = patient && only(patient, HL7, 'name');
  if (!role || !patient || !name) return null;
  const ins = childrenOf(role, HL7, 'id').find((i) => attribute(i, 'root') === insOids.nirTest);
  const id = only(root, HL7, 'id');
  const family = childrenOf(name, HL7, 'family').find((f) => attribute(f, 'qualifier') === 'BR');
  const given = childrenOf(name, HL7, 'given').find((g) => attribute(g, 'qualifier') === null);
  return {
    uniqueId: [attribute(id, 'root'), attribute(id, 'extension')].filter(Boolean).join('^'),
    type: attribute(only(root, HL7, 'code'), 'code') ?? '',
    title: textOf(only(root, HL7, 'title')),
    sender: textOf(
      follow(root, HL7, 'custodian', 'assignedCustodian', 'representedCustodianOrganization', 'name'),
    ),
    ins: ins ? attribute(ins, 'extension') : null,
    birthName: textOf(family ?? null),
    firstNames: textOf(given ?? null),
    sex: attribute(only(patient, HL7, 'administrativeGenderCode'), 'code') ?? '',
    birthDate: attribute(only(patient, HL7, 'birthTime'), 'value') ?? '',
    birthPlace: textOf(follow(patient, HL7, 'birthplace', 'place', 'addr', 'county')),
  };
}

/** The strict traits that are not the same, by their French names. */
export function differences(header: ReceivedHeader, traits: StrictTraits): string[] {
  const pairs: [string, string, string][] = [
    ['nom de naissance', header.birthName, traits.birthName],
    ['prénoms', header.firstNames, traits.firstNames],
    ['sexe', header.sex, traits.sex],
    ['date de naissance', header.birthDate, traits.birthDate.replaceAll('-', '')],
    ['lieu de naissance', header.birthPlace, traits.birthPlace],
  ];
  return pairs.filter(([, a, b]) => a !== b).map(([name]) => name);
}
