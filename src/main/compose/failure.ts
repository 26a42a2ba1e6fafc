import { failures } from '../../shared/failure';

export const composeFailure = failures({
  'compose-incomplete': {
    retry: 'human',
    message: 'L’ordonnance n’est pas complète.',
    action: 'Corrigez les lignes signalées, puis validez de nouveau.',
  },
  'compose-structure': {
    retry: 'human',
    message: 'Les réglages du cabinet ne permettent pas de rédiger.',
    action: 'Complétez les réglages du cabinet, puis recommencez.',
  },
  'mail-patients': {
    retry: 'never',
    message: 'Le message réunit les documents de plusieurs patients.',
    action: 'Envoyez un message par patient.',
  },
  'mail-empty': {
    retry: 'never',
    message: 'Le message ne porte aucun document, ou son archive manque.',
    action: 'Choisissez au moins un document, puis recommencez.',
  },
  'mail-no-ins': {
    retry: 'human',
    message:
      'L’identité du patient n’est pas qualifiée\u202f: son adresse « Mon espace santé » est inconnue.',
    action: 'Rappelez INSi et contrôlez une pièce d’identité, ou retirez cet envoi.',
  },
  'mail-hidden': {
    retry: 'never',
    message: 'Un document n’est pas encore visible par le patient\u202f: il ne peut pas lui être envoyé.',
    action: 'Retirez l’envoi au patient, ou levez le masquage après la consultation d’annonce.',
  },
  'mail-address': {
    retry: 'human',
    message: 'L’adresse du destinataire n’est pas valable.',
    action: 'Corrigez l’adresse du correspondant, puis recommencez.',
  },
  'mail-too-big': {
    retry: 'human',
    message: 'Les pièces jointes dépassent ce que la messagerie accepte.',
    action: 'Partagez les documents en plusieurs messages.',
  },
});
export type ComposeFailureCode = Parameters<typeof composeFailure>[0];
