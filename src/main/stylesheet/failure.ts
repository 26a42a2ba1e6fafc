import { failures } from '../../shared/failure';

const action = 'Lisez le document dans la présentation de Colloque\u202f: rien n’y manque.';

/** Why a document is not shown as a stylesheet lays it out. Our own rendering always stands beside. */
export const stylesheetFailure = failures({
  'stylesheet-none': {
    retry: 'never',
    message: 'Ce document n’apporte pas de feuille de style, et le cabinet n’en a pas installé.',
    action,
  },
  'stylesheet-too-large': {
    retry: 'never',
    message: 'La feuille de style, ou ce qu’elle produit, dépasse la taille admise.',
    action,
  },
  'stylesheet-refused': {
    retry: 'never',
    message: 'La feuille de style n’a pas pu être appliquée au document.',
    action,
  },
  'stylesheet-too-long': {
    retry: 'never',
    message: 'La feuille de style demandait trop de temps ou de mémoire\u202f: elle a été arrêtée.',
    action,
  },
  'stylesheet-empty': {
    retry: 'never',
    message: 'La feuille de style ne produit rien de lisible pour ce document.',
    action,
  },
});
