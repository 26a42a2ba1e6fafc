import { failures } from '../../shared/failure';

export const xdsFailure = failures({
  'xds-not-cda': {
    retry: 'never',
    message: 'Ce fichier n’est pas un document CDA\u202f: ses métadonnées ne peuvent pas être établies.',
    action: 'Rédigez de nouveau le document.',
  },
  'xds-missing': {
    retry: 'never',
    message: 'L’en-tête du document ne porte pas une information exigée pour l’envoi.',
    action: 'Rédigez de nouveau le document\u202f; si le refus persiste, prévenez l’éditeur.',
  },
});
export type XdsFailureCode = Parameters<typeof xdsFailure>[0];
