import { failures } from '../../shared/failure';

/** Why an XML text cannot be read. The sender is at fault each time: trying again changes nothing. */
export const xmlFailure = failures({
  'xml-empty': {
    retry: 'never',
    message: 'Le fichier est vide.',
    action: 'Demandez à l’expéditeur de renvoyer le document.',
  },
  'xml-too-big': {
    retry: 'never',
    message: 'Le document dépasse les limites de lecture.',
    action: 'Ouvrez les octets d’origine avec un autre outil, ou demandez un document plus petit.',
  },
  'xml-encoding': {
    retry: 'never',
    message: 'Le jeu de caractères du document n’est pas lisible.',
    action: 'Demandez à l’expéditeur un document en UTF-8.',
  },
  'xml-doctype': {
    retry: 'never',
    message: 'Le document contient une déclaration DOCTYPE, refusée par sécurité.',
    action: 'Signalez ce document à son expéditeur.',
  },
  'xml-malformed': {
    retry: 'never',
    message: 'Le document est abîmé\u202f: ce n’est pas du XML bien formé.',
    action: 'Demandez à l’expéditeur de renvoyer le document.',
  },
});
export type XmlFailure = ReturnType<typeof xmlFailure>;
