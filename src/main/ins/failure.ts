import { type Failure, failures } from '../../shared/failure';
import type { Fault } from '../soap/fault';

/** Every way a call to INSi may fail. None of them blocks care: the identity keeps its status. */
export const insiFailure = failures({
  'insi-unreachable': {
    retry: 'later',
    message: 'Le téléservice INSi est injoignable.',
    action: 'Continuez avec l’identité telle qu’elle est\u202f: la recherche pourra être refaite.',
  },
  'insi-timeout': {
    retry: 'later',
    message: 'Le téléservice INSi ne répond pas à temps.',
    action: 'Continuez avec l’identité telle qu’elle est\u202f: la recherche pourra être refaite.',
  },
  'insi-unavailable': {
    retry: 'later',
    message: 'Le téléservice INSi est momentanément indisponible.',
    action: 'Continuez avec l’identité telle qu’elle est\u202f: la recherche pourra être refaite.',
  },
  'insi-server-certificate': {
    retry: 'human',
    message: 'Le serveur qui répond ne prouve pas qu’il est INSi.',
    action: 'N’insistez pas\u202f: vérifiez l’adresse et la date du poste, puis prévenez le support.',
  },
  'insi-tls': {
    retry: 'human',
    message: 'La connexion sécurisée à INSi a été refusée.',
    action: 'Vérifiez la configuration du poste, puis réessayez.',
  },
  'insi-bad-answer': {
    retry: 'later',
    message: 'La réponse d’INSi est illisible.',
    action: 'Réessayez plus tard\u202f; si cela dure, signalez-le au support.',
  },
  'insi-authorisation': {
    retry: 'human',
    message: 'INSi ne connaît pas le numéro d’autorisation de ce logiciel.',
    action: 'Prévenez le support\u202f: la configuration du logiciel est à corriger.',
  },
  'insi-access': {
    retry: 'human',
    message: 'INSi refuse l’accès à cette carte ou à ce certificat.',
    action: 'Vérifiez que la carte CPS est la vôtre et qu’elle est en cours de validité.',
  },
  'insi-speciality': {
    retry: 'human',
    message: 'La spécialité du médecin manque sur la carte.',
    action: 'Vérifiez que la carte porte bien votre spécialité.',
  },
  'insi-traits-incomplete': {
    retry: 'human',
    message: 'La recherche demande le nom, un prénom, le sexe et la date de naissance.',
    action: 'Complétez l’identité du patient, puis recommencez.',
  },
  'insi-uncertain-date': {
    retry: 'never',
    message: 'INSi connaît une date de naissance incomplète\u202f: rien n’a été repris.',
    action: 'Gardez l’identité telle qu’elle est et vérifiez la date avec le patient.',
  },
  'insi-empty-trait': {
    retry: 'never',
    message: 'La réponse d’INSi n’a pas de nom, de prénoms ou de sexe\u202f: rien n’a été repris.',
    action: 'Gardez l’identité telle qu’elle est\u202f; signalez le cas au support s’il se répète.',
  },
  'insi-foreign-authority': {
    retry: 'never',
    message: 'Le matricule reçu d’INSi vient d’un autre environnement\u202f: rien n’a été repris.',
    action: 'Prévenez le support\u202f: la configuration du logiciel est à corriger.',
  },
  'insi-matricule': {
    retry: 'never',
    message: 'Le matricule reçu d’INSi n’a pas la forme attendue\u202f: rien n’a été repris.',
    action: 'Signalez le cas au support.',
  },
  'insi-refused': {
    retry: 'human',
    message: 'INSi a refusé la demande.',
    action: 'Réessayez\u202f; si le refus persiste, signalez-le au support.',
  },
});
export type InsiError = Parameters<typeof insiFailure>[0];

/** [?] ins.md §5.7: the complete list of siram, desir and insi codes is not public. */
const codes: Readonly<Record<string, InsiError>> = {
  desir_550: 'insi-authorisation',
  desir_560: 'insi-access',
  insi_102: 'insi-unavailable',
  siram_40: 'insi-unavailable',
};

/** What a fault means: the most precise of its codes that we know, else the codes as they came. */
export function refusalOf(fault: Fault): Failure<InsiError> {
  const inside = fault.detail
    .filter((d) => d.name === 'Erreur')
    .map((d) => (d.attributes.code ?? '').split(':').at(-1)!);
  const all = [...inside, ...[...fault.subcodes].reverse()].map((c) =>
    c.replace(/[^\w.-]/g, '').slice(0, 40),
  );
  const known = all.map((code) => codes[code]).find(Boolean);
  const shown = all.filter(Boolean).join(', ');
  if (known) return insiFailure(known, shown);
  const failure = insiFailure('insi-refused', shown);
  return shown ? { ...failure, message: `INSi a refusé la demande (code ${shown}).` } : failure;
}
