import { failures } from '../../shared/failure';

export const outboxFailure = failures({
  'outbox-unknown-leg': {
    retry: 'never',
    message: 'Cet envoi n’existe pas.',
    action: 'Revenez à la liste des envois.',
  },
  'outbox-not-waiting': {
    retry: 'never',
    message: 'Cet envoi est déjà parti, en cours ou annulé.',
    action: 'Revenez à la liste des envois.',
  },
  'outbox-may-have-left': {
    retry: 'human',
    message: 'Cet envoi est peut-être déjà parti\u202f: il ne peut pas être annulé.',
    action: 'Attendez que le destinataire soit interrogé.',
  },
  'outbox-check-mail': {
    retry: 'human',
    message: 'À vérifier\u202f: la réponse de l’opérateur s’est perdue, le message est peut-être parti.',
    action: 'Demandez au destinataire s’il l’a reçu\u202f; sinon, renvoyez.',
  },
  'outbox-undelivered': {
    retry: 'human',
    message: 'Non remis\u202f: l’opérateur du destinataire a rendu le message.',
    action: 'Vérifiez l’adresse, puis renvoyez.',
  },
  'outbox-patient-undelivered': {
    retry: 'human',
    message: 'Non remis\u202f: le patient n’a pas de messagerie ouverte dans Mon espace santé.',
    action: 'Remettez le document au patient sur papier\u202f; l’envoi peut être abandonné.',
  },
  'outbox-traits-differ': {
    retry: 'human',
    message: 'Le DMP trouvé a d’autres traits d’identité que le dossier\u202f: rien n’a été envoyé.',
    action: 'Vérifiez l’identité du patient. Si c’est bien lui, renvoyez\u202f: l’envoi vaudra confirmation.',
  },
  'outbox-interrupted': {
    retry: 'later',
    message: 'Colloque s’est arrêté pendant cet envoi.',
    action: 'Rien à faire\u202f: le destinataire va être interrogé avant tout nouvel envoi.',
  },
  'outbox-lost': {
    retry: 'later',
    message: 'L’envoi s’est interrompu de façon inattendue.',
    action: 'Il reprendra de lui-même\u202f; si cela dure, signalez-le à votre éditeur.',
  },
});
