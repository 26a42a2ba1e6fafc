import type { Match } from '../../shared/contract/inbox';
import type { Tx } from '../store/store';

/**
 * Writes a verdict that changed while the line waits. Its revision grows: what a screen shows of it is no longer
 * true. A gesture made before can still be taken back, for no person touched the line since.
 */
export async function changeVerdict(
  tx: Tx,
  item: { id: string; revision: number },
  verdict: Match['verdict'],
): Promise<void> {
  const revision = item.revision + 1;
  await tx.updateTable('inbox_items').set({ verdict, revision }).where('id', '=', item.id).execute();
  await tx
    .updateTable('undo_log')
    .set({ revision })
    .where('item_id', '=', item.id)
    .where('revision', '=', item.revision)
    .where('undone_at', 'is', null)
    .execute();
}
