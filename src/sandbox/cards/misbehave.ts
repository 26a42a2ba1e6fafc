import type { CardCore, VirtualCard } from './virtualCard';

/** The ways a card, or the hand that holds it, may fail (cards.md §8.2). */
export interface Misbehaviour {
  /** It leaves after that many APDUs, or at the first that pleases the predicate (before it is answered). */
  removeAfter?: number | ((apdu: Uint8Array) => boolean);
  removeDuringGetResponse?: boolean;
  mute?: boolean;
  muteAfter?: number;
  /** Answers zero bytes to everything: what PC/SC shows of a card being pulled. */
  emptyAnswer?: boolean;
  /** Answers are random bytes, each with that probability (always, unless told). */
  garbage?: { seed: number; rate?: number };
  delayMs?: number;
  /** Status word forced for an instruction: the command is not executed. */
  sw?: Readonly<Record<number, number>>;
  /** Every answer with data is first refused with the right length. */
  '6cEverywhere'?: boolean;
}

/** A card core behind the transport that may fail; without any switch it is transparent. */
export function misbehaving(core: CardCore, how: Misbehaviour): VirtualCard {
  const listeners = new Set<() => void>();
  const random = generator(how.garbage?.seed ?? 0);
  let count = 0;
  let removed = false;
  let refused: { command: string; answer: Uint8Array } | null = null;

  const remove = () => {
    removed = true;
    for (const listener of listeners) listener();
  };
  const leaves = (apdu: Uint8Array): boolean => {
    if (how.removeDuringGetResponse && apdu[1] === 0xc0) return true;
    if (typeof how.removeAfter === 'function') return how.removeAfter(apdu);
    return how.removeAfter !== undefined && count > how.removeAfter;
  };
  const garbage = (): Uint8Array =>
    Uint8Array.from({ length: Math.floor(random() * 40) }, () => Math.floor(random() * 256));

  const answer = (apdu: Uint8Array): Uint8Array => {
    if (how.emptyAnswer) return new Uint8Array();
    if (how.garbage && random() < (how.garbage.rate ?? 1)) return garbage();
    const forced = how.sw?.[apdu[1] ?? 0];
    if (forced !== undefined) return Uint8Array.of(forced >> 8, forced & 0xff);
    return how['6cEverywhere'] && apdu.length === 5 ? wrongLengthFirst(apdu) : core.answer(apdu);
  };
  const wrongLengthFirst = (apdu: Uint8Array): Uint8Array => {
    const command = Buffer.from(apdu.subarray(0, 4)).toString('hex');
    const last = refused;
    refused = null;
    if (last?.command === command && (last.answer.length - 2) % 256 === apdu[4]) return last.answer;
    const right = core.answer(apdu);
    if (right.length <= 2) return right;
    refused = { command, answer: right };
    return Uint8Array.of(0x6c, (right.length - 2) & 0xff);
  };

  return {
    atr: core.atr,
    reset: () => core.reset(),
    get removed() {
      return removed;
    },
    onRemoved: (listener) => void listeners.add(listener),
    transmit(apdu) {
      count++;
      if (!removed && leaves(apdu)) remove();
      if (removed) return new Uint8Array();
      if (how.mute || (how.muteAfter !== undefined && count > how.muteAfter)) return new Promise(() => {});
      const bytes = answer(apdu);
      if (!how.delayMs) return bytes;
      return new Promise((resolve) => setTimeout(resolve, how.delayMs, bytes));
    },
  };
}

/** mulberry32: small, seeded, good enough to be wrong in a reproducible way. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
