import { type Patient, sharableIns } from '../../../shared/identity/patient';
import { conceptOf } from '../../../shared/nomenclatures/concept';
import { genderCodes } from '../../../shared/nomenclatures/headerCodes';
import { address, code, type Element, identifier, telecom, text } from './datatypes';

/** « Mon espace santé » address, from a qualified INS only (ECO.2.2.6), else null. A minor has their own. */
export function patientMailbox(patient: Patient): string | null {
  const ins = sharableIns(patient);
  return ins && `${ins.value}@patient.mssante.fr`;
}

/** recordTarget (§3): INS if and only if it is qualified (INS.37), and always the practice's own number. */
export function recordTarget(root: Element, patient: Patient, practiceOid: string): void {
  const role = root.ele('recordTarget').ele('patientRole');
  const ins = sharableIns(patient);
  if (ins) identifier(role, ins.oid, ins.value);
  identifier(role, practiceOid, patient.id);
  address(role, patient.address ? [patient.address] : []);
  telecom(role, patient.phone, patientMailbox(patient));

  const { traits } = patient;
  const person = role.ele('patient');
  const name = person.ele('name');
  text(name, 'family', traits.birthName, { qualifier: 'BR' });
  text(name, 'family', patient.usedName, { qualifier: 'CL' });
  text(name, 'given', traits.firstNames);
  text(name, 'given', traits.firstGivenName, { qualifier: 'BR' });
  text(name, 'given', patient.usedFirstName, { qualifier: 'CL' });
  code(person, 'administrativeGenderCode', conceptOf(genderCodes, traits.sex)!);
  person.ele('birthTime', { value: traits.birthDate.replaceAll('-', '') });
  if (!traits.birthPlace) return;
  const place = person.ele('birthplace').ele('place').ele('addr');
  text(place, 'county', traits.birthPlace);
  text(place, 'city', patient.birthPlaceLabel);
}
