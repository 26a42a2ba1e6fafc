import type { Failure } from '../../shared/failure';
import { type Ins, isValidMatricule } from '../../shared/identity/ins';
import type { StrictTraits } from '../../shared/identity/traits';
import { err, ok, type Result } from '../../shared/result';
import { at, child, childrenOf, words, type XmlElement } from '../xml/element';
import { insiFailure } from './failure';
import type { InsiAnswer } from './port';

const RESULT = 'http://www.cnamts.fr/INSiResultat';
/** As the XSD has it: 6 digits, 1 alphanumeric, 6 digits, then the key. */
const SHAPE = /^[0-9]{6}[0-9A-Z][0-9]{6}[0-9]{2}$/;

/**
 * `RESULTAT` → answer (ins.md §5.5, 5.6). What the rules forbid to take over is refused whole: a date with
 * `00` (rule 11), an empty name, list of names or sex (rule 12), an authority of another environment. A key
 * that does not fit is only a warning: INSi itself answers such matricules.
 */
export function readInsiResult(body: XmlElement, accepted: readonly string[]): Result<InsiAnswer, Failure> {
  if (body.name !== 'RESULTAT' || body.ns !== RESULT)
    return err(insiFailure('insi-bad-answer', `body ${body.name.slice(0, 40)}`));
  const code = words(at(body, 'CR', 'CodeCR'));
  if (code === '01' || code === '02') return ok({ code });
  if (code !== '00') return err(insiFailure('insi-bad-answer', `CodeCR ${(code ?? '').slice(0, 10)}`));

  const person = child(body, 'INDIVIDU');
  const traits = traitsOf(child(person, 'TIQ'));
  if (!traits.ok) return traits;
  const ins = insOf(child(person, 'INSACTIF'));
  if (!ins) return err(insiFailure('insi-matricule'));
  if (!accepted.includes(ins.oid)) return err(insiFailure('insi-foreign-authority', ins.oid.slice(0, 40)));
  return ok({
    code,
    ins,
    history: historyOf(person, ins),
    traits: traits.value,
    warnings: isValidMatricule(ins.value)
      ? []
      : ['La clé du matricule reçu d’INSi ne correspond pas\u202f: matricule repris tel quel, à surveiller.'],
  });
}

function traitsOf(tiq: XmlElement | null): Result<StrictTraits, Failure> {
  const text = (name: string) => words(child(tiq, name)) ?? '';
  const [birthName, firstNames, sex, birthDate] = [
    text('NomNaissance'),
    text('ListePrenom'),
    text('Sexe'),
    text('DateNaissance'),
  ];
  if (!birthName || !firstNames || !sex) return err(insiFailure('insi-empty-trait'));
  if (/^0000-|-00-|-00$/.test(birthDate)) return err(insiFailure('insi-uncertain-date'));
  if ((sex !== 'M' && sex !== 'F') || !/^\d{4}-\d{2}-\d{2}$/.test(birthDate))
    return err(insiFailure('insi-bad-answer', 'sex or date'));
  return ok({
    birthName,
    firstNames,
    // INSi does not reliably single out the first given name: what was typed is compared with the list.
    firstGivenName: text('Prenom') || firstNames.split(' ')[0]!,
    sex,
    birthDate,
    birthPlace: text('LieuNaissance') || '99999',
  });
}

function insOf(element: XmlElement | null): Ins | null {
  const id = child(element, 'IdIndividu');
  const value = `${words(child(id, 'NumIdentifiant')) ?? ''}${words(child(id, 'Cle')) ?? ''}`.toUpperCase();
  const oid = words(child(element, 'OID')) ?? '';
  return SHAPE.test(value) && /^[\d.]{5,64}$/.test(oid) ? { value, oid } : null;
}

/** Former matricules, once each, without the active one that the service repeats there. */
function historyOf(person: XmlElement | null, active: Ins): Ins[] {
  const seen = new Set([`${active.oid} ${active.value}`]);
  return childrenOf(person, 'INSHISTO')
    .map(insOf)
    .filter((ins) => {
      const key = ins && `${ins.oid} ${ins.value}`;
      if (!key || seen.has(key)) return false;
      seen.add(key);
      return true;
    }) as Ins[];
}
