import { failures } from '../../../shared/failure';

export const xdmFailure = failures({
  'xdm-empty': {
    retry: 'never',
    message: 'Le lot ne contient aucun document, ou trop de documents.',
    action: 'Choisissez au moins un document, puis recommencez.',
  },
  'xdm-patients': {
    retry: 'never',
    message: 'Le lot réunit les documents de plusieurs patients.',
    action: 'Envoyez un message par patient.',
  },
  'xdm-metadata': {
    retry: 'never',
    message: 'Les métadonnées d’un document ne peuvent pas être établies.',
    action: 'Rédigez de nouveau le document\u202f; si le refus persiste, prévenez l’éditeur.',
  },
  'xdm-too-big': {
    retry: 'human',
    message: 'Le lot est trop volumineux.',
    action: 'Partagez les documents en plusieurs envois.',
  },
});
export type XdmFailureCode = Parameters<typeof xdmFailure>[0];
