import { concat } from './virtualCard';

/** Constants of FIPS 180-4 §4.2.2, and the initial state of §5.3.3. */
const K = Uint32Array.from(
  (
    '428a2f98 71374491 b5c0fbcf e9b5dba5 3956c25b 59f111f1 923f82a4 ab1c5ed5 d807aa98 12835b01 243185be 550c7dc3 ' +
    '72be5d74 80deb1fe 9bdc06a7 c19bf174 e49b69c1 efbe4786 0fc19dc6 240ca1cc 2de92c6f 4a7484aa 5cb0a9dc 76f988da ' +
    '983e5152 a831c66d b00327c8 bf597fc7 c6e00bf3 d5a79147 06ca6351 14292967 27b70a85 2e1b2138 4d2c6dfc 53380d13 ' +
    '650a7354 766a0abb 81c2c92e 92722c85 a2bfe8a1 a81a664b c24b8b70 c76c51a3 d192e819 d6990624 f40e3585 106aa070 ' +
    '19a4c116 1e376c08 2748774c 34b0bcb5 391c0cb3 4ed8aa4a 5b9cca4f 682e6ff3 748f82ee 78a5636f 84c87814 8cc70208 ' +
    '90befffa a4506ceb bef9a3f7 c67178f2'
  )
    .split(' ')
    .map((word) => Number.parseInt(word, 16)),
);
const INITIAL = Buffer.from('6a09e667bb67ae853c6ef372a54ff53a510e527f9b05688c1f83d9ab5be0cd19', 'hex');

/**
 * Finishes a SHA-256 that someone else began (PSO HASH of IAS ECC): `state` after `bits` bits, a multiple
 * of 512, then the `rest` of the message. Null state: begins here.
 */
export function resumeSha256(state: Uint8Array | null, bits: bigint, rest: Uint8Array): Uint8Array {
  const view = new DataView(Uint8Array.from(state ?? INITIAL).buffer);
  const h = Uint32Array.from({ length: 8 }, (_, i) => view.getUint32(i * 4));
  const padded = concat(
    rest,
    Uint8Array.of(0x80),
    new Uint8Array((((55 - rest.length) % 64) + 64) % 64),
    new Uint8Array(8),
  );
  new DataView(padded.buffer).setBigUint64(padded.length - 8, bits + BigInt(rest.length) * 8n);
  for (let at = 0; at < padded.length; at += 64) block(h, new DataView(padded.buffer, at, 64));
  const out = new Uint8Array(32);
  for (const [i, word] of h.entries()) new DataView(out.buffer).setUint32(i * 4, word);
  return out;
}

const turn = (x: number, n: number): number => (x >>> n) | (x << (32 - n));

function block(h: Uint32Array, data: DataView): void {
  const w = new Uint32Array(64);
  for (let i = 0; i < 64; i++) {
    if (i < 16) w[i] = data.getUint32(i * 4);
    else {
      const a = w[i - 15]!;
      const b = w[i - 2]!;
      w[i] =
        w[i - 16]! +
        (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) +
        w[i - 7]! +
        (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
    }
  }
  const v = Uint32Array.from(h);
  for (let i = 0; i < 64; i++) {
    const e = v[4]!;
    const a = v[0]!;
    const one =
      v[7]! + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & v[5]!) ^ (~e & v[6]!)) + K[i]! + w[i]!;
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & v[1]!) ^ (a & v[2]!) ^ (v[1]! & v[2]!));
    v.copyWithin(1, 0, 7);
    v[4] = v[4]! + one;
    v[0] = one + two;
  }
  for (let i = 0; i < 8; i++) h[i] = h[i]! + v[i]!;
}
