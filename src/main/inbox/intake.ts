import type { Clock } from '../../shared/clock';
import type { PersonOfPractice } from '../../shared/contract/status';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import type { Log } from '../../shared/log';
import { ok, type Result } from '../../shared/result';
import { type Act, actOf } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { getBlob, putBlob, type Row, type Store, type Tx } from '../store/store';
import { type Admission, admit, admitRefused } from './admit';
import { inboxFailure } from './failure';
import type { Read } from './port';

export interface IntakeOptions {
  store: Store;
  read: Read;
  clock: Clock;
  ids: Ids;
  log: Log;
  /** INS authorities accepted in this environment. */
  insOids: readonly string[];
  /** Who works here: a document that names one of them is theirs. */
  people?: readonly PersonOfPractice[];
  /** Files by itself what is certain; the line stays in the worklist until a person acknowledges it. */
  autoFile?: boolean;
}

export interface Arrival {
  bytes: Uint8Array;
  receivedAt: string;
  channel: 'mss' | 'dmp';
  /** Why the source would not bring it whole (too large, unreadable): `bytes` are then its headers, and it is not read as a message. */
  refused?: Failure | undefined;
  /** The patient from whose DMP it was asked. */
  dmpOf?: string | undefined;
}

export interface Received {
  messageId: string;
  /** Items made by this arrival: none when everything was already here. */
  items: string[];
  duplicate: boolean;
}

/** What comes in: bytes stored first, then read, then lines of the worklist. Nothing is lost, nothing is taken twice. */
export interface Intake {
  /** Resolves once the bytes are safe and read. May be called again with the same bytes at any time. */
  receive(arrival: Arrival): Promise<Result<Received, Failure>>;
  /**
   * The same for several, in their order and faster: stored by one transaction, read side by side, admitted by
   * another. A failure says nothing of each: given again one by one, what was kept is recognised.
   */
  receiveAll(arrivals: readonly Arrival[]): Promise<Result<Received[], Failure>>;
  /** Reads what was stored and not read before the last stop. Answers how many messages. */
  resume(): Promise<number>;
}

export function createIntake(options: IntakeOptions): Intake {
  const { store, clock, ids, log } = options;
  const act = () => actOf('automate', clock, ids);

  async function readStored(id: string): Promise<Result<string[], Failure>> {
    const row = await store.db
      .selectFrom('messages')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const bytes = await getBlob(store.db, row.sha256);
    const read = await readSafely(options.read, bytes, log);
    return store.write((tx) => admit(tx, admissionOf(row), read));
  }

  const admissionOf = (message: Row<'messages'>): Admission => ({
    store,
    act: act(),
    message,
    insOids: options.insOids,
    people: options.people ?? [],
    autoFile: options.autoFile ?? true,
  });

  /** A refused message is stored with its line, at once: left as « stored », it would be read at the next start as a whole message. */
  async function receiveAll(arrivals: readonly Arrival[]): Promise<Result<Received[], Failure>> {
    const stored = await store.write<(Stored | null)[], Failure>(async (tx) => {
      const all: (Stored | null)[] = [];
      for (const arrival of arrivals) all.push(arrival.refused ? null : await storeFirst(tx, act(), arrival));
      return ok(all);
    });
    if (!stored.ok) return stored;
    const reads = await Promise.all(
      arrivals.map((arrival, i) =>
        stored.value[i]?.toRead === false ? null : readSafely(options.read, arrival.bytes, log),
      ),
    );
    return store.write<Received[], Failure>(async (tx) => {
      const all: Received[] = [];
      for (const [i, arrival] of arrivals.entries()) {
        const { id } = stored.value[i] ?? (await storeFirst(tx, act(), arrival));
        const row = await tx
          .selectFrom('messages')
          .selectAll()
          .where('id', '=', id)
          .executeTakeFirstOrThrow();
        const read = reads[i];
        // Read before this batch, or twice in it.
        if (!read || row.state !== 'stored') all.push({ messageId: id, items: [], duplicate: true });
        else {
          const items = await admitted(tx, row, arrival, read);
          if (!items.ok) return items;
          all.push({ messageId: id, items: items.value, duplicate: false });
        }
      }
      return ok(all);
    });
  }

  async function admitted(
    tx: Tx,
    row: Row<'messages'>,
    { refused }: Arrival,
    read: Awaited<ReturnType<Read>>,
  ): Promise<Result<string[], Failure>> {
    if (!refused) return admit(tx, admissionOf(row), read);
    return ok(await admitRefused(tx, admissionOf(row), read.ok ? read.value : null, refused));
  }

  return {
    async receive(arrival) {
      const received = await receiveAll([arrival]);
      return received.ok ? ok(received.value[0]!) : received;
    },
    receiveAll,
    async resume() {
      const left = await store.db.selectFrom('messages').select('id').where('state', '=', 'stored').execute();
      for (const { id } of left) await readStored(id);
      return left.length;
    },
  };
}

interface Stored {
  id: string;
  toRead: boolean;
}

/** The bytes, before anything is tried with them. A message known by its hash is read again only if it never was. */
async function storeFirst(tx: Tx, act: Act, arrival: Arrival): Promise<Stored> {
  const stored = await storeBytes(tx, act, arrival);
  if (arrival.dmpOf !== undefined)
    await tx
      .insertInto('dmp_retrievals')
      .values({ message_id: stored.id, patient_id: arrival.dmpOf, at: act.at })
      .onConflict((c) => c.doNothing())
      .execute();
  return stored;
}

async function storeBytes(tx: Tx, act: Act, arrival: Arrival): Promise<Stored> {
  const sha256 = await putBlob(tx, arrival.bytes);
  const known = await tx
    .selectFrom('messages')
    .select(['id', 'state'])
    .where('sha256', '=', sha256)
    .executeTakeFirst();
  if (known) return { id: known.id, toRead: known.state === 'stored' };
  const id = act.ids.uuid();
  await tx
    .insertInto('messages')
    .values({
      id,
      sha256,
      channel: arrival.channel,
      received_at: arrival.receivedAt,
      stored_at: act.at,
      state: 'stored',
      from_name: '',
      from_address: '',
      subject: '',
      message_id: null,
      body: '',
    })
    .execute();
  await append(tx, { ...signed(act), action: 'message.stored', subject: id });
  return { id, toRead: true };
}

/** A reader that dies is one more way not to be readable. */
async function readSafely(read: Read, bytes: Uint8Array, log: Log): ReturnType<Read> {
  try {
    return await read(bytes);
  } catch (thrown) {
    log.error('intake.reader-lost', { name: thrown instanceof Error ? thrown.name : 'unknown' });
    return { ok: false, error: inboxFailure('inbox-reader-lost') };
  }
}
