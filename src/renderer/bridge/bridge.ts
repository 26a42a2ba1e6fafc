import type { Answer, Bridge, Changed, Method, Request } from '../../shared/contract/contract';
import { failures } from '../../shared/failure';

const failure = failures({
  'bridge-absent': {
    retry: 'human',
    message: 'Cette fenêtre n’est pas reliée au cœur de Colloque.',
    action: 'Fermez Colloque puis rouvrez-le.',
  },
  'bridge-broken': {
    retry: 'now',
    message: 'Le cœur de Colloque n’a pas répondu à cette demande.',
    action: 'Réessayez ; si cela persiste, fermez Colloque puis rouvrez-le.',
  },
});

const door = (): Bridge | undefined => (globalThis as { colloque?: Bridge }).colloque;

/** Asks main. Never throws: a broken door is a failure like another. */
export async function call<M extends Method>(method: M, request: Request<M>): Promise<Answer<M>> {
  const bridge = door();
  if (!bridge) return { ok: false, error: failure('bridge-absent') };
  try {
    return await bridge.call(method, request);
  } catch (cause) {
    return {
      ok: false,
      error: failure('bridge-broken', cause instanceof Error ? cause.name : undefined),
    };
  }
}

/** Hears « these areas changed ». Returns how to stop hearing. */
export const onChanged = (listener: (changed: Changed) => void): (() => void) =>
  door()?.onChanged(listener) ?? (() => {});
