import { failures } from '../../shared/failure';

/** What may be wrong with a SOAP message or an XML document we must sign, whoever sent it. */
export const soapFailure = failures({
  'soap-xml': {
    retry: 'never',
    message: 'Le document XML est mal formé.',
    action: 'Conservez le message et signalez-le au support.',
  },
  'soap-limit': {
    retry: 'never',
    message: 'Le message dépasse ce qu’un service honnête envoie.',
    action: 'Conservez le message et signalez-le au support.',
  },
  'soap-envelope': {
    retry: 'never',
    message: 'La réponse du service n’est pas un message SOAP.',
    action: 'Réessayez plus tard\u202f; si cela dure, signalez-le au support.',
  },
  'soap-mime': {
    retry: 'never',
    message: 'La réponse du service est coupée ou mal assemblée.',
    action: 'Réessayez plus tard\u202f; si cela dure, signalez-le au support.',
  },
  'soap-certificate': {
    retry: 'human',
    message: 'Le certificat est illisible.',
    action: 'Vérifiez la carte ou le certificat, puis recommencez.',
  },
});
export type SoapError = Parameters<typeof soapFailure>[0];
