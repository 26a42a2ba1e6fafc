import { type CardError, cardError } from './errors';

/** What a card answered: data, and the status word as one number (`0x9000`). */
export interface Answer {
  readonly data: Uint8Array;
  readonly sw: number;
}

/** One raw APDU to the card; rejects with a failure when the card is gone or mute. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/** No file of a CPS comes near this; it stops a card that says « more data » for ever. */
const MAX_ANSWER = 64 * 1024;

/**
 * Sends one APDU **once**, without any of the replays below. For VERIFY: whatever the card
 * answers, a second PIN presentation is the decision of a human (cards.md §2.4).
 */
export async function sendOnce(transmit: Transmit, apdu: Uint8Array): Promise<Answer> {
  const raw = await transmit(apdu);
  // A card pulled mid-read gives an empty answer without any error (cards.md §7).
  if (raw.length < 2) throw cardError('card-communication', `answer of ${raw.length} bytes`);
  return { data: raw.slice(0, -2), sw: (raw.at(-2)! << 8) | raw.at(-1)! };
}

/** Sends one APDU and follows T=0: `6C xx` is replayed once with the right Le, `61 xx`/`9F xx` fetched. */
export async function send(transmit: Transmit, apdu: Uint8Array): Promise<Answer> {
  let answer = await sendOnce(transmit, apdu);
  if (answer.sw >> 8 === 0x6c) answer = await sendOnce(transmit, withLe(apdu, answer.sw & 0xff));
  const parts = [answer.data];
  let size = answer.data.length;
  // A chained command is fetched on the plain channel: the chaining bit is not part of GET RESPONSE.
  const cla = apdu[0]! & ~0x10;
  while (answer.sw >> 8 === 0x61 || answer.sw >> 8 === 0x9f) {
    const get = (le: number) => sendOnce(transmit, Uint8Array.of(cla, 0xc0, 0, 0, le));
    let next = await get(answer.sw & 0xff);
    if (next.sw >> 8 === 0x6c) next = await get(next.sw & 0xff);
    answer = next;
    size += answer.data.length;
    if (size > MAX_ANSWER || (answer.data.length === 0 && answer.sw !== 0x9000))
      throw unexpected(answer.sw, 'get response');
    parts.push(answer.data);
  }
  return { data: parts.length === 1 ? parts[0]! : new Uint8Array(Buffer.concat(parts)), sw: answer.sw };
}

/** A command header with its data: case 3, or case 4 when `le` is given. */
export function apdu(
  cla: number,
  ins: number,
  p1: number,
  p2: number,
  data: Uint8Array,
  le?: number,
): Uint8Array {
  const out = new Uint8Array(5 + data.length + (le === undefined ? 0 : 1));
  out.set([cla, ins, p1, p2, data.length]);
  out.set(data, 5);
  if (le !== undefined) out[out.length - 1] = le;
  return out;
}

/** Command chaining (ISO 7816-4 §5.1.1): every block but the last carries bit 5 of CLA. Answers the last one. */
export async function sendChained(
  transmit: Transmit,
  header: readonly [cla: number, ins: number, p1: number, p2: number],
  data: Uint8Array,
  le?: number,
): Promise<Answer> {
  const [cla, ins, p1, p2] = header;
  let at = 0;
  for (; data.length - at > 255; at += 255) {
    const part = await send(transmit, apdu(cla | 0x10, ins, p1, p2, data.subarray(at, at + 255)));
    if (part.sw !== 0x9000) return part;
  }
  return send(transmit, apdu(cla, ins, p1, p2, data.subarray(at), le));
}

/** The command with another Le: case 2 has four header bytes and Le, case 3 and 4 have Lc and data before it. */
function withLe(command: Uint8Array, le: number): Uint8Array {
  const body = command.length <= 5 ? 4 : 5 + command[4]!;
  const out = new Uint8Array(body + 1);
  out.set(command.subarray(0, body));
  out[body] = le;
  return out;
}

/** The failure a status word means where success was expected (table of cards.md §2.4, CPS2ter words included). */
export function unexpected(sw: number, step: string): CardError {
  const detail = `${step}: ${sw.toString(16).toUpperCase().padStart(4, '0')}`;
  if (sw === 0x6983 || sw === 0x9840 || sw === 0x9808) return cardError('pin-blocked', detail);
  if (sw === 0x6984 || sw === 0x9802) return cardError('pin-unusable', detail);
  if (sw === 0x6982 || sw === 0x9804) return cardError('pin-required', detail);
  return cardError('card-unreadable', detail);
}
