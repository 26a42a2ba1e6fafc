import { worklistViewSchema } from '../../shared/contract/inbox';
import { ok } from '../../shared/result';
import type { Handlers, Means } from './means';

/** Each person who signs in finds the worklist as they left it. Kept in the base: an addressee is somebody's name. */
export function viewHandlers(means: Means): Handlers<'view.get' | 'view.set'> {
  const name = () => `view:${means.act().who}`;
  return {
    'view.get': async () => {
      const row = await means.store.db
        .selectFrom('settings')
        .select('value')
        .where('name', '=', name())
        .executeTakeFirst();
      const kept = worklistViewSchema.safeParse(row ? JSON.parse(row.value) : {});
      return ok(kept.success ? kept.data : worklistViewSchema.parse({}));
    },
    'view.set': async (view) => {
      const value = JSON.stringify(view);
      await means.store.write(async (tx) => {
        await tx
          .insertInto('settings')
          .values({ name: name(), value })
          .onConflict((c) => c.column('name').doUpdateSet({ value }))
          .execute();
        return ok(null);
      });
      return ok(view);
    },
  };
}
