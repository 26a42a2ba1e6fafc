import type { FetchMessageObject, ImapFlow } from 'imapflow';
import type { Failure } from '../../shared/failure';
import { mssFailure } from './failures';
import { followed } from './flags';
import type { FetchedMessage } from './port';

/** Asked of the server at once: large enough for few round trips, small enough to hold a liar. */
const CHUNK = 1024 * 1024;

export interface Bounds {
  messageBytes: number;
  headerBytes: number;
  /** Messages, and octets, brought by one question: see bring.ts. */
  batchMessages: number;
  batchBytes: number;
}

/** Errors after which the same message would break the connection again. */
export const isTooMuch = (error: unknown): boolean =>
  /LiteralTooLarge|ResponseTooLarge|DownloadOverflow/.test(String((error as { code?: unknown })?.code));

/**
 * Brings one message, never marking it as read; `about` is its uid, flags, size and date. Null when it is
 * no longer there (another client moved it). A message that may not be brought comes as its headers and a
 * refusal. `hostile`: this message broke a connection before by its size.
 */
export async function fetchMessage(
  client: ImapFlow,
  about: FetchMessageObject,
  bounds: Bounds,
  hostile: boolean,
): Promise<Omit<FetchedMessage, 'uidValidity'> | null> {
  const { uid } = about;
  if (hostile || (about.size ?? 0) > bounds.messageBytes)
    return refused(client, about, bounds, mssFailure('mss-received-too-large', `${about.size ?? '?'} bytes`));
  const bytes = await body(client, uid, bounds.messageBytes);
  if (bytes === 'too-large') return refused(client, about, bounds, mssFailure('mss-received-too-large'));
  if (bytes) return described(about, bytes);
  const still = await client.fetchOne(uid, { uid: true }, { uid: true });
  return still ? refused(client, about, bounds, mssFailure('mss-received-unreadable')) : null;
}

async function body(client: ImapFlow, uid: number, max: number): Promise<Uint8Array | 'too-large' | null> {
  const { content } = await client.download(uid, undefined, {
    uid: true,
    chunkSize: CHUNK,
    maxBytes: max + 1,
  });
  if (!content) return null;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of content as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > max) return 'too-large';
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

async function refused(client: ImapFlow, about: FetchMessageObject, bounds: Bounds, refusal: Failure) {
  const headers = await client
    .fetchOne(
      about.uid,
      { uid: true, bodyParts: [{ key: 'header', start: 0, maxLength: bounds.headerBytes }] },
      { uid: true },
    )
    .catch(() => null);
  // imapflow files the section HEADER under `headers`, partial or not.
  const bytes = (headers || undefined)?.headers ?? Buffer.alloc(0);
  return { ...described(about, new Uint8Array(bytes.subarray(0, bounds.headerBytes))), refused: refusal };
}

export const described = (about: FetchMessageObject, bytes: Uint8Array) => ({
  uid: about.uid,
  bytes,
  receivedAt: isoDate(about.internalDate),
  flags: followed(about.flags),
});

/** A server may answer a date that is none: the epoch then, never an exception. */
function isoDate(date: Date | string | undefined): string {
  const parsed = new Date(date ?? 0);
  return (Number.isNaN(parsed.getTime()) ? new Date(0) : parsed).toISOString();
}
