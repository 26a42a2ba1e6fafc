import type { Retry } from '../../shared/failure';

type Line = { retry: Retry; message: string; action: string };

/** Every way a call to the DMP may fail, in the words of the screen (dmp.md §10 Errors). */
export const catalogue = {
  // The way there and back.
  'dmp-unreachable': {
    retry: 'later',
    message: 'Le DMP est injoignable.',
    action: 'Continuez votre consultation\u202f: l’envoi reprendra tout seul.',
  },
  'dmp-timeout': {
    retry: 'later',
    message: 'Le DMP ne répond pas à temps.',
    action: 'Continuez votre consultation et réessayez dans quelques minutes.',
  },
  'dmp-unknown': {
    retry: 'later',
    message: 'La réponse du DMP s’est perdue\u202f: le document y est peut-être déjà.',
    action: 'Ne renvoyez rien\u202f: le DMP sera interrogé avant tout nouvel essai.',
  },
  'dmp-bad-answer': {
    retry: 'later',
    message: 'La réponse du DMP est illisible.',
    action: 'Réessayez plus tard\u202f; si cela dure, signalez-le au support.',
  },
  'dmp-server-certificate': {
    retry: 'human',
    message: 'Le serveur qui répond ne prouve pas qu’il est le DMP.',
    action: 'N’insistez pas\u202f: vérifiez l’adresse et la date du poste, puis prévenez le support.',
  },
  'dmp-tls': {
    retry: 'human',
    message: 'La connexion sécurisée au DMP a été refusée.',
    action: 'Vérifiez le certificat du cabinet dans Réglages, puis réessayez.',
  },
  'dmp-busy': {
    retry: 'later',
    message: 'Le DMP est momentanément saturé.',
    action: 'Continuez votre consultation\u202f: l’envoi reprendra tout seul.',
  },
  'dmp-server-error': {
    retry: 'later',
    message: 'Le DMP a rencontré une erreur interne.',
    action: 'Réessayez plus tard\u202f; si cela dure, signalez-le au support.',
  },
  // Who we are.
  'dmp-mode': {
    retry: 'human',
    message: 'Ce mode de connexion au DMP n’est pas disponible sur ce poste.',
    action: 'Choisissez la connexion directe par carte CPS dans Réglages.',
  },
  'dmp-signing-certificate': {
    retry: 'human',
    message: 'Le DMP n’accepte pas le certificat de signature.',
    action: 'Vérifiez la date de fin de validité de la carte, ou essayez une autre carte.',
  },
  'dmp-structure': {
    retry: 'human',
    message: 'Le DMP ne connaît pas ce cabinet, ou le cabinet n’est plus actif.',
    action: 'Vérifiez l’identifiant et le secteur du cabinet dans Réglages.',
  },
  'dmp-not-linked': {
    retry: 'human',
    message: 'L’annuaire ne rattache pas le titulaire de la carte à ce cabinet.',
    action: 'Choisissez une autre situation d’exercice, ou faites corriger l’annuaire par votre ordre.',
  },
  'dmp-speciality': {
    retry: 'human',
    message: 'La spécialité du médecin manque dans la demande.',
    action: 'Vérifiez que la carte porte bien votre spécialité.',
  },
  'dmp-structure-certificate': {
    retry: 'human',
    message: 'Le certificat du cabinet n’est pas celui de la structure annoncée.',
    action: 'Vérifiez l’identifiant du cabinet et son certificat dans Réglages.',
  },
  'dmp-author-institution': {
    retry: 'human',
    message: 'La structure de l’auteur du document n’est pas celle de la carte.',
    action: 'Validez le document avec la carte et le cabinet sous lesquels il a été écrit.',
  },
  'dmp-rights': {
    retry: 'never',
    message: 'Le DMP n’autorise pas ce geste pour votre profession ou ce patient.',
    action: 'Utilisez un autre canal, par exemple la messagerie sécurisée.',
  },
  // The patient's DMP.
  'dmp-none': {
    retry: 'never',
    message: 'Ce patient n’a pas de DMP.',
    action: 'Transmettez le document par messagerie sécurisée.',
  },
  'dmp-closed': {
    retry: 'never',
    message: 'Le DMP de ce patient est fermé.',
    action: 'Transmettez le document par messagerie sécurisée.',
  },
  'dmp-patient-access': {
    retry: 'human',
    message: 'L’accès au DMP de ce patient est restreint.',
    action: 'Voyez avec le patient les droits qu’il a réglés dans Mon espace santé.',
  },
  'dmp-patient-mismatch': {
    retry: 'never',
    message: 'Le patient du lot n’est pas celui du document\u202f: rien n’a été déposé.',
    action: 'Vérifiez l’identité du patient et validez de nouveau le document.',
  },
  'dmp-other-patient': {
    retry: 'never',
    message: 'Le DMP a répondu pour un autre patient\u202f: la réponse a été écartée.',
    action: 'Vérifiez l’INS du patient, puis signalez l’incident au support.',
  },
  // The documents.
  'dmp-already-there': {
    retry: 'never',
    message: 'Ce document est déjà dans le DMP.',
    action: 'Rien à faire.',
  },
  'dmp-metadata': {
    retry: 'never',
    message: 'Le DMP a refusé la fiche descriptive du document.',
    action: 'Signalez-le au support avec le code affiché dans le journal.',
  },
  'dmp-stale': {
    retry: 'human',
    message: 'Le document du DMP a changé depuis sa dernière lecture.',
    action: 'Actualisez la liste des documents, puis recommencez.',
  },
  'dmp-other-document': {
    retry: 'never',
    message: 'Le DMP a rendu un autre document que celui demandé\u202f: il a été écarté.',
    action: 'Signalez l’incident au support.',
  },
  'dmp-too-many': {
    retry: 'human',
    message: 'Le DMP contient trop de documents pour une seule recherche.',
    action: 'Restreignez la recherche par dates.',
  },
  'dmp-repository': {
    retry: 'human',
    message: 'L’entrepôt de documents demandé est inconnu du DMP.',
    action: 'Vérifiez l’identifiant de l’entrepôt dans Réglages.',
  },
  // Us.
  'dmp-request': {
    retry: 'never',
    message: 'Le DMP n’a pas compris la demande du logiciel.',
    action: 'Signalez-le au support avec le code affiché dans le journal.',
  },
  'dmp-refused': {
    retry: 'human',
    message: 'Le DMP a refusé la demande.',
    action: 'Réessayez\u202f; si le refus persiste, signalez-le au support.',
  },
} as const satisfies Record<string, Line>;
