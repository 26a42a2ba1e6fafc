import type { XmlElement } from 'libxml2-wasm';
import { isBirthName, isGivenName } from '../../shared/identity/traits';
import { type FictivePatient, patientByIns } from '../population';
import { senderFault } from '../soap/fault';
import { children, is, only, textOf } from '../xml/document';
import { element, type Markup } from '../xml/write';

/** [?] Everything of WS_INS3 but the name of the operation and the parts of its request is a guess (ins.md §5.10): see docs/open-questions.md. */
const REQUEST = 'http://www.cnamts.fr/INSiLot2/REQUnitaire';
const ANSWER = 'http://www.cnamts.fr/INSiLot2/REPUnitaire';

/** Is the INS of the request, in force, the one of somebody with all the traits of the request? */
export function verify(request: XmlElement): 'OK' | 'KO' {
  if (!is(request, REQUEST, 'IndividuVerifie')) throw senderFault('IndividuVerifie attendu');
  const given = part(request, 'INSFourni', /^IdIndividu OID$/);
  const id = part(given, 'IdIndividu', /^NumIdentifiant Cle(?: TypeMatricule)?$/);
  const traits = part(
    request,
    'TraitsIdentiteIndividu',
    /^NomNaissance(?: Prenom)?(?: ListePrenom)? Sexe DateNaissance(?: LieuNaissance)?$/,
  );
  const number = text(id, 'NumIdentifiant');
  const key = text(id, 'Cle');
  if (!/^[0-9]{6}[0-9A-Z][0-9]{6}$/.test(number) || !/^[0-9]{2}$/.test(key))
    throw senderFault('NumIdentifiant de 13 caractères et Cle de 2 chiffres attendus');
  const asked = {
    birthName: text(traits, 'NomNaissance'),
    firstName: text(traits, 'Prenom'),
    firstNames: text(traits, 'ListePrenom'),
    sex: text(traits, 'Sexe'),
    birthDate: text(traits, 'DateNaissance'),
    birthPlace: text(traits, 'LieuNaissance'),
  };
  if (!isBirthName(asked.birthName)) throw senderFault('NomNaissance hors de l’alphabet');
  if (!asked.firstName && !asked.firstNames) throw senderFault('Prenom ou ListePrenom attendu');
  for (const name of [asked.firstName, asked.firstNames])
    if (name && !isGivenName(name)) throw senderFault('Prénom hors de l’alphabet');
  if (!/^[MF]$/.test(asked.sex)) throw senderFault('Sexe M ou F attendu');
  const date = new Date(`${asked.birthDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== asked.birthDate)
    throw senderFault('DateNaissance AAAA-MM-JJ attendue');
  const holder = patientByIns({ value: `${number}${key}`, oid: text(given, 'OID') });
  return holder && holds(holder, asked) ? 'OK' : 'KO';
}

function holds(
  { traits }: FictivePatient,
  asked: Record<'birthName' | 'firstName' | 'firstNames' | 'sex' | 'birthDate' | 'birthPlace', string>,
): boolean {
  return (
    traits.birthName === asked.birthName &&
    (!asked.firstName || traits.firstNames.split(' ').includes(asked.firstName)) &&
    (!asked.firstNames || traits.firstNames === asked.firstNames) &&
    traits.sex === asked.sex &&
    traits.birthDate === asked.birthDate &&
    (!asked.birthPlace || traits.birthPlace === asked.birthPlace)
  );
}

/** One child of that name, whose own children are those and in that order. */
function part(parent: XmlElement, name: string, shape: RegExp): XmlElement {
  const found = only(parent, REQUEST, name);
  const names = found
    ? children(found)
        .map((c) => c.name)
        .join(' ')
    : '';
  if (!found || !shape.test(names)) throw senderFault(`${name} : éléments inattendus ou en désordre`);
  return found;
}

const text = (parent: XmlElement, name: string): string => textOf(only(parent, REQUEST, name));

export const verdict = (word: 'OK' | 'KO'): Markup =>
  element(
    'r:RESULTAT',
    { 'xmlns:r': ANSWER },
    element('r:CR', {}, element('r:CodeCR', {}, word), element('r:LibelleCR', {}, word)),
  );
