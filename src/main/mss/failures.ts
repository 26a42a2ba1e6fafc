import { failures } from '../../shared/failure';

/** Every way the mailbox can fail. `mss-unknown` is the only one after which the message may have left. */
export const mssFailure = failures({
  'mss-unreachable': {
    retry: 'later',
    message: 'L’opérateur de messagerie ne répond pas.',
    action: 'Vérifiez la connexion à Internet. Une nouvelle tentative aura lieu d’elle-même.',
  },
  'mss-timeout': {
    retry: 'later',
    message: 'L’opérateur de messagerie a mis trop longtemps à répondre.',
    action: 'Rien n’est parti. Une nouvelle tentative aura lieu d’elle-même.',
  },
  'mss-interrupted': {
    retry: 'later',
    message: 'La connexion à l’opérateur a été coupée avant la fin de l’envoi.',
    action: 'Rien n’est parti. Une nouvelle tentative aura lieu d’elle-même.',
  },
  'mss-disconnected': {
    retry: 'later',
    message: 'La connexion à la messagerie a été coupée.',
    action: 'Elle sera rétablie d’elle-même.',
  },
  'mss-protocol': {
    retry: 'later',
    message: 'L’opérateur de messagerie a répondu de façon incompréhensible.',
    action: 'Si cela se répète, signalez-le à l’opérateur.',
  },
  'mss-no-tls': {
    retry: 'human',
    message: 'Le serveur de messagerie ne propose pas de connexion chiffrée\u202f: rien ne lui a été envoyé.',
    action: 'Vérifiez l’adresse et le port du serveur avec votre opérateur.',
  },
  'mss-tls-tampered': {
    retry: 'human',
    message: 'La mise en place du chiffrement a été altérée\u202f: la connexion a été abandonnée.',
    action: 'Changez de réseau et prévenez votre opérateur si cela se répète.',
  },
  'mss-tls-expired': {
    retry: 'human',
    message: 'Le certificat du serveur de messagerie est expiré.',
    action: 'Vérifiez l’heure de cet ordinateur, puis prévenez l’opérateur.',
  },
  'mss-tls-not-yet-valid': {
    retry: 'human',
    message: 'Le certificat du serveur de messagerie n’est pas encore valable.',
    action: 'Vérifiez l’heure de cet ordinateur, puis prévenez l’opérateur.',
  },
  'mss-tls-host': {
    retry: 'human',
    message: 'Le certificat présenté n’est pas celui du serveur de messagerie attendu.',
    action: 'Vérifiez le nom du serveur dans les réglages, puis prévenez l’opérateur.',
  },
  'mss-tls-authority': {
    retry: 'human',
    message: 'Le certificat du serveur de messagerie ne vient pas d’une autorité reconnue (IGC-Santé).',
    action: 'N’allez pas plus loin et prévenez l’opérateur.',
  },
  'mss-tls-revoked': {
    retry: 'human',
    message: 'Le certificat du serveur de messagerie a été révoqué.',
    action: 'N’allez pas plus loin et prévenez l’opérateur.',
  },
  'mss-tls-revocation-unknown': {
    retry: 'later',
    message: 'La validité du certificat du serveur de messagerie n’a pas pu être vérifiée.',
    action: 'Une nouvelle tentative aura lieu d’elle-même. Si cela dure, prévenez l’assistance.',
  },
  'mss-tls-version': {
    retry: 'human',
    message: 'Le serveur de messagerie ne propose aucun chiffrement autorisé (TLS\u00a01.2).',
    action: 'Prévenez l’opérateur.',
  },
  'mss-client-certificate': {
    retry: 'human',
    message: 'L’opérateur refuse le certificat de la structure.',
    action: 'Vérifiez la validité du certificat dans les réglages, ou prévenez l’opérateur.',
  },
  'mss-login-refused': {
    retry: 'human',
    message: 'L’opérateur refuse l’accès à cette boîte aux lettres.',
    action: 'Reconnectez-vous, ou vérifiez l’adresse et le certificat dans les réglages.',
  },
  'mss-login-unsupported': {
    retry: 'human',
    message: 'L’opérateur n’accepte pas le mode de connexion réglé pour cette boîte.',
    action: 'Choisissez l’autre mode (certificat ou Pro Santé Connect) dans les réglages.',
  },
  'mss-no-token': {
    retry: 'human',
    message: 'Aucune session Pro Santé Connect n’est ouverte.',
    action: 'Connectez-vous avec Pro Santé Connect.',
  },
  'mss-recipient-refused': {
    retry: 'human',
    message: 'L’opérateur refuse ce destinataire.',
    action: 'Vérifiez l’adresse dans l’Annuaire Santé.',
  },
  'mss-sender-refused': {
    retry: 'human',
    message: 'L’opérateur refuse l’adresse d’expéditeur de cette boîte.',
    action: 'Vérifiez l’adresse de la boîte dans les réglages.',
  },
  'mss-message-refused': {
    retry: 'human',
    message: 'L’opérateur a refusé le message.',
    action: 'Lisez sa réponse dans le journal, corrigez, puis renvoyez.',
  },
  'mss-deferred': {
    retry: 'later',
    message: 'L’opérateur demande d’attendre avant de renvoyer ce message.',
    action: 'Une nouvelle tentative aura lieu d’elle-même.',
  },
  'mss-too-large': {
    retry: 'human',
    message: 'Le message dépasse la taille admise par le destinataire ou l’opérateur.',
    action: 'Répartissez les documents en plusieurs messages.',
  },
  'mss-invalid': {
    retry: 'never',
    message: 'Le message contient une adresse ou un en-tête mal formé\u202f: il n’a pas été envoyé.',
    action: 'Corrigez l’adresse ou l’objet du message.',
  },
  'mss-unknown': {
    retry: 'human',
    message: 'La connexion a été coupée juste après l’envoi\u202f: on ne sait pas si le message est parti.',
    action: 'Attendez un accusé ou demandez au destinataire avant de renvoyer.',
  },
  'mss-received-too-large': {
    retry: 'never',
    message: 'Un message reçu est trop volumineux pour être relevé.',
    action: 'Il reste dans la boîte\u202f: ouvrez-le avec le webmail de l’opérateur.',
  },
  'mss-received-unreadable': {
    retry: 'never',
    message: 'L’opérateur ne parvient pas à remettre un message reçu.',
    action: 'Il reste dans la boîte\u202f: ouvrez-le avec le webmail de l’opérateur.',
  },
  'mss-intake': {
    retry: 'later',
    message: 'Un message reçu n’a pas pu être enregistré sur cet ordinateur.',
    action: 'Il reste dans la boîte et sera relevé de nouveau.',
  },
});

export type MssFailure = ReturnType<typeof mssFailure>;
export type MssCode = MssFailure['code'];
