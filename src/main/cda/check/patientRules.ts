import { INS_C_OID, isInsOid, isValidMatricule } from '../../../shared/identity/ins';
import { isBirthName, isGivenName } from '../../../shared/identity/traits';
import { genderCodes } from '../../../shared/nomenclatures/headerCodes';
import { at, attribute, child, childrenOf, words, type XmlElement } from '../../xml/element';
import { count, each, error, HL7, has, inSet, onlyIf, type Rule } from './rule';

const role = each('recordTarget/patientRole');
const patient = each('recordTarget/patientRole/patient');
const ids = each('recordTarget/patientRole/id');
const name = each('recordTarget/patientRole/patient/name');
const county = each('recordTarget/patientRole/patient/birthplace/place/addr/county');

const insIds = (r: XmlElement) =>
  childrenOf(r, 'id', HL7).filter((i) => isInsOid(attribute(i, 'root') ?? ''));
const withIns = onlyIf(role, (r) => insIds(r).length > 0);
const onlyIns = onlyIf(ids, (i) => isInsOid(attribute(i, 'root') ?? ''));
const part = (r: XmlElement, tag: string, qualifier: string | null) =>
  childrenOf(at(r, 'patient', 'name'), tag, HL7).find((e) => attribute(e, 'qualifier') === qualifier);

/** cda-header.md §3: the patient, and what a qualified INS brings with it. */
export const patientRules: readonly Rule[] = [
  error(
    'patient.role',
    '§3',
    each('recordTarget'),
    'recordTarget a un seul patientRole.',
    (e) => count(e, 'patientRole') === 1,
  ),
  error(
    'patient.present',
    '§3',
    role,
    'L’identité du patient est obligatoire.',
    (r) => count(r, 'patient') === 1,
  ),
  error(
    'patient.id',
    '§3',
    ids,
    'Un identifiant de patient a une racine et une extension.',
    (i) => has(i, 'root') && has(i, 'extension'),
  ),
  error('patient.insC', '§3', ids, 'L’INS-C ne s’écrit plus.', (i) => attribute(i, 'root') !== INS_C_OID),
  error('patient.ins.one', '§3', withIns, 'Le patient porte plus d’une INS.', (r) => insIds(r).length === 1),
  error('patient.ins.key', '§3', onlyIns, 'Le matricule INS n’a pas la bonne forme ou la bonne clé.', (i) =>
    isValidMatricule(attribute(i, 'extension') ?? ''),
  ),
  error(
    'patient.ins.traits',
    '§3',
    withIns,
    'Avec une INS, il faut nom et prénom de naissance, liste des prénoms, date, commune (county) et sexe.',
    (r) =>
      [
        part(r, 'family', 'BR'),
        part(r, 'given', 'BR'),
        part(r, 'given', null),
        child(child(r, 'patient', HL7), 'birthTime', HL7),
        at(r, 'patient', 'birthplace', 'place', 'addr', 'county'),
        child(child(r, 'patient', HL7), 'administrativeGenderCode', HL7),
      ].every((e) => e),
  ),
  error(
    'patient.ins.alphabet',
    'RNIV',
    withIns,
    'Les traits stricts s’écrivent en capitales sans accent.',
    (r) =>
      [
        [part(r, 'family', 'BR'), isBirthName],
        [part(r, 'given', 'BR'), isGivenName],
        [part(r, 'given', null), isGivenName],
      ].every(([e, test]) => !e || (test as (s: string) => boolean)(words(e as XmlElement) ?? '')),
  ),
  error('patient.name.once', '§3', patient, 'Le patient a un seul nom.', (p) => count(p, 'name') === 1),
  error(
    'patient.family',
    '§3',
    name,
    'Le nom du patient a au moins une famille.',
    (n) => count(n, 'family') >= 1,
  ),
  error(
    'patient.family.qualifier',
    '§3',
    each('recordTarget/patientRole/patient/name/family'),
    'Le nom porte le qualificatif BR ou CL.',
    (f) => ['BR', 'CL'].includes(attribute(f, 'qualifier') ?? ''),
  ),
  error(
    'patient.family.text',
    '§3',
    each('recordTarget/patientRole/patient/name/family'),
    'Le nom est vide.',
    (f) => words(f) !== null,
  ),
  error(
    'patient.given.qualifier',
    '§3',
    each('recordTarget/patientRole/patient/name/given'),
    'Un prénom porte le qualificatif BR, CL ou aucun.',
    (g) => [null, 'BR', 'CL'].includes(attribute(g, 'qualifier')),
  ),
  error('patient.given.once', '§3', name, 'Chaque prénom qualifié figure une fois au plus.', (n) =>
    ['BR', 'CL'].every(
      (q) => childrenOf(n, 'given', HL7).filter((g) => attribute(g, 'qualifier') === q).length <= 1,
    ),
  ),
  error(
    'patient.name.affixes',
    '§3',
    name,
    'Un seul préfixe et un seul suffixe.',
    (n) => count(n, 'prefix') <= 1 && count(n, 'suffix') <= 1,
  ),
  error(
    'patient.gender',
    '§3',
    patient,
    'Le sexe est obligatoire, une seule fois.',
    (p) => count(p, 'administrativeGenderCode') === 1,
  ),
  error(
    'patient.gender.set',
    '§3',
    each('recordTarget/patientRole/patient/administrativeGenderCode'),
    'Le sexe est M, F ou UN, dans sa nomenclature.',
    inSet(genderCodes, true),
  ),
  error('patient.birthTime', '§3', patient, 'La date de naissance est obligatoire.', (p) => {
    const birth = child(p, 'birthTime', HL7);
    return birth !== null && has(birth, 'value');
  }),
  error('patient.county', '§3', county, 'Le lieu de naissance est un code COG de cinq caractères.', (c) =>
    /^(?:\d{5}|2[AB]\d{3})$/.test(words(c) ?? ''),
  ),
  error(
    'patient.guardian',
    '§3',
    each('recordTarget/patientRole/patient/guardian'),
    'Un représentant est une personne ou une structure.',
    (g) => count(g, 'guardianPerson') + count(g, 'guardianOrganization') === 1,
  ),
];
