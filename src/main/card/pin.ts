import { apdu, send, sendOnce, unexpected } from './apdu';
import { cardError } from './errors';
import { cla, type Link } from './files';
import type { PinObject } from './pkcs15';
import { fromHex } from './recognise';
import { findTlv, openTemplate } from './tlv';

const MASTER_FILE = fromHex('3F00');

/**
 * Tries left on the PIN, from the card's own counter, without consuming one. Rejects
 * `pin-counter-unreadable` rather than guess: no PIN is ever presented blind.
 */
export async function readTriesLeft(link: Link, pin: PinObject): Promise<number> {
  const left = link.generation === 'cps3' ? await counterObject(link, pin) : await emptyVerify(link, pin);
  if (left === null) throw cardError('pin-counter-unreadable');
  return left;
}

/** CPS3: GET DATA of the PIN's security object; `9A` maximum, `9B` left, `9D` usages left (0 is blocked). */
async function counterObject(link: Link, pin: PinObject): Promise<number | null> {
  await send(link.transmit, apdu(0x00, 0xa4, 0x09, 0x0c, MASTER_FILE));
  const request = Uint8Array.of(0x4d, 0x08, 0x70, 0x06, 0xbf, 0x81, pin.reference & 0x7f, 0x02, 0xa0, 0x80);
  const answer = await send(link.transmit, apdu(0x00, 0xcb, 0x3f, 0xff, request));
  if (answer.sw !== 0x9000) return null;
  const object = openTemplate(answer.data, 0x70)?.find((o) => o.tag >> 8 === 0xbf81);
  const fields = object ? openTemplate(object.value, 0xa0) : null;
  const max = findTlv(fields, 0x9a)?.[0];
  const left = findTlv(fields, 0x9b)?.[0];
  if (max === undefined || left === undefined || left > max || max > 15) return null;
  return findTlv(fields, 0x9d)?.at(-1) === 0 ? 0 : left;
}

/** CPS4: VERIFY without a PIN answers the counter and consumes nothing; `90 00` means already presented. */
async function emptyVerify(link: Link, pin: PinObject): Promise<number | null> {
  const { sw } = await sendOnce(link.transmit, Uint8Array.of(cla(link), 0x20, 0x00, pin.reference));
  if (sw === 0x9000) return pinMax;
  if (sw === 0x6983) return 0;
  return sw >> 4 === 0x63c ? sw & 0x0f : null;
}

/** « Three tries » (cards.md §2.4): what is shown when the PIN already stands. */
const pinMax = 3;

/** Refuses locally what the card would count as a wrong try: another length, anything but digits. */
export const isWellFormed = (code: string, pin: PinObject): boolean =>
  /^\d+$/.test(code) && code.length >= pin.minLength && code.length <= pin.maxLength;

/**
 * Presents the PIN, **once**: no status word makes it go twice. Answers null when it is accepted,
 * otherwise the number of tries left (0: the card is blocked). The bytes are cleared before it returns.
 */
export async function verifyPin(link: Link, pin: PinObject, code: string): Promise<number | null> {
  const command = apdu(cla(link), 0x20, 0x00, pin.reference, encoded(code, pin));
  try {
    if (link.generation === 'cps3') await send(link.transmit, apdu(0x00, 0xa4, 0x09, 0x0c, MASTER_FILE));
    const { sw } = await sendOnce(link.transmit, command);
    if (sw === 0x9000) return null;
    if (sw === 0x6983 || sw === 0x9840) return 0;
    if (sw >> 4 === 0x63c) return sw & 0x0f;
    throw unexpected(sw, 'verify');
  } finally {
    command.fill(0);
  }
}

/** ASCII digits, padded to the stored length when the card stores more. */
function encoded(code: string, pin: PinObject): Uint8Array {
  const bytes = new Uint8Array(Math.max(code.length, Math.min(pin.storedLength, 16))).fill(pin.padding);
  for (let i = 0; i < code.length; i++) bytes[i] = code.charCodeAt(i);
  return bytes;
}
