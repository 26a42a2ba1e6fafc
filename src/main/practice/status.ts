import type { ServiceStatus } from '../../shared/contract/status';
import type { Failure } from '../../shared/failure';
import { ok } from '../../shared/result';
import type { CardState } from '../card/port';
import { professionalName, specialityName } from '../compose/names';
import type { Handlers, Means } from './means';

export function statusHandlers(means: Means): Handlers<'app.state' | 'services.status'> {
  const { configuration, cardDesk, services } = means;
  return {
    'app.state': async () => {
      const { holder } = cardDesk.state();
      return ok({
        version: configuration.software.version,
        sandbox: configuration.sandbox,
        practiceName: configuration.practice.name,
        stylesheet: means.stylesheets !== undefined && configuration.documents?.stylesheet !== undefined,
        professional: holder && {
          name: professionalName(holder),
          rpps: holder.rpps,
          speciality: specialityName(holder) || null,
        },
        people: configuration.practice.people ?? [],
      });
    },
    'services.status': async () =>
      ok([
        cardLight(cardDesk.state()),
        {
          id: 'psc',
          label: 'PSC',
          state: 'off',
          word: 'non utilisé',
          explanation:
            'La connexion se fait par la carte CPS\u202f; Pro Santé Connect n’est pas réglé sur ce poste.',
          action: null,
        },
        mailLight(services.mss, configuration.mss.address),
        distantLight('dmp', 'DMP', 'Le dernier échange avec le DMP s’est bien passé.', services.dmp),
        distantLight('insi', 'INSi', 'Le dernier appel au téléservice INSi s’est bien passé.', services.insi),
      ]),
  };
}

/** The rail is narrow: the acronyms every doctor knows, and the whole story on a click. */
const LABEL = 'CPS';

function cardLight(state: CardState): ServiceStatus {
  if (state.failure) return failed('card', LABEL, state.failure);
  if (state.holder) {
    const name = professionalName(state.holder);
    return {
      id: 'card',
      label: LABEL,
      state: 'ok',
      word: state.pinVerified ? 'ouverte' : 'prête',
      explanation: state.pinVerified
        ? `Carte de ${name}, code porteur vérifié.`
        : `Carte de ${name}\u202f; le code porteur sera demandé à la première signature.`,
      action: null,
    };
  }
  const none = state.readers.length === 0;
  return {
    id: 'card',
    label: LABEL,
    state: 'off',
    word: none ? 'sans lecteur' : 'absente',
    explanation: none ? 'Aucun lecteur de carte n’est branché.' : 'Aucune carte CPS n’est dans le lecteur.',
    action: none ? 'Branchez le lecteur de carte.' : 'Insérez votre carte CPS.',
  };
}

function mailLight({ connected, failure }: Means['services']['mss'], address: string): ServiceStatus {
  if (connected)
    return {
      id: 'mss',
      label: 'MSS',
      state: 'ok',
      word: 'en ligne',
      explanation: `La boîte ${address} est relevée au fil de l’eau.`,
      action: null,
    };
  if (failure) return failed('mss', 'MSS', failure, 'hors ligne');
  return {
    id: 'mss',
    label: 'MSS',
    state: 'wait',
    word: 'connexion…',
    explanation: `Connexion à la boîte ${address}.`,
    action: null,
  };
}

function distantLight(
  id: 'dmp' | 'insi',
  label: string,
  well: string,
  last: Failure | null | undefined,
): ServiceStatus {
  if (last) return failed(id, label, last);
  if (last === null) return { id, label, state: 'ok', word: 'en ligne', explanation: well, action: null };
  return {
    id,
    label,
    state: 'ok',
    word: 'prêt',
    explanation: 'Aucun échange depuis le démarrage\u202f; le service sera appelé au premier besoin.',
    action: null,
  };
}

/** What passes by itself is a wait; what wants a human is an error. */
function failed(
  id: ServiceStatus['id'],
  label: string,
  failure: Failure,
  waiting = 'en attente',
): ServiceStatus {
  const passing = failure.retry === 'later' || failure.retry === 'now';
  return {
    id,
    label,
    state: passing ? 'wait' : 'error',
    word: passing ? waiting : 'à voir',
    explanation: failure.message,
    action: failure.action,
  };
}
