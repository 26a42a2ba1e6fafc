import type { Clock } from '../../shared/clock';
import type { Ids } from '../../shared/ids';

/** Who acts, and when: what every change of the base is signed with. */
export interface Act {
  /** RPPS of the professional, `poste` when no card is in, `automate` when nobody pressed a key. */
  readonly who: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly ids: Ids;
}

export const actOf = (who: string, clock: Clock, ids: Ids): Act => ({
  who,
  at: clock.now().toISOString(),
  ids,
});
