/** SHA-256 of the whole blocks of a message, stopped before its last block, so that a card may finish it. */
export interface PartialHash {
  /** The eight words after those blocks, 32 bytes; null when the message has no whole block before its last. */
  state: Uint8Array | null;
  /** Bits hashed so far, a multiple of 512. */
  bits: number;
  /** What is left, 1 to 64 bytes (0 for an empty message). */
  rest: Uint8Array;
}

const primes = (count: number): number[] => {
  const found: number[] = [];
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p !== 0)) found.push(n);
  return found;
};
/** First 32 bits of the fractional part (FIPS 180-4 §4.2.2, §5.3.3), exact through integer roots. */
const fraction = (prime: number, root: 2n | 3n): number => {
  const scaled = BigInt(prime) << (32n * root);
  let low = 0n;
  let high = 1n << 40n;
  while (high - low > 1n) {
    const middle = (low + high) / 2n;
    if (middle ** root <= scaled) low = middle;
    else high = middle;
  }
  return Number(low & 0xffffffffn);
};
const K = primes(64).map((p) => fraction(p, 3n));
const H0 = primes(8).map((p) => fraction(p, 2n));

const rotate = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function compress(h: number[], block: Uint8Array): number[] {
  const view = new DataView(block.buffer, block.byteOffset, 64);
  const w = Array.from({ length: 16 }, (_, i) => view.getUint32(i * 4));
  for (let i = 16; i < 64; i++) {
    const x = w[i - 15]!;
    const y = w[i - 2]!;
    const s0 = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
    const s1 = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
    w.push((w[i - 16]! + s0 + w[i - 7]! + s1) >>> 0);
  }
  let [a, b, c, d, e, f, g, k] = h as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const t1 = (k + s1 + ((e & f) ^ (~e & g)) + K[i]! + w[i]!) >>> 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) >>> 0;
    [k, g, f, e, d, c, b, a] = [g, f, e, (d + t1) >>> 0, c, b, a, (t1 + t2) >>> 0];
  }
  return [a, b, c, d, e, f, g, k].map((v, i) => (v + h[i]!) >>> 0);
}

/** Hashes all but the last block (PSO HASH of IAS ECC: the card pads and finishes). */
export function partialSha256(message: Uint8Array): PartialHash {
  const whole = message.length === 0 ? 0 : Math.floor((message.length - 1) / 64);
  let h = H0;
  for (let i = 0; i < whole; i++) h = compress(h, message.subarray(i * 64, i * 64 + 64));
  const state = new Uint8Array(32);
  const view = new DataView(state.buffer);
  for (const [i, word] of h.entries()) view.setUint32(i * 4, word);
  return { state: whole === 0 ? null : state, bits: whole * 512, rest: message.slice(whole * 64) };
}
