import type { CardKind } from './port';

/** What an ATR says of a card. Only a first guess: the content confirms it (cards.md §1.2). */
export interface Recognition {
  kind: CardKind;
  certainty: 'exact' | 'mask' | 'historical' | 'none';
}

const exact: Readonly<Record<string, CardKind>> = {
  '3BAC00402A001225006480820212009000': 'cps2ter',
  '3BAC00402A001225006480000310009000': 'cps3',
  '3B8F80010031B86404B0ECC1739401808290000E': 'cps3',
  '3B9B188001001225006480040100009044': 'cps4',
  '3B9B188001001225006480000401009044': 'cps4',
  '3BDC18FF00001225006480000401009000': 'cps4',
};

/** The official Windows registration masks the interface bytes: they vary with the terminal. */
const cpsContact = /^3B.{10}1225006480(.{6})009000$/;
const cpsHistory = /^001225006480(.{6})/;
const vitale2 = /^3B751300004[3-9A-F]09[EF]A9000$/;
const vitale2History = /^[0-9A-F]{2}09[EF]A9000/;
const vitale1 = /^3F652500[0-9A-F]{2}09[0-9A-F]{2}9000$/;

/** Classifies an ATR: exact table, then masks, then the historical bytes wherever the terminal left them. */
export function recognise(atr: Uint8Array): Recognition {
  const hex = toHex(atr);
  const known = exact[hex];
  if (known) return { kind: known, certainty: 'exact' };
  const masked = cpsContact.exec(hex);
  if (masked) return { kind: generation(masked[1]!), certainty: 'mask' };
  if (vitale2.test(hex)) return { kind: 'vitale2', certainty: 'mask' };
  if (vitale1.test(hex)) return { kind: 'vitale1', certainty: 'mask' };
  const history = toHex(historicalBytes(atr));
  const cps = cpsHistory.exec(history);
  if (cps) return { kind: generation(cps[1]!), certainty: 'historical' };
  if (hex.startsWith('3B') && vitale2History.test(history))
    return { kind: 'vitale2', certainty: 'historical' };
  return { kind: 'unknown', certainty: 'none' };
}

/** The three pre-issuing bytes carry the version: `82 02 12`, `00 03 ..`, `00 04 ..` or `04 01 ..`. */
function generation(version: string): CardKind {
  if (version === '820212') return 'cps2ter';
  if (version.startsWith('0003')) return 'cps3';
  if (version.startsWith('0004') || version.startsWith('0401')) return 'cps4';
  return 'unknown';
}

/** The historical bytes of an ATR (ISO 7816-3 §8.2): T0 announces TA1…TD1, each TDi announces the next group. */
export function historicalBytes(atr: Uint8Array): Uint8Array {
  let at = 1;
  let format = atr[at] ?? 0;
  const count = format & 0x0f;
  at++;
  for (let group = 0; group < 8; group++) {
    const present = format >> 4;
    at += (present & 1) + ((present >> 1) & 1) + ((present >> 2) & 1);
    if ((present & 8) === 0) break;
    format = atr[at] ?? 0;
    at++;
  }
  return atr.subarray(at, at + count);
}

/** Upper-case hexadecimal. */
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();

/** Bytes of a hexadecimal text; spaces are for the reader's eye. */
export const fromHex = (hex: string): Uint8Array =>
  new Uint8Array(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
