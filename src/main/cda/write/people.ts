import { type Coded, systems } from '../../../shared/codes';
import type { Configuration } from '../../../shared/configuration';
import { authorSpecialties } from '../../../shared/nomenclatures/authorSpecialties';
import { conceptOf } from '../../../shared/nomenclatures/concept';
import { facilityTypes } from '../../../shared/nomenclatures/facilityTypes';
import type { ProfessionalIdentity, Situation } from '../../../shared/professional/professional';
import { address, code, type Element, identifier, telecom, text } from './datatypes';
import type { DocumentHeader } from './model';

type Practice = Configuration['practice'];

/** JDV_J01: `G15_{profession}/{savoir-faire}`, or the profession alone where that pair is not in the value set. */
export function specialityOf(p: Pick<ProfessionalIdentity, 'profession' | 'speciality'>): string {
  const precise = `G15_${p.profession}/${p.speciality}`;
  return conceptOf(authorSpecialties, precise) ? precise : `G15_${p.profession}`;
}

/** The speciality of a professional as a code with its label, for XDS and for the printed page. */
export function specialityConcept(p: Pick<ProfessionalIdentity, 'profession' | 'speciality'>): Coded | null {
  const found = conceptOf(authorSpecialties, specialityOf(p));
  return found && { code: found[0], system: found[1], label: found[2] };
}

/** The structure one writes for: the card's situation first, the practice's settings where the card says nothing. */
export const structureOf = (s: Situation, practice: Practice) => ({
  id: s.structureId ?? practice.structureId,
  name: s.structureName?.trim() ? s.structureName : practice.name,
});

/** JDV_J02: the sector on the card when the value set holds it, else the practice's. */
export const facilityOf = (s: Situation, practice: Practice): string =>
  s.sector && conceptOf(facilityTypes, s.sector) ? s.sector : practice.facilityType;

/** Professions that bear « docteur »: physician, pharmacist, dentist. */
const DOCTORS = ['10', '21', '40'];

/** Code of JDV_J246, or null. The title is a suffix: `prefix` = DR is an error (§10.2). */
export const titleOf = (p: ProfessionalIdentity): string | null =>
  DOCTORS.includes(p.profession) ? 'DR' : null;

const isCivility = (c: string | null): c is 'M' | 'MME' => c === 'M' || c === 'MME';

/** One `given` at most, one `family`, civility in `prefix`, title in `suffix` (§4). */
export function personName(
  parent: Element,
  who: { familyName: string; givenName: string | null; civility: string | null; title: string | null },
): void {
  const name = parent.ele('name');
  if (isCivility(who.civility)) name.ele('prefix').txt(who.civility);
  text(name, 'given', who.givenName);
  text(name, 'family', who.familyName);
  if (who.title) text(name, 'suffix', who.title);
}

/** `id`, `code`, `addr`, `telecom`, person: what an author, a performer and a legal authenticator share. */
export function professional(entity: Element, d: DocumentHeader): void {
  const speciality = conceptOf(authorSpecialties, specialityOf(d.author))!;
  identifier(entity, systems.person, d.author.nationalId);
  code(entity, 'code', speciality);
  practiceAddress(entity, d.practice);
  telecom(entity, d.practice.phone);
  personName(entity.ele('assignedPerson'), { ...d.author, title: titleOf(d.author) });
}

export const practiceAddress = (parent: Element, p: Practice): void =>
  address(parent, [...p.addressLines, `${p.postalCode} ${p.city}`]);

/** The structure's identity: `id`, `name`, `telecom`, `addr`, in the order of POCD_MT000040.Organization. */
export function organisation(parent: Element, d: DocumentHeader): void {
  const structure = structureOf(d.situation, d.practice);
  identifier(parent, systems.structure, structure.id);
  text(parent, 'name', structure.name);
  telecom(parent, d.practice.phone);
  practiceAddress(parent, d.practice);
}
