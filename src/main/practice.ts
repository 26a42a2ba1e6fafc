import {
  type Answer,
  type Area,
  type Changed,
  contract,
  type Method,
  type Response,
} from '../shared/contract/contract';
import { type Failure, failures } from '../shared/failure';
import { ok, type Result } from '../shared/result';
import { marksWait } from './inbox/copies';
import { createIntake, type Intake } from './inbox/intake';
import { createVerifier } from './inbox/verifier';
import { actOf } from './journal/act';
import type { MailboxWatch } from './mss/port';
import { wakeForCard } from './outbox/legs';
import { createSender } from './outbox/sender';
import { composeHandlers } from './practice/compose';
import { dmpHandlers } from './practice/dmp';
import { inboxHandlers } from './practice/inbox';
import { mayCallAlone, rememberedInsi, whyWaiting } from './practice/insi';
import { watchMail } from './practice/mail';
import type { Handlers, Means, PracticeOptions } from './practice/means';
import { outboxHandlers } from './practice/outbox';
import { patientHandlers } from './practice/patients';
import { settingsHandlers } from './practice/settings';
import { statusHandlers } from './practice/status';
import { viewHandlers } from './practice/view';
import { failureOf } from './store/store';

export type { PracticeOptions } from './practice/means';

/** A running practice: the contract answered, mail received, sendings carried out. */
export interface Practice {
  /** Checks the request, answers, checks the answer. Never rejects: what goes wrong is a typed failure. */
  call<M extends Method>(method: M, request: unknown): Promise<Answer<M>>;
  call(method: unknown, request: unknown): Promise<Answer<Method>>;
  onChanged(listener: (changed: Changed) => void): () => void;
  /** Takes in what was stored and not read, resumes what was being sent, opens the mailbox. */
  start(): void;
  /** Ends what runs; what was committed stays for the next start. */
  stop(): Promise<void>;
  readonly intake: Intake;
}

const practiceFailure = failures({
  'practice-unknown-method': {
    retry: 'never',
    message: 'L’écran a demandé quelque chose que Colloque ne connaît pas.',
    action: 'Redémarrez Colloque\u202f; si cela se répète, prévenez votre éditeur.',
  },
  'practice-bad-request': {
    retry: 'never',
    message: 'La demande de l’écran n’est pas conforme\u202f: rien n’a été fait.',
    action: 'Redémarrez Colloque\u202f; si cela se répète, prévenez votre éditeur.',
  },
  'practice-bug': {
    retry: 'never',
    message: 'Une erreur inattendue est survenue\u202f; ce geste n’a pas été fait.',
    action: 'Recommencez\u202f; si cela se répète, prévenez votre éditeur.',
  },
});

/** A leg may become due at any minute. */
const TICK_MS = 20_000;
/** A submission may last minutes; leaving in the middle is safe: the leg is asked about at the next start. */
const STOP_MS = 5_000;

