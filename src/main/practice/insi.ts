import type { Failure } from '../../shared/failure';
import type { Result } from '../../shared/result';
import type { CardDesk } from '../card/port';
import type { Insi } from '../ins/port';
import type { Means } from './means';

/** INSi whose last word is remembered for its light. A card that is absent or a PIN that was given up says nothing of INSi. */
export function rememberedInsi(insi: Insi, services: Means['services'], changed: Means['changed']): Insi {
  const remember = <T>(answer: Result<T, Failure>): Result<T, Failure> => {
    if (answer.ok || answer.error.code.startsWith('insi-')) {
      services.insi = answer.ok ? null : answer.error;
      changed('services');
    }
    return answer;
  };
  return {
    searchByTraits: async (query) => remember(await insi.searchByTraits(query)),
    verify: async (claim) => remember(await insi.verify(claim)),
  };
}

/** May INSi be called without asking anybody anything? Without its PIN the card would open a window over somebody's work. */
export function mayCallAlone(cardDesk: CardDesk): boolean {
  const { holder, pinVerified, failure } = cardDesk.state();
  return holder !== null && pinVerified && failure === null;
}

/** Why an INS waits to be verified, at this minute; null when its turn simply has not come. */
export function whyWaiting({ cardDesk, services }: Pick<Means, 'cardDesk' | 'services'>): string | null {
  const { holder, pinVerified } = cardDesk.state();
  if (holder === null) return 'carte absente';
  if (!pinVerified) return 'code de la carte à saisir';
  return services.insi ? 'INSi ne répond pas' : null;
}
