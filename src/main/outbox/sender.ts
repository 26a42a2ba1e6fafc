import type { Clock } from '../../shared/clock';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import type { Log } from '../../shared/log';
import { err, ok, type Result } from '../../shared/result';
import type { Dmp, DmpExistence } from '../dmp/port';
import { actOf } from '../journal/act';
import type { Mailbox } from '../mss/port';
import type { Row, Store } from '../store/store';
import { type Ending, type ExistenceMemory, type StepHook, tryDmp, tryMail } from './effect';
import { outboxFailure } from './failure';
import { markInterrupted, note, settleLeg, takeLeg } from './legs';
import { readPayload } from './payload';

export interface SenderOptions {
  store: Store;
  dmp: Dmp;
  mailbox: Mailbox;
  clock: Clock;
  ids: Ids;
  log: Log;
  step: StepHook;
  /** Who the sending is done for: the holder of the card, or `automate`. */
  who: () => string;
  onChanged: () => void;
  onOutcome?: (channel: Row<'outbox_legs'>['channel'], failure: Failure | null) => void;
}

/** Sends what is committed. One try a leg at a time; legs do not wait for each other's channel. */
export interface Sender {
  /** After a start: what was being sent may have left. */
  recover(): Promise<void>;
  /** Tries every leg that is due, once. */
  run(): Promise<void>;
  /** A person asks for another try. */
  retry(legId: string): Promise<Result<null, Failure>>;
  /** A person gives up a leg that has not left. */
  cancel(legId: string): Promise<Result<null, Failure>>;
  /** Resolves when nothing is being sent. */
  idle(): Promise<void>;
}

export function createSender(options: SenderOptions): Sender {
  const { store, clock, step } = options;
  const memory = dayMemory(clock);
  const act = () => actOf(options.who(), clock, options.ids);
  let running: Promise<void> | null = null;
  let again = false;

  async function send(leg: Row<'outbox_legs'>): Promise<void> {
    const taken = await store.write((tx) => takeLeg(tx, act(), leg));
    if (!taken.ok) return;
    options.onChanged();
    await step('leg-taken');
    const payload = await readPayload(store.db, leg);
    const ending: Ending =
      payload.kind === 'dmp'
        ? await tryDmp(options.dmp, memory, payload, step)
        : await tryMail(options.mailbox, payload.mail, leg.state === 'unknown', step);
    await store.write((tx) => settleLeg(tx, act(), leg, ending));
    options.log.info('outbox.try', {
      leg: leg.id,
      channel: leg.channel,
      state: ending.state,
      code: ending.state === 'sent' ? null : ending.failure.code,
    });
    options.onOutcome?.(leg.channel, ending.state === 'sent' ? null : ending.failure);
    options.onChanged();
    await step('leg-settled');
  }

  async function pass(): Promise<void> {
    const due = await store.db
      .selectFrom('outbox_legs')
      .selectAll()
      .where('state', 'in', ['waiting', 'unknown'])
      .where((e) =>
        e.or([e('next_attempt_at', 'is', null), e('next_attempt_at', '<=', clock.now().toISOString())]),
      )
      .execute();
    const chain = async (legs: typeof due) => {
      for (const leg of legs) await send(leg);
    };
    const ends = await Promise.allSettled([
      chain(due.filter((l) => l.channel === 'dmp')),
      chain(due.filter((l) => l.channel !== 'dmp')),
    ]);
    const broken = ends.find((e) => e.status === 'rejected');
    if (broken) throw broken.reason;
  }

  return {
    recover: async () => {
      await store.write(async (tx) => ok(await markInterrupted(tx, act())));
    },
    async run() {
      if (running) {
        again = true;
        return running;
      }
      running = (async () => {
        do {
          again = false;
          await pass();
        } while (again);
      })().finally(() => {
        running = null;
      });
      return running;
    },
    retry: (legId) =>
      store.write(async (tx) => {
        const leg = await tx.selectFrom('outbox_legs').selectAll().where('id', '=', legId).executeTakeFirst();
        if (!leg) return err(outboxFailure('outbox-unknown-leg'));
        if (!['waiting', 'unknown', 'parked'].includes(leg.state))
          return err(outboxFailure('outbox-not-waiting'));
        const confirms =
          leg.failure !== null && (JSON.parse(leg.failure) as Failure).code === 'outbox-traits-differ';
        await tx
          .updateTable('outbox_legs')
          .set({
            // What may have left stays unknown: the peer is asked first.
            state: leg.state === 'unknown' ? 'unknown' : 'waiting',
            next_attempt_at: null,
            payload: confirms ? JSON.stringify({ ...JSON.parse(leg.payload), confirmed: true }) : leg.payload,
          })
          .where('id', '=', legId)
          .execute();
        await note(tx, act(), leg, confirms ? 'outbox.confirmed' : 'outbox.retried', null);
        return ok(null);
      }),
    cancel: (legId) =>
      store.write(async (tx) => {
        const leg = await tx.selectFrom('outbox_legs').selectAll().where('id', '=', legId).executeTakeFirst();
        if (!leg) return err(outboxFailure('outbox-unknown-leg'));
        if (leg.state === 'unknown') return err(outboxFailure('outbox-may-have-left'));
        if (leg.state !== 'waiting' && leg.state !== 'parked')
          return err(outboxFailure('outbox-not-waiting'));
        await tx
          .updateTable('outbox_legs')
          .set({ state: 'cancelled', next_attempt_at: null })
          .where('id', '=', legId)
          .execute();
        await note(tx, act(), leg, 'outbox.cancelled', null);
        return ok(null);
      }),
    idle: async () => {
      await running?.catch(() => {});
    },
  };
}

function dayMemory(clock: Clock): ExistenceMemory {
  const known = new Map<string, { day: string; existence: DmpExistence }>();
  const today = () => clock.now().toISOString().slice(0, 10);
  return {
    recall(matricule) {
      const found = known.get(matricule);
      return found?.day === today() ? found.existence : null;
    },
    keep: (matricule, existence) => void known.set(matricule, { day: today(), existence }),
  };
}
