import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { el, type Markup } from '../soap/markup';
import { at, words, type XmlElement } from '../xml/element';
import { insiFailure } from './failure';
import type { InsiClaim } from './port';

/**
 * What WS_INS3 looks like on the wire. [?] Public are the name of the operation, the parts of a request and the
 * namespace of an answer (ins.md §5.10); the rest waits for the XSD of SEL-MP-043 and stands here alone.
 */
export const verificationProfile = {
  action: 'urn:ServiceIdentiteCertifiee:1.0.0:verifierInsAvecTraitsIdentite',
  request: { namespace: 'http://www.cnamts.fr/INSiLot2/REQUnitaire', root: 'IndividuVerifie' },
  answer: { namespace: 'http://www.cnamts.fr/INSiLot2/REPUnitaire', root: 'RESULTAT' },
  verdicts: { OK: 'ok', KO: 'ko' },
} as const;

/** Body of WS_INS3: the INS that was given, and the traits it was given with. */
export const verifyWithTraits = ({ ins, traits }: InsiClaim): Markup =>
  el(
    `v:${verificationProfile.request.root}`,
    { 'xmlns:v': verificationProfile.request.namespace },
    el(
      'v:INSFourni',
      {},
      el(
        'v:IdIndividu',
        {},
        el('v:NumIdentifiant', {}, ins.value.slice(0, 13)),
        el('v:Cle', {}, ins.value.slice(13)),
      ),
      el('v:OID', {}, ins.oid),
    ),
    el(
      'v:TraitsIdentiteIndividu',
      {},
      el('v:NomNaissance', {}, traits.birthName),
      traits.firstGivenName && el('v:Prenom', {}, traits.firstGivenName),
      traits.firstNames && el('v:ListePrenom', {}, traits.firstNames),
      el('v:Sexe', {}, traits.sex),
      el('v:DateNaissance', {}, traits.birthDate),
      traits.birthPlace && el('v:LieuNaissance', {}, traits.birthPlace),
    ),
  );

/** The binary answer. A word that is neither of the two is no answer: it must never pass for one of them. */
export function readVerification(body: XmlElement): Result<'ok' | 'ko', Failure> {
  const { answer, verdicts } = verificationProfile;
  if (body.name !== answer.root || body.ns !== answer.namespace)
    return err(insiFailure('insi-bad-answer', `body ${body.name.slice(0, 40)}`));
  const code = words(at(body, 'CR', 'CodeCR')) ?? '';
  return Object.hasOwn(verdicts, code)
    ? ok(verdicts[code as keyof typeof verdicts])
    : err(insiFailure('insi-bad-answer', `CodeCR ${code.slice(0, 10)}`));
}
