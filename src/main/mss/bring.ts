import type { FetchMessageObject, ImapFlow } from 'imapflow';
import { type Bounds, described, fetchMessage } from './fetchMessage';
import type { FetchedMessage } from './port';

type Brought = Omit<FetchedMessage, 'uidValidity'>;

/** UIDs described by one question. */
const DESCRIBED = 500;
const DESCRIPTION = { uid: true, flags: true, size: true, internalDate: true };

/** What earlier connections taught about the messages to come. */
export interface Care {
  /** A connection was lost, or the intake refused, somewhere up to this UID: one message at a time until then. */
  untilUid: number;
  /** UIDs whose size broke a connection: their body is not asked for again. */
  hostile: ReadonlySet<number>;
  /** Called with the last UID of a batch before it is asked for. */
  reaching(uid: number): void;
  /** Called before a body is asked for alone, and after it came. */
  inHand(uid: number | null): void;
}

/**
 * Brings `uids` (ascending) in batches bounded in number and octets, handing each to `keep` in UID order;
 * the next batch is on its way while one is kept. `keep` gets the last UID it stands for, for the cursor:
 * messages that another client removed meanwhile are passed over.
 */
export async function bring(
  client: ImapFlow,
  uids: readonly number[],
  bounds: Bounds,
  care: Care,
  keep: (messages: Brought[], lastUid: number) => Promise<void>,
): Promise<void> {
  let keeping: Promise<void> = Promise.resolve();
  try {
    for (let at = 0; at < uids.length; at += DESCRIBED) {
      const slice = uids.slice(at, at + DESCRIBED);
      const about = await describe(client, slice);
      for (const batch of batches(slice, about, bounds, care)) {
        care.reaching(batch.at(-1)!);
        const messages = await bringBatch(client, batch, about, bounds, care);
        await keeping;
        keeping = keep(messages, batch.at(-1)!);
        // It is awaited with the next batch: until then its failure must not look unheard.
        keeping.catch(() => {});
      }
    }
  } finally {
    await keeping;
  }
}

type About = ReadonlyMap<number, FetchMessageObject>;

async function describe(client: ImapFlow, uids: readonly number[]): Promise<About> {
  const wanted = new Set(uids);
  const about = new Map<number, FetchMessageObject>();
  for await (const row of client.fetch(uids.join(','), DESCRIPTION, { uid: true }))
    if (wanted.has(row.uid)) about.set(row.uid, row);
  return about;
}

function* batches(
  uids: readonly number[],
  about: About,
  bounds: Bounds,
  care: Care,
): Generator<readonly number[]> {
  let batch: number[] = [];
  let bytes = 0;
  for (const uid of uids) {
    const size = about.get(uid)?.size ?? 0;
    const full = batch.length >= bounds.batchMessages || bytes + size > bounds.batchBytes;
    if (batch.length > 0 && (full || uid <= care.untilUid)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(uid);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

async function bringBatch(
  client: ImapFlow,
  batch: readonly number[],
  about: About,
  bounds: Bounds,
  care: Care,
): Promise<Brought[]> {
  const small = batch.filter((uid) => {
    const size = about.get(uid)?.size;
    return (
      size !== undefined && size <= Math.min(bounds.messageBytes, bounds.batchBytes) && !care.hostile.has(uid)
    );
  });
  const bodies = small.length > 1 ? await together(client, small, bounds) : new Map<number, Uint8Array>();
  const messages: Brought[] = [];
  for (const uid of batch) {
    const bytes = bodies.get(uid);
    if (bytes) {
      messages.push(described(about.get(uid)!, bytes));
      continue;
    }
    care.inHand(uid);
    const message = await alone(client, uid, about.get(uid), bounds, care);
    care.inHand(null);
    if (message) messages.push(message);
  }
  return messages;
}

/** One that a question for many did not bring. Left out of the descriptions too, it is asked for once more by itself: only then is it gone. */
async function alone(
  client: ImapFlow,
  uid: number,
  known: FetchMessageObject | undefined,
  bounds: Bounds,
  care: Care,
): Promise<Brought | null> {
  const about = known ?? (await client.fetchOne(uid, DESCRIPTION, { uid: true }));
  if (!about || about.uid !== uid) return null;
  return fetchMessage(client, about, bounds, care.hostile.has(uid));
}

/**
 * The bodies of one batch by one question. What is absent from the answer, or larger than announced, is
 * left to be asked for alone, where each way to fail has its own answer.
 */
async function together(
  client: ImapFlow,
  uids: readonly number[],
  bounds: Bounds,
): Promise<Map<number, Uint8Array>> {
  const wanted = new Set(uids);
  const bodies = new Map<number, Uint8Array>();
  let held = 0;
  for await (const row of client.fetch(uids.join(','), { uid: true, source: true }, { uid: true })) {
    if (!row.source?.length || !wanted.delete(row.uid)) continue;
    // The batch was sized on what the server announced: a liar does not fill the memory.
    const size = row.source.length;
    if (size > bounds.messageBytes || held + size > 2 * bounds.batchBytes) continue;
    held += size;
    bodies.set(row.uid, new Uint8Array(row.source));
  }
  return bodies;
}
