import { failures } from '../../shared/failure';

/** Why a message cannot be taken apart. Its bytes are kept whatever happens. */
export const mimeFailure = failures({
  'mail-too-big': {
    retry: 'never',
    message: 'Le message dépasse les limites de lecture.',
    action: 'Ouvrez-le dans une autre messagerie ou demandez un envoi plus petit.',
  },
  'mail-unreadable': {
    retry: 'never',
    message: 'Le message n’est pas lisible.',
    action: 'Ouvrez-le dans une autre messagerie ou demandez à l’expéditeur de le renvoyer.',
  },
});
export type MimeFailure = ReturnType<typeof mimeFailure>;
