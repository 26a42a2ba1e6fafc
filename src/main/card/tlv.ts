/** One BER-TLV object. `tag` holds up to three tag bytes (`0xBF8101`). */
export interface Tlv {
  readonly tag: number;
  readonly value: Uint8Array;
}

/** A file on a card is small: more objects than this is garbage, not data. */
const MAX_OBJECTS = 512;

/**
 * The objects of a byte string, in order; null when it is malformed (a length runs past the end, an
 * indefinite length, an endless tag). Padding after the last object (`00` or `FF`) is accepted.
 */
export function readTlvs(bytes: Uint8Array): Tlv[] | null {
  const found: Tlv[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (bytes[at] === 0x00 || bytes[at] === 0xff) {
      const padding = bytes[at];
      return bytes.subarray(at).every((b) => b === padding) ? found : null;
    }
    const tag = readTag(bytes, at);
    if (!tag) return null;
    const length = readLength(bytes, tag.next);
    if (!length || length.next + length.value > bytes.length) return null;
    at = length.next + length.value;
    found.push({ tag: tag.value, value: bytes.subarray(length.next, at) });
    if (found.length > MAX_OBJECTS) return null;
  }
  return found;
}

/** The first object with that tag, or null. */
export const findTlv = (objects: readonly Tlv[] | null, tag: number): Uint8Array | null =>
  objects?.find((o) => o.tag === tag)?.value ?? null;

/** The value of the template `tag`, opened; null when it is absent or malformed. */
export function openTemplate(bytes: Uint8Array, tag: number): Tlv[] | null {
  const inside = findTlv(readTlvs(bytes), tag);
  return inside ? readTlvs(inside) : null;
}

function readTag(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  const first = bytes[at]!;
  if ((first & 0x1f) !== 0x1f) return { value: first, next: at + 1 };
  let value = first;
  for (let next = at + 1; next < Math.min(bytes.length, at + 3); next++) {
    value = (value << 8) | bytes[next]!;
    if ((bytes[next]! & 0x80) === 0) return { value, next: next + 1 };
  }
  return null;
}

function readLength(bytes: Uint8Array, at: number): { value: number; next: number } | null {
  const first = bytes[at];
  if (first === undefined) return null;
  if (first < 0x80) return { value: first, next: at + 1 };
  const count = first & 0x7f;
  if (count === 0 || count > 3 || at + count >= bytes.length) return null;
  let value = 0;
  for (let i = 1; i <= count; i++) value = value * 256 + bytes[at + i]!;
  return { value, next: at + 1 + count };
}
