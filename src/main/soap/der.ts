/** One DER value: its tag, its content, and all its bytes. */
export interface Der {
  tag: number;
  body: Uint8Array;
  raw: Uint8Array;
}

/** Reads the value at the start of `bytes`. Throws a RangeError on what is not DER: the caller makes a failure of it. */
export function readDer(bytes: Uint8Array): Der {
  const [tag, first] = bytes;
  if (tag === undefined || first === undefined || (tag & 0x1f) === 0x1f) throw new RangeError('DER tag');
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  if (first === 0x80 || lengthBytes > 4) throw new RangeError('DER length');
  const start = 2 + lengthBytes;
  const length = lengthBytes ? bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0) : first;
  if (start + length > bytes.length) throw new RangeError('DER cut');
  return { tag, body: bytes.subarray(start, start + length), raw: bytes.subarray(0, start + length) };
}

/** The values inside a constructed one. */
export function derChildren(of: Der): Der[] {
  if (!(of.tag & 0x20)) throw new RangeError('DER primitive');
  const children: Der[] = [];
  for (let at = 0; at < of.body.length; ) {
    const next = readDer(of.body.subarray(at));
    children.push(next);
    at += next.raw.length;
  }
  return children;
}

/** INTEGER, two's complement. */
export function derInteger(value: Der): bigint {
  if (value.tag !== 2 || value.body.length === 0) throw new RangeError('DER integer');
  return BigInt.asIntN(value.body.length * 8, BigInt(`0x${Buffer.from(value.body).toString('hex')}`));
}

/** OBJECT IDENTIFIER, dotted. */
export function derOid(value: Der): string {
  if (value.tag !== 6) throw new RangeError('DER OID');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const byte of value.body) {
    arc = (arc << 7n) | BigInt(byte & 0x7f);
    if (byte & 0x80) continue;
    arcs.push(arc);
    arc = 0n;
  }
  const first = arcs.shift()!;
  const root = first < 80n ? first / 40n : 2n;
  return [root, first - root * 40n, ...arcs].join('.');
}
