import type { Failure } from '../../shared/failure';
import { ok, type Result } from '../../shared/result';
import { listIntents } from '../outbox/list';
import type { Handlers, Means } from './means';

export function outboxHandlers(means: Means): Handlers<'outbox.list' | 'outbox.retry' | 'outbox.cancel'> {
  const { store, sender } = means;
  const after = async (done: Result<null, Failure>) => {
    if (!done.ok) return done;
    means.changed('outbox');
    return ok(await listIntents(store.db));
  };
  return {
    'outbox.list': async () => ok(await listIntents(store.db)),
    'outbox.retry': async ({ legId }) => {
      const done = await sender.retry(legId);
      if (done.ok)
        sender
          .run()
          .catch((thrown: unknown) =>
            means.log.error('outbox.stopped', { name: thrown instanceof Error ? thrown.name : 'unknown' }),
          );
      return after(done);
    },
    'outbox.cancel': async ({ legId }) => after(await sender.cancel(legId)),
  };
}
