/** A card made of code: the same state machine serves unit tests, the network reader and the real pcscd. */
export interface VirtualCard {
  readonly atr: Uint8Array;
  /** Answers data and status word. A mute card never answers; a card that left answers nothing (0 bytes). */
  transmit(apdu: Uint8Array): Uint8Array | Promise<Uint8Array>;
  /** Power off, power on or warm reset: selection, PIN state and security environment are lost. */
  reset(): void;
  /** It left its reader by itself (`removeAfter`): carriers must eject it. */
  readonly removed: boolean;
  onRemoved(listener: () => void): void;
}

/** What a card does when nothing goes wrong. */
export interface CardCore {
  readonly atr: Uint8Array;
  answer(apdu: Uint8Array): Uint8Array;
  reset(): void;
}

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.replaceAll(' ', ''), 'hex'));

export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

export const concat = (...parts: Uint8Array[]): Uint8Array => new Uint8Array(Buffer.concat(parts));

/** Data followed by a status word. */
export function reply(sw: number, data: Uint8Array = new Uint8Array()): Uint8Array {
  const out = new Uint8Array(data.length + 2);
  out.set(data);
  out[data.length] = sw >> 8;
  out[data.length + 1] = sw & 0xff;
  return out;
}

/** A command taken apart: `le` is null when it asks for nothing (cases 1 and 3). */
export interface Command {
  cla: number;
  ins: number;
  p1: number;
  p2: number;
  data: Uint8Array;
  le: number | null;
}

/** The four short cases of ISO 7816-3 §12.1; null when the lengths do not agree. */
export function parseCommand(apdu: Uint8Array): Command | null {
  const [cla, ins, p1, p2, p3] = apdu;
  if (cla === undefined || ins === undefined || p1 === undefined || p2 === undefined) return null;
  const head = { cla, ins, p1, p2 };
  if (p3 === undefined) return { ...head, data: new Uint8Array(), le: null };
  if (apdu.length === 5) return { ...head, data: new Uint8Array(), le: p3 || 256 };
  if (apdu.length === 5 + p3) return { ...head, data: apdu.slice(5), le: null };
  if (apdu.length === 6 + p3) return { ...head, data: apdu.slice(5, -1), le: apdu.at(-1)! || 256 };
  return null;
}

/** Objects with one-byte tags and lengths: enough for security environments. */
export function simpleTlvs(bytes: Uint8Array): Map<number, Uint8Array> {
  const found = new Map<number, Uint8Array>();
  for (let at = 0; at + 2 <= bytes.length; at += 2 + bytes[at + 1]!)
    found.set(bytes[at]!, bytes.slice(at + 2, at + 2 + bytes[at + 1]!));
  return found;
}
