import { type Failure, failures } from '../../shared/failure';

/** Everything that may go wrong with a card, in the words of the person who holds it. */
const catalogue = {
  'reader-absent': {
    retry: 'human',
    message: 'Aucun lecteur de carte n’est branché.',
    action: 'Branchez le lecteur de carte.',
  },
  'reader-shared': {
    retry: 'human',
    message: 'Un autre logiciel utilise la carte.',
    action: 'Fermez l’autre logiciel qui lit la carte (facturation, GALSS), puis réessayez.',
  },
  'reader-unavailable': {
    retry: 'human',
    message: 'Le lecteur de carte ne répond plus.',
    action: 'Débranchez puis rebranchez le lecteur.',
  },
  'pcsc-missing': {
    retry: 'human',
    message: 'Le composant de lecture des cartes (PC/SC) n’est pas installé sur ce poste.',
    action: 'Installez pcscd et libpcsclite-dev, puis relancez l’installation de Colloque (npm install).',
  },
  'pcsc-service': {
    retry: 'human',
    message: 'Le service de lecture des cartes (PC/SC) est arrêté.',
    action:
      'Démarrez le service « Carte à puce » de Windows, ou pcscd sous Linux ; Colloque le retrouvera seul.',
  },
  'network-reader-refused': {
    retry: 'never',
    message: 'L’adresse du lecteur réseau n’est pas sur ce poste.',
    action: 'Indiquez une adresse locale (127.0.0.1) dans les réglages du lecteur.',
  },
  'network-reader-unreachable': {
    retry: 'later',
    message: 'Le lecteur réseau ne répond pas.',
    action: 'Vérifiez que le programme du lecteur est lancé ; Colloque réessaie seul.',
  },
  'card-process-failed': {
    retry: 'now',
    message: 'La lecture des cartes s’est interrompue.',
    action: 'Réessayez ; si cela se répète, redémarrez Colloque.',
  },
  'card-absent': {
    retry: 'human',
    message: 'Aucune carte CPS n’est dans le lecteur.',
    action: 'Insérez votre carte CPS.',
  },
  'card-removed': {
    retry: 'human',
    message: 'La carte CPS a été retirée.',
    action: 'Insérez votre carte CPS, puis recommencez.',
  },
  'card-changed': {
    retry: 'human',
    message: 'La carte insérée n’est plus la même.',
    action: 'Insérez votre carte CPS d’origine, ou recommencez depuis le début avec la nouvelle carte.',
  },
  'card-mute': {
    retry: 'human',
    message: 'La carte ne répond pas.',
    action: 'Retirez la carte, essuyez la puce, puis insérez-la à nouveau.',
  },
  'card-unresponsive': {
    retry: 'human',
    message: 'La carte n’est pas alimentée : elle est peut-être à l’envers ou sale.',
    action: 'Retirez la carte et insérez-la puce vers le haut.',
  },
  'card-communication': {
    retry: 'now',
    message: 'L’échange avec la carte a été coupé.',
    action: 'Vérifiez que la carte est bien enfoncée, puis réessayez.',
  },
  'card-reset': {
    retry: 'now',
    message: 'Un autre logiciel a réinitialisé la carte.',
    action: 'Réessayez.',
  },
  'card-unknown': {
    retry: 'human',
    message: 'Cette carte n’est pas reconnue.',
    action: 'Insérez votre carte CPS.',
  },
  'card-unsupported': {
    retry: 'human',
    message: 'Cette génération de carte CPS n’est plus prise en charge.',
    action: 'Utilisez une carte CPS3 ou CPS4 ; demandez son renouvellement à l’ANS.',
  },
  'card-unreadable': {
    retry: 'human',
    message: 'Le contenu de la carte n’a pas pu être lu.',
    action: 'Retirez puis réinsérez la carte ; si cela se répète, contactez l’ANS.',
  },
  'card-inconsistent': {
    retry: 'human',
    message: 'Les informations de la carte se contredisent.',
    action: 'N’utilisez pas cette carte ; contactez l’ANS.',
  },
  'certificate-missing': {
    retry: 'human',
    message: 'Un certificat manque sur la carte.',
    action: 'Faites mettre à jour la carte auprès de l’ANS.',
  },
  'certificate-expired': {
    retry: 'human',
    message: 'Le certificat de la carte n’est pas en cours de validité.',
    action:
      'Utilisez votre nouvelle carte CPS, ou demandez son renouvellement ; vérifiez aussi la date de l’ordinateur.',
  },
  'certificate-key-mismatch': {
    retry: 'human',
    message: 'La signature faite par la carte ne correspond pas à son certificat.',
    action: 'N’utilisez pas cette carte ; contactez l’ANS.',
  },
  'pin-required': {
    retry: 'human',
    message: 'La carte demande votre code.',
    action: 'Saisissez le code de votre carte CPS.',
  },
  'pin-cancelled': {
    retry: 'human',
    message: 'Le code de la carte n’a pas été saisi.',
    action: 'Recommencez et saisissez le code de votre carte CPS.',
  },
  'pin-format': {
    retry: 'human',
    message: 'Le code d’une carte CPS compte quatre chiffres.',
    action: 'Saisissez les quatre chiffres de votre code ; aucun essai n’a été consommé.',
  },
  'pin-last-try': {
    retry: 'human',
    message: 'Code faux : il ne reste qu’un essai avant le blocage de la carte.',
    action: 'Vérifiez votre code avant de recommencer ; une nouvelle erreur bloquera la carte.',
  },
  'pin-blocked': {
    retry: 'human',
    message: 'Le code de la carte est bloqué.',
    action: 'Débloquez la carte avec le code de déblocage reçu avec elle, ou contactez l’ANS.',
  },
  'pin-unusable': {
    retry: 'human',
    message: 'Le code de la carte n’est pas utilisable.',
    action: 'Contactez l’ANS.',
  },
  'pin-counter-unreadable': {
    retry: 'human',
    message: 'Le nombre d’essais restants n’a pas pu être lu ; le code n’a pas été envoyé.',
    action: 'Retirez puis réinsérez la carte, puis recommencez.',
  },
  'signature-refused': {
    retry: 'human',
    message: 'La carte a refusé de signer.',
    action: 'Retirez puis réinsérez la carte, puis recommencez.',
  },
} as const;

export type CardErrorCode = keyof typeof catalogue;
export type CardError = Failure<CardErrorCode>;

/** Makes a card failure; `detail` is for the log: status words and names of steps, never a PIN nor file contents. */
export const cardError: (code: CardErrorCode, detail?: string) => CardError = failures(catalogue);

/** A failure travelling as a rejection, as {@link CardReader.transmit} promises. */
export const isFailure = (e: unknown): e is Failure =>
  typeof e === 'object' && e !== null && 'code' in e && 'retry' in e && 'message' in e && 'action' in e;

/** Any failure is let through; a bug (an exception) keeps its name only, as its text may hold anything. */
export const asFailure = (e: unknown, otherwise: CardErrorCode): Failure =>
  isFailure(e) ? e : cardError(otherwise, e instanceof Error ? e.name : typeof e);
