import { type Settings, settingsSchema } from '../../shared/contract/status';
import { ok } from '../../shared/result';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import type { Store } from '../store/store';
import type { Handlers, Means } from './means';

const NAME = 'practice';

/** The settings kept, completed by their defaults. */
export async function readSettings(store: Store): Promise<Settings> {
  const row = await store.db
    .selectFrom('settings')
    .select('value')
    .where('name', '=', NAME)
    .executeTakeFirst();
  const kept = settingsSchema.safeParse(row ? JSON.parse(row.value) : {});
  return kept.success ? kept.data : settingsSchema.parse({});
}

export function settingsHandlers(means: Means): Handlers<'settings.get' | 'settings.set'> {
  return {
    'settings.get': async () => ok(await readSettings(means.store)),
    'settings.set': async (settings) => {
      const value = JSON.stringify(settings);
      await means.store.write(async (tx) => {
        await tx
          .insertInto('settings')
          .values({ name: NAME, value })
          .onConflict((c) => c.column('name').doUpdateSet({ value }))
          .execute();
        await append(tx, { ...signed(means.act()), action: 'settings.changed' });
        return ok(null);
      });
      means.changed('settings');
      return ok(settings);
    },
  };
}