export function createPractice(options: PracticeOptions): Practice {
  const { store, cardDesk, clock, ids, log } = options;
  const listeners = new Set<(changed: Changed) => void>();
  let revision = 0;
  const changed = (...areas: Area[]) => {
    revision += 1;
    for (const listener of [...listeners]) listener({ areas, revision });
  };
  const who = () => cardDesk.state().holder?.rpps ?? 'poste';
  const services: Means['services'] = {
    mss: { connected: false, failure: null },
    dmp: undefined,
    insi: undefined,
  };
  const sender = createSender({
    ...options,
    step: options.stepHook ?? (() => {}),
    who,
    onChanged: () => changed('outbox'),
    onOutcome(channel, failure) {
      if (channel !== 'dmp') return;
      services.dmp = failure;
      changed('services');
    },
  });
  const insi = rememberedInsi(options.insi, services, changed);
  const verifier = createVerifier({
    store,
    insi,
    ready: () => mayCallAlone(cardDesk),
    clock,
    ids,
    who,
    onAnswer: () => changed('inbox'),
    ...(options.verificationPause ? { pause: options.verificationPause } : {}),
  });
  const act = () => actOf(who(), clock, ids);
  const means: Means = { ...options, insi, sender, verifier, services, changed, act };
  const received = createIntake({
    ...options,
    insOids: options.configuration.insOids,
    people: options.configuration.practice.people ?? [],
  });
  const intake: Intake = {
    ...received,
    async receive(arrival) {
      const answer = await received.receive(arrival);
      if (running) behind('ins.verify', verifier.run());
      return answer;
    },
  };
  const handlers: Handlers<Method> = {
    ...statusHandlers(means),
    ...settingsHandlers(means),
    ...inboxHandlers(means),
    ...patientHandlers(means),
    ...composeHandlers(means),
    ...outboxHandlers(means),
    ...dmpHandlers(means, intake),
    ...viewHandlers(means),
  };
  let watch: Promise<MailboxWatch | null> | null = null;
  let tick: NodeJS.Timeout | null = null;
  let stopCard: (() => void) | null = null;
  let running = false;
  let stopping = false;
  let reason = whyWaiting(means);
  const work = new Set<Promise<unknown>>();
  /** Background work: its failure is logged, and `stop` waits for it. */
  const behind = (name: string, job: Promise<unknown>) => {
    const ended = job
      .catch((thrown: unknown) => log.error(name, nameOf(thrown)))
      .finally(() => work.delete(ended));
    work.add(ended);
  };

  async function begin(): Promise<void> {
    await sender.recover();
    if ((await intake.resume()) > 0) changed('inbox');
    await sender.run();
    await verifier.run();
  }

  async function wake(): Promise<void> {
    const woken = await store.write(async (tx) => ok(await wakeForCard(tx, means.act())));
    if (woken.ok && woken.value > 0) await sender.run();
  }

  /** What was read here is told to the mailbox together, not line by line as a doctor reads. */
  async function tellMarks(): Promise<void> {
    if (await marksWait(store)) (await watch)?.look();
  }

  return {
    intake,
    async call(method: unknown, request: unknown) {
      const answer = await answerTo(handlers, method, request, log);
      return answer as Answer<Method>;
    },
    onChanged(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    start() {
      running = true;
      behind('practice.begin', begin());
      watch = watchMail(means, intake).catch((thrown: unknown) => {
        log.error('mss.watch', nameOf(thrown));
        return null;
      });
      stopCard = cardDesk.onChange((state) => {
        const before = reason;
        reason = whyWaiting(means);
        changed('services', 'app', ...(reason === before ? [] : (['inbox'] as const)));
        if (state.holder === null || stopping) return;
        behind('outbox.wake', wake());
        behind('ins.verify', verifier.run());
      });
      tick = setInterval(() => {
        // The card may have come while a leg was being tried without it: no change tells it then.
        if (cardDesk.state().holder !== null) behind('outbox.wake', wake());
        behind('outbox.run', sender.run());
        behind('mss.marks', tellMarks());
        behind('ins.verify', verifier.run());
      }, TICK_MS);
    },
    async stop() {
      stopping = true;
      running = false;
      verifier.stop();
      if (tick) clearInterval(tick);
      stopCard?.();
      await (await watch)?.stop();
      const rest = new Promise((resolve) => setTimeout(resolve, STOP_MS).unref());
      await Promise.race([Promise.allSettled([...work, sender.idle()]), rest]);
      listeners.clear();
    },
  };
}

const nameOf = (thrown: unknown) => ({
  // A message may quote a value: the name and the place are enough to find a bug.
  name: thrown instanceof Error ? thrown.name : 'unknown',
  at: thrown instanceof Error ? (thrown.stack?.split('\n')[1]?.trim() ?? null) : null,
});

async function answerTo(
  handlers: Handlers<Method>,
  method: unknown,
  request: unknown,
  log: PracticeOptions['log'],
): Promise<Result<Response<Method>, Failure>> {
  const refuse = (code: Parameters<typeof practiceFailure>[0], detail?: string) => {
    // Only a name of the contract is logged: any other string may hold anything.
    const known = typeof method === 'string' && Object.hasOwn(contract, method) ? method : null;
    log.warn('practice.refused', { code, method: known, detail });
    return { ok: false as const, error: practiceFailure(code, detail) };
  };
  if (typeof method !== 'string' || !Object.hasOwn(contract, method))
    return refuse('practice-unknown-method');
  const name = method as Method;
  const parsed = contract[name].request.safeParse(request);
  if (!parsed.success) return refuse('practice-bad-request', pathsOf(parsed.error));
  try {
    // The table pairs each name with its own types; the union of all of them is not callable.
    const handler = handlers[name] as (r: unknown) => Promise<Result<unknown, Failure>>;
    const result = await handler(parsed.data);
    if (!result.ok) {
      log.info('practice.failed', { method: name, code: result.error.code });
      return result;
    }
    const answer = contract[name].response.safeParse(result.value);
    if (answer.success) return ok(answer.data);
    log.error('practice.bad-response', { method: name, paths: pathsOf(answer.error) });
    return { ok: false, error: practiceFailure('practice-bug') };
  } catch (thrown) {
    log.error('practice.exception', { method: name, ...nameOf(thrown) });
    return { ok: false, error: failureOf(thrown) ?? practiceFailure('practice-bug') };
  }
}

/** Where a value is wrong, never the value. */
const pathsOf = (error: { issues: { path: PropertyKey[] }[] }): string =>
  error.issues
    .slice(0, 5)
    .map((i) => i.path.join('.'))
    .join(', ');
