import type { z } from 'zod';
import type { Clock } from '../../shared/clock';
import type { Configuration } from '../../shared/configuration';
import type { Area, Contract, Method, Response } from '../../shared/contract/contract';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import type { Log } from '../../shared/log';
import type { Drug } from '../../shared/prescription/prescription';
import type { Result } from '../../shared/result';
import type { CardDesk } from '../card/port';
import type { RenderOrdonnance } from '../compose/ordonnance';
import type { Dmp } from '../dmp/port';
import type { Read } from '../inbox/port';
import type { Verifier } from '../inbox/verifier';
import type { Insi } from '../ins/port';
import type { Act } from '../journal/act';
import type { Mailbox } from '../mss/port';
import type { StepHook } from '../outbox/effect';
import type { Sender } from '../outbox/sender';
import type { Stylesheets } from '../records/presentation';
import type { Store } from '../store/store';

/** What a practice is made of: every outside thing through its narrow door. */
export interface PracticeOptions {
  configuration: Configuration;
  store: Store;
  cardDesk: CardDesk;
  dmp: Dmp;
  insi: Insi;
  mailbox: Mailbox;
  clock: Clock;
  ids: Ids;
  log: Log;
  read: Read;
  renderOrdonnance: RenderOrdonnance;
  /** Absent: no document is laid out by a stylesheet. */
  stylesheets?: Stylesheets;
  drugs: { search(query: string): Drug[] };
  /** Files by itself what is certain (docs/decisions/042). */
  autoFile?: boolean;
  /** Called at each durable step of a sending: a test kills the process there. */
  stepHook?: StepHook;
  /** Between two verifications of INS; a test does not wait. */
  verificationPause?: (milliseconds: number) => Promise<void>;
}

/** What the handlers share. */
export interface Means extends PracticeOptions {
  sender: Sender;
  verifier: Verifier;
  services: ServiceMemory;
  act(): Act;
  changed(...areas: Area[]): void;
}

/** Last known word of each distant service, for the lights. `undefined`: not tried yet. */
export interface ServiceMemory {
  mss: { connected: boolean; failure: Failure | null };
  dmp: Failure | null | undefined;
  insi: Failure | null | undefined;
}

/** Answers one method of the contract, its request already checked. */
export type Handler<M extends Method> = (
  request: z.output<Contract[M]['request']>,
) => Promise<Result<Response<M>, Failure>>;
export type Handlers<M extends Method> = { readonly [K in M]: Handler<K> };
