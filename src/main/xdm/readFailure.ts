import { failures } from '../../shared/failure';

/** Why an archive cannot be opened. A hostile archive is refused whole: nothing of it is trusted. */
export const xdmFailure = failures({
  'zip-damaged': {
    retry: 'never',
    message: 'L’archive jointe est abîmée.',
    action: 'Demandez à l’expéditeur de renvoyer le message.',
  },
  'zip-unsupported': {
    retry: 'never',
    message: 'L’archive jointe est chiffrée ou d’un format non lu.',
    action: 'Demandez à l’expéditeur une archive IHE_XDM ordinaire.',
  },
  'zip-unsafe': {
    retry: 'never',
    message: 'L’archive jointe contient un chemin ou un lien interdit\u202f: elle est refusée par sécurité.',
    action: 'Signalez ce message à son expéditeur.',
  },
  'zip-too-big': {
    retry: 'never',
    message: 'L’archive jointe dépasse les limites de lecture.',
    action: 'Demandez à l’expéditeur un envoi plus petit.',
  },
  'zip-duplicate': {
    retry: 'never',
    message: 'L’archive jointe contient deux fichiers de même nom\u202f: elle est refusée par sécurité.',
    action: 'Signalez ce message à son expéditeur.',
  },
  'xdm-empty': {
    retry: 'never',
    message: 'L’archive jointe ne contient aucun document médical.',
    action: 'Ouvrez-la avec un autre outil ou demandez à l’expéditeur de renvoyer le document.',
  },
});
export type XdmFailure = ReturnType<typeof xdmFailure>;
