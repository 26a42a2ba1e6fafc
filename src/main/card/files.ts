import { apdu, send, type Transmit, unexpected } from './apdu';
import { cardError } from './errors';
import { findTlv, openTemplate, readTlvs } from './tlv';

export type Generation = 'cps3' | 'cps4';

/** A CPS one may talk to: how to reach it, and which of the two dialects it speaks. */
export interface Link {
  readonly generation: Generation;
  readonly transmit: Transmit;
}

/** Largest file read from a card: a certificate is 2 KB. */
const MAX_FILE = 32 * 1024;
/** What the official library asks for at once (cards.md §2). */
const CHUNK = { cps3: 0xe7, cps4: 0xe7 } as const;
const CLA = { cps3: 0x00, cps4: 0x01 } as const;

/** Class byte of that dialect: a CPS4 lives on logical channel 1. */
export const cla = (link: Link): number => CLA[link.generation];

/** Selects by full path (3F00…). Answers the file size when the card gives one; null when there is no such file. */
export async function select(
  link: Link,
  path: Uint8Array,
): Promise<{ size: number | null; directory: boolean } | null> {
  const answer = await send(link.transmit, selectCommand(link, path));
  if (answer.sw === 0x6a82 || answer.sw === 0x9404) return null;
  if (answer.sw !== 0x9000) throw unexpected(answer.sw, 'select');
  const control = openTemplate(answer.data, 0x62) ?? openTemplate(answer.data, 0x6f);
  const size = findTlv(control, 0x80);
  const type = findTlv(control, 0x82);
  return {
    size: size && size.length <= 3 ? size.reduce((n, b) => n * 256 + b, 0) : null,
    directory: type?.[0] === 0x38,
  };
}

function selectCommand(link: Link, path: Uint8Array): Uint8Array {
  if (link.generation === 'cps3') return apdu(0x00, 0xa4, 0x09, 0x04, path);
  const fromMaster = path[0] === 0x3f && path[1] === 0x00;
  return apdu(0x01, 0xa4, 0x08, 0x00, fromMaster ? path.subarray(2) : path, 0x00);
}

/** Selects the application directory without asking for its control parameters. */
export async function enter(link: Link, path: Uint8Array): Promise<void> {
  if (link.generation === 'cps4') {
    await select(link, path);
    return;
  }
  const answer = await send(link.transmit, apdu(0x00, 0xa4, 0x09, 0x0c, path));
  if (answer.sw !== 0x9000) throw unexpected(answer.sw, 'enter');
}

/** The whole content of a transparent file; null when it does not exist. Rejects `pin-required` when it is guarded. */
export async function readFile(link: Link, path: Uint8Array): Promise<Uint8Array | null> {
  const file = await select(link, path);
  if (!file) return null;
  if (file.directory) throw cardError('card-unreadable', 'a directory where a file was expected');
  if (file.size !== null && file.size > MAX_FILE) throw cardError('card-unreadable', `size ${file.size}`);
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < (file.size ?? MAX_FILE)) {
    const wanted = Math.min(CHUNK[link.generation], (file.size ?? MAX_FILE) - at);
    const answer = await send(
      link.transmit,
      Uint8Array.of(cla(link), 0xb0, (at >> 8) & 0x7f, at & 0xff, wanted),
    );
    if (answer.sw === 0x6b00 && at > 0) break;
    if (answer.sw !== 0x9000 && answer.sw !== 0x6282) throw unexpected(answer.sw, 'read');
    if (answer.data.length > wanted) throw cardError('card-unreadable', 'more bytes than asked for');
    if (answer.data.length === 0) break;
    parts.push(answer.data);
    at += answer.data.length;
    if (answer.sw === 0x6282) break;
  }
  if (file.size !== null && at !== file.size) throw cardError('card-unreadable', `${at} of ${file.size}`);
  return new Uint8Array(Buffer.concat(parts));
}

/** TLV objects of a file's content; rejects `card-unreadable` when they are malformed. */
export function parsed(bytes: Uint8Array, name: string) {
  const objects = readTlvs(bytes);
  if (!objects) throw cardError('card-unreadable', `${name}: malformed`);
  return objects;
}
