import { failures } from '../../shared/failure';

export const inboxFailure = failures({
  'inbox-unknown': {
    retry: 'never',
    message: 'Ce document n’est plus dans la réception.',
    action: 'Revenez à la liste.',
  },
  'inbox-stale': {
    retry: 'human',
    message: 'Ce document a changé depuis que vous l’avez affiché\u202f: rien n’a été fait.',
    action: 'Relisez le document, puis refaites le geste.',
  },
  'inbox-unreadable': {
    retry: 'never',
    message: 'Ce document n’a pas pu être lu\u202f: il ne peut pas être classé tel quel.',
    action: 'Ouvrez le message d’origine, ou demandez un nouvel envoi à l’expéditeur.',
  },
  'inbox-not-filed': {
    retry: 'never',
    message: 'Ce document n’est classé dans aucun dossier.',
    action: 'Revenez à la liste.',
  },
  'inbox-nothing-to-uphold': {
    retry: 'never',
    message: 'Aucune version d’une autre personne ou d’un autre dossier ne remplace ce document.',
    action: 'Revenez à la liste.',
  },
  'inbox-undo-unknown': {
    retry: 'never',
    message: 'Ce geste ne peut plus être annulé.',
    action: 'Refaites le geste inverse à la main.',
  },
  'inbox-undo-stale': {
    retry: 'human',
    message: 'Le document a changé depuis ce geste\u202f: il ne peut plus être annulé.',
    action: 'Relisez le document, puis corrigez à la main.',
  },
  'inbox-person-unknown': {
    retry: 'never',
    message: 'Cette personne n’est pas du cabinet.',
    action: 'Choisissez quelqu’un de la liste.',
  },
  'inbox-readable': {
    retry: 'never',
    message: 'Ce document se lit\u202f: il se classe dans un dossier.',
    action: 'Classez-le sous son patient.',
  },
  'inbox-withdrawal': {
    retry: 'never',
    message: 'L’expéditeur demande d’écarter un document déjà reçu\u202f: ce document est revenu à classer.',
    action:
      'Ouvrez-le dans « À classer »\u202f: la demande y est dite. Puis marquez ce message comme traité.',
  },
  'inbox-withdrawal-unknown': {
    retry: 'human',
    message: 'Ce message semble demander d’écarter un document, sans que l’on sache lequel.',
    action: 'Lisez le message, cherchez le document de cet expéditeur, et déclassez-le s’il le faut.',
  },
  'inbox-no-document': {
    retry: 'never',
    message: 'Ce message ne contient pas de document médical.',
    action: 'Lisez le message\u202f; au besoin, répondez à l’expéditeur.',
  },
  'inbox-undelivered': {
    retry: 'human',
    message: 'Un message parti d’un autre logiciel n’a pas été remis à son destinataire.',
    action: 'Ouvrez le message d’origine pour savoir lequel.',
  },
  'inbox-reader-lost': {
    retry: 'human',
    message: 'La lecture de ce message a échoué\u202f; le message est conservé.',
    action: 'Ouvrez le message d’origine et signalez-le à votre éditeur.',
  },
  'inbox-ins-none': {
    retry: 'never',
    message: 'Ce document n’a pas d’INS à vérifier auprès d’INSi.',
    action: 'Comparez les traits avec le dossier, ou créez le patient.',
  },
  'inbox-attachment-unknown': {
    retry: 'never',
    message: 'Cette pièce jointe n’existe pas dans le document.',
    action: 'Ouvrez le message d’origine.',
  },
});
