import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { partialSha256 } from '../../../src/main/card/sha256State';
import { resumeSha256 } from '../../../src/sandbox/cards/sha256Resume';

test('what the host began and the card finished is the plain SHA-256', () => {
  const lengths = [0, 1, 55, 56, 63, 64, 65, 119, 120, 127, 128, 129, 1_000, 4_096];
  for (const length of lengths) {
    const message = Buffer.alloc(length, 0x5a);
    const { state, bits, rest } = partialSha256(message);
    const finished = resumeSha256(state, BigInt(bits), rest);
    expect([length, Buffer.from(finished).toString('hex')]).toEqual([
      length,
      createHash('sha256').update(message).digest('hex'),
    ]);
  }
});

test('for any message', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (message) => {
      const { state, bits, rest } = partialSha256(message);
      expect(rest.length).toBeLessThanOrEqual(64);
      expect(bits % 512).toBe(0);
      const plain = new Uint8Array(createHash('sha256').update(message).digest());
      expect(resumeSha256(state, BigInt(bits), rest)).toEqual(plain);
    }),
  );
});
