import type { ImapFlow } from 'imapflow';
import { followed, sameFlags } from './flags';
import type { CopyFlag, MailCopies, MailCursor } from './port';

/** Changes told to the practice at once: a flood of flags is many small writes, never one that fills the memory. */
const TOLD = 500;

/**
 * Follows what other clients did to what was brought: flags, and messages that left the inbox. The inbox is
 * open and brought up to `cursor.lastUid`. With CONDSTORE (RFC 7162) only what changed since `cursor.modSeq`
 * is asked; without, every flag. UIDs that are not known are passed over: nothing a server says adds to what
 * is kept. Answers the mod-sequence from which to go on.
 */
export async function follow(
  client: ImapFlow,
  cursor: MailCursor,
  copies: MailCopies,
): Promise<string | null> {
  const { uidValidity, lastUid } = cursor;
  const known = await copies.known(uidValidity);
  if (known.size === 0) return cursor.modSeq;
  const modSeqs = keepsModSeqs(client);
  const since = modSeqs ? cursor.modSeq : null;
  // As it was before the question: what changes during the answer is asked for again.
  const reached = highestOf(cursor.modSeq, client.mailbox ? client.mailbox.highestModseq : undefined);
  const there = new Set<number>();
  let changed = new Map<number, readonly CopyFlag[]>();
  const tell = async () => {
    if (changed.size > 0) await copies.changed(uidValidity, changed, []);
    changed = new Map();
  };
  const range = `1:${Math.max(1, lastUid)}`;
  const options = { uid: true, ...(since === null ? {} : { changedSince: BigInt(since) }) };
  for await (const row of client.fetch(range, { uid: true, flags: true }, options)) {
    const before = known.get(row.uid);
    if (before === undefined) continue;
    there.add(row.uid);
    // A line without flags says nothing of them.
    if (row.flags === undefined) continue;
    const now = followed(row.flags);
    if (sameFlags(before, now)) continue;
    changed.set(row.uid, now);
    if (changed.size >= TOLD) await tell();
  }
  await tell();
  const gone = since === null ? absent(known, there) : await expunged(client, known, lastUid);
  for (let at = 0; at < gone.length; at += TOLD)
    await copies.changed(uidValidity, new Map(), gone.slice(at, at + TOLD));
  return modSeqs ? reached : null;
}

/** CHANGEDSINCE and MODSEQ turn the extension on by being used (RFC 7162 §3.1): no ENABLE is needed. */
export function allowModSeqs(client: ImapFlow): void {
  if (client.capabilities.has('CONDSTORE') || client.capabilities.has('QRESYNC'))
    client.enabled.add('CONDSTORE');
}

const keepsModSeqs = (client: ImapFlow): boolean =>
  client.enabled.has('CONDSTORE') && client.mailbox !== false && client.mailbox.highestModseq !== undefined;

/** A changed-since answer names no message that is gone: only when the count differs are the UIDs listed. */
async function expunged(
  client: ImapFlow,
  known: ReadonlyMap<number, unknown>,
  lastUid: number,
): Promise<number[]> {
  if (client.mailbox && client.mailbox.exists === known.size) return [];
  const found = await client.search({ uid: `1:${Math.max(1, lastUid)}` }, { uid: true });
  if (!found) throw Object.assign(new Error('search refused'), { code: 'InvalidResponse' });
  return absent(known, new Set(found));
}

const absent = (known: ReadonlyMap<number, unknown>, there: ReadonlySet<number>): number[] =>
  [...known.keys()].filter((uid) => !there.has(uid));

function highestOf(a: string | null, b: bigint | undefined): string | null {
  if (b === undefined) return a;
  return a === null || b > BigInt(a) ? String(b) : a;
}
