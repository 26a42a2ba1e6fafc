import { failures } from '../../../shared/failure';

/** Why bytes that are XML are not a document we can open. */
export const cdaFailure = failures({
  'cda-not-a-document': {
    retry: 'never',
    message: 'Ce fichier XML n’est pas un document médical CDA.',
    action: 'Ouvrez-le avec un autre outil ou demandez à l’expéditeur de renvoyer le document.',
  },
  'cda-no-such-attachment': {
    retry: 'never',
    message: 'Cette pièce n’existe pas dans le document.',
    action: 'Rouvrez le document.',
  },
});
