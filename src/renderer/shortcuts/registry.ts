/** Where a key means something. `global` is everywhere; the others are places, or what lies over them. */
export const scopes = {
  global: 'Partout',
  reception: 'Réception',
  dossier: 'Dossier',
  rediger: 'Rédiger',
  pdf: 'PDF d’origine',
} as const;
export type Scope = keyof typeof scopes;

export interface Shortcut {
  readonly id: string;
  readonly scope: Scope;
  /** Names made by `keyName`: a letter, `ArrowDown`, `Ctrl+k`, `Alt+1`… Only keys that need no contortion on AZERTY. */
  readonly keys: readonly string[];
  readonly help: string;
  /** Also heard while a field has the focus: only for keys that type nothing. */
  readonly whileTyping?: boolean;
}

/** The one list of keys: buttons print them from here, help is made from here, the listener looks here. */
export const shortcuts = [
  {
    id: 'palette',
    scope: 'global',
    keys: ['Ctrl+k'],
    help: 'Palette : lieux, patients, actions',
    whileTyping: true,
  },
  { id: 'help', scope: 'global', keys: ['?'], help: 'Cette aide' },
  { id: 'goReception', scope: 'global', keys: ['Alt+1'], help: 'Aller à la Réception', whileTyping: true },
  { id: 'goDossier', scope: 'global', keys: ['Alt+2'], help: 'Aller au Dossier', whileTyping: true },
  { id: 'goEnvois', scope: 'global', keys: ['Alt+3'], help: 'Aller aux Envois', whileTyping: true },
  { id: 'goRediger', scope: 'global', keys: ['Alt+4'], help: 'Aller à Rédiger', whileTyping: true },
  { id: 'goReglages', scope: 'global', keys: ['Alt+5'], help: 'Aller aux Réglages', whileTyping: true },
  { id: 'undo', scope: 'global', keys: ['z'], help: 'Annuler le dernier geste' },
  { id: 'back', scope: 'global', keys: ['Escape'], help: 'Revenir en arrière', whileTyping: true },

  { id: 'next', scope: 'reception', keys: ['j', 'ArrowDown'], help: 'Document suivant' },
  { id: 'previous', scope: 'reception', keys: ['k', 'ArrowUp'], help: 'Document précédent' },
  { id: 'read', scope: 'reception', keys: ['Enter'], help: 'Entrer dans le document' },
  { id: 'scrollDown', scope: 'reception', keys: ['Space'], help: 'Faire défiler le document' },
  { id: 'scrollUp', scope: 'reception', keys: ['Shift+Space'], help: 'Remonter dans le document' },
  {
    id: 'file',
    scope: 'reception',
    keys: ['e'],
    help: 'Classer sous le patient certain (ou traité, si illisible), et suivant',
  },
  { id: 'candidate1', scope: 'reception', keys: ['1'], help: 'Comparer avec le premier dossier proposé' },
  { id: 'candidate2', scope: 'reception', keys: ['2'], help: 'Comparer avec le deuxième dossier proposé' },
  { id: 'candidate3', scope: 'reception', keys: ['3'], help: 'Comparer avec le troisième dossier proposé' },
  { id: 'fileCandidate', scope: 'reception', keys: ['c'], help: 'Classer chez le patient comparé' },
  { id: 'createPatient', scope: 'reception', keys: ['n'], help: 'Créer le patient que nomme le document' },
  { id: 'verifyIns', scope: 'reception', keys: ['i'], help: 'Vérifier l’INS du document auprès d’INSi' },
  { id: 'unfile', scope: 'reception', keys: ['u'], help: 'Retirer du dossier (déclasser)' },
  { id: 'otherPatient', scope: 'reception', keys: ['p'], help: 'Choisir un autre patient' },
  { id: 'original', scope: 'reception', keys: ['o'], help: 'PDF d’origine' },
  { id: 'text', scope: 'reception', keys: ['t'], help: 'Texte du compte rendu, ou résultats' },
  { id: 'coded', scope: 'reception', keys: ['x'], help: 'Données codées du document' },
  {
    id: 'presentation',
    scope: 'reception',
    keys: ['s'],
    help: 'Présentation du laboratoire ou de l’expéditeur',
  },
  { id: 'message', scope: 'reception', keys: ['m'], help: 'Message qui portait le document' },
  { id: 'version', scope: 'reception', keys: ['v'], help: 'Autre version de ce compte rendu' },
  { id: 'uphold', scope: 'reception', keys: ['y'], help: 'Garder comme courant, malgré une autre version' },
  { id: 'nextOfMessage', scope: 'reception', keys: ['r'], help: 'Reste du message : son document suivant' },
  { id: 'openRecord', scope: 'reception', keys: ['d'], help: 'Ouvrir le dossier de ce patient' },
  { id: 'assign', scope: 'reception', keys: ['a'], help: 'Confier à quelqu’un du cabinet' },
  { id: 'filter', scope: 'reception', keys: ['f'], help: 'Chercher dans la réception' },
  { id: 'filters', scope: 'reception', keys: ['l'], help: 'Filtres : ← → pour choisir, Espace pour mettre' },
  { id: 'sort', scope: 'reception', keys: ['g'], help: 'Ordre de la liste : ↑ ↓ pour choisir' },

  { id: 'findPatient', scope: 'dossier', keys: ['p'], help: 'Chercher un patient' },
  { id: 'dmpShelf', scope: 'dossier', keys: ['d'], help: 'Documents du DMP de ce patient' },
  { id: 'unfileRecord', scope: 'dossier', keys: ['u'], help: 'Déclasser : retirer le document du dossier' },
  { id: 'write', scope: 'dossier', keys: ['r'], help: 'Rédiger pour ce patient' },
  { id: 'trends', scope: 'dossier', keys: ['a'], help: 'Analyses suivies, ou documents' },
  { id: 'nextAnalyte', scope: 'dossier', keys: ['j'], help: 'Analyse suivante' },
  { id: 'previousAnalyte', scope: 'dossier', keys: ['k'], help: 'Analyse précédente' },
  { id: 'unit', scope: 'dossier', keys: ['n'], help: 'Autre unité pour cette analyse' },
  { id: 'callInsi', scope: 'dossier', keys: ['i'], help: 'INSi : chercher l’INS, ou la vérifier' },

  { id: 'findDrug', scope: 'rediger', keys: ['m'], help: 'Ajouter un médicament' },
  { id: 'writeOther', scope: 'rediger', keys: ['p'], help: 'Écrire pour un autre patient' },
  {
    id: 'validate',
    scope: 'rediger',
    keys: ['Ctrl+Enter'],
    help: 'Valider, signer, envoyer',
    whileTyping: true,
  },

  { id: 'zoomIn', scope: 'pdf', keys: ['+'], help: 'Agrandir la page' },
  { id: 'zoomOut', scope: 'pdf', keys: ['-'], help: 'Réduire la page' },
] as const satisfies readonly Shortcut[];

export type ShortcutId = (typeof shortcuts)[number]['id'];

const printed: Record<string, string> = {
  ArrowDown: '↓',
  ArrowUp: '↑',
  Enter: '⏎',
  Escape: 'Échap',
  Space: 'Espace',
  Ctrl: 'Ctrl',
  Shift: '⇧',
  Alt: 'Alt',
};

/** A key as it is printed on a button: `Ctrl+Enter` → `Ctrl ⏎`. */
export const printKey = (key: string): string =>
  key === '+'
    ? '+'
    : key
        .split('+')
        .map((part) => printed[part] ?? part.toUpperCase())
        .join(' ');

export const shortcut = (id: ShortcutId): Shortcut => shortcuts.find((s) => s.id === id) as Shortcut;
