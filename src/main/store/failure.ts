import { type Failure, failures } from '../../shared/failure';

const failure = failures({
  'store-wrong-key': {
    retry: 'human',
    message:
      'La base du cabinet ne s’ouvre pas : la clé ne correspond pas, ou le début du fichier est abîmé.',
    action: 'Vérifiez que la session est celle du poste habituel, sinon restaurez une sauvegarde.',
  },
  'store-corrupt': {
    retry: 'human',
    message: 'La base du cabinet est abîmée.',
    action: 'Ne continuez pas à travailler dans cette base : restaurez la dernière sauvegarde.',
  },
  'store-readonly': {
    retry: 'human',
    message: 'La base du cabinet est en lecture seule.',
    action: 'Rendez le dossier de Colloque modifiable, puis relancez.',
  },
  'store-full': {
    retry: 'human',
    message: 'Le disque est plein : rien n’a été enregistré.',
    action: 'Libérez de la place sur le disque, puis recommencez.',
  },
  'store-busy': {
    retry: 'later',
    message: 'La base du cabinet est utilisée par un autre programme.',
    action: 'Fermez l’autre fenêtre de Colloque, puis recommencez.',
  },
  'store-migration': {
    retry: 'human',
    message: 'La base du cabinet vient d’une autre version de Colloque.',
    action: 'Installez la dernière version de Colloque.',
  },
  'store-unavailable': {
    retry: 'human',
    message: 'La base du cabinet ne peut pas être ouverte.',
    action: 'Vérifiez que le dossier de Colloque existe et qu’il est accessible, puis relancez.',
  },
});

export type StoreCode = Parameters<typeof failure>[0];
export const storeFailure = failure;

const byPrefix: readonly [string, StoreCode][] = [
  ['SQLITE_NOTADB', 'store-wrong-key'],
  ['SQLITE_CORRUPT', 'store-corrupt'],
  ['SQLITE_IOERR', 'store-unavailable'],
  ['SQLITE_READONLY', 'store-readonly'],
  ['SQLITE_FULL', 'store-full'],
  ['SQLITE_BUSY', 'store-busy'],
  ['SQLITE_LOCKED', 'store-busy'],
  ['SQLITE_CANTOPEN', 'store-unavailable'],
];

/** The failure behind an exception of the engine, or null when it is none of ours (a bug). Only the code is kept: messages may quote values. */
export function failureOf(thrown: unknown): Failure<StoreCode> | null {
  const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : '';
  const found = byPrefix.find(([prefix]) => code.startsWith(prefix));
  return found ? failure(found[1], code) : null;
}
