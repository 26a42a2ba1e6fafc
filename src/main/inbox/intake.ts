import type { Clock } from '../../shared/clock';
import type { PersonOfPractice } from '../../shared/contract/status';
import type { Failure } from '../../shared/failure';
import type { Ids } from '../../shared/ids';
import type { Log } from '../../shared/log';
import { ok, type Result } from '../../shared/result';
import { type Act, actOf } from '../journal/act';
import { append } from '../journal/journal';
import { signed } from '../patients/repository';
import { getBlob, putBlob, type Row, type Store, sha256, type Tx } from '../store/store';
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
   * another, in which `also` notes what must stand or fall with them. A failure says nothing of each: given
   * again one by one, what was kept is recognised.
   */
  receiveAll(
    arrivals: readonly Arrival[],
    also?: (tx: Tx, received: readonly Received[]) => Promise<void>,
  ): Promise<Result<Received[], Failure>>;
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

  /** Messages whose bytes were read at an earlier arrival. */
  async function readBefore(hashes: readonly string[]): Promise<Set<string>> {
    const rows = await store.db
      .selectFrom('messages')
      .select('sha256')
      .where('sha256', 'in', hashes)
      .where('state', '!=', 'stored')
      .execute();
    return new Set(rows.map((row) => row.sha256));
  }

  /** A refused message is stored with its line, at once: left as « stored », it would be read at the next start as a whole message. */
  async function receiveAll(
    arrivals: readonly Arrival[],
    also: (tx: Tx, received: readonly Received[]) => Promise<void> = async () => {},
  ): Promise<Result<Received[], Failure>> {
    const hashes = arrivals.map(({ bytes }) => sha256(bytes));
    const before = await readBefore(hashes);
    // Read in their thread while they are written here; nothing of it is used before the bytes are safe.
    const reading = arrivals.map(({ bytes }, i) =>
      before.has(hashes[i]!) ? null : readSafely(options.read, bytes, log),
    );
    const stored = await store.write<null, Failure>(async (tx) => {
      for (const arrival of arrivals) if (!arrival.refused) await storeFirst(tx, act(), arrival);
      return ok(null);
    });
    const reads = await Promise.all(reading);
    if (!stored.ok) return stored;
    return store.write<Received[], Failure>(async (tx) => {
      const all: Received[] = [];
      for (const [i, arrival] of arrivals.entries()) {
        const row = await storeFirst(tx, act(), arrival);
        const read = reads[i];
        // Read before this batch, or twice in it.
        if (!read || row.state !== 'stored') all.push({ messageId: row.id, items: [], duplicate: true });
        else {
          const items = await admitted(tx, row, arrival, read);
          if (!items.ok) return items;
          all.push({ messageId: row.id, items: items.value, duplicate: false });
        }
      }
      await also(tx, all);
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

/** The bytes, before anything is tried with them, unless they are known by their hash. */
async function storeFirst(tx: Tx, act: Act, arrival: Arrival): Promise<Row<'messages'>> {
  const stored = await storeBytes(tx, act, arrival);
  if (arrival.dmpOf !== undefined)
    await tx
      .insertInto('dmp_retrievals')
      .values({ message_id: stored.id, patient_id: arrival.dmpOf, at: act.at })
      .onConflict((c) => c.doNothing())
      .execute();
  return stored;
}

async function storeBytes(tx: Tx, act: Act, arrival: Arrival): Promise<Row<'messages'>> {
  const hash = sha256(arrival.bytes);
  const known = await tx.selectFrom('messages').selectAll().where('sha256', '=', hash).executeTakeFirst();
  if (known) return known;
  const row: Row<'messages'> = {
    id: act.ids.uuid(),
    sha256: await putBlob(tx, arrival.bytes),
    channel: arrival.channel,
    received_at: arrival.receivedAt,
    stored_at: act.at,
    state: 'stored',
    from_name: '',
    from_address: '',
    subject: '',
    message_id: null,
    body: '',
  };
  await tx.insertInto('messages').values(row).execute();
  await append(tx, { ...signed(act), action: 'message.stored', subject: row.id });
  return row;
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
