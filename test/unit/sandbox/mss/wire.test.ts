import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inSet, tokens } from '../../../../src/sandbox/mss/imap/syntax';
import { Wire } from '../../../../src/sandbox/mss/wire';

/** A socket that receives these bytes cut at these places. */
function wireOf(bytes: Buffer, cuts: number[]): Wire {
  const socket = new Duplex({ read() {}, write: (_chunk, _encoding, done) => done() });
  let from = 0;
  for (const cut of [...cuts.map((c) => c % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]) {
    socket.push(bytes.subarray(from, cut));
    from = cut;
  }
  socket.push(null);
  return new Wire(socket as unknown as Socket);
}

const line = fc.string({ unit: fc.constantFrom('.', 'a', ' ', '\r'), maxLength: 8 });

test('a dotted body comes back whole however the network cuts it, and what follows is not eaten', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { maxLength: 6 }),
      fc.array(fc.nat(200), { maxLength: 8 }),
      async (lines, cuts) => {
        const body = lines.map((l) => `${l}\r\n`).join('');
        const stuffed = lines.map((l) => `${l.startsWith('.') ? '.' : ''}${l}\r\n`).join('');
        const wire = wireOf(Buffer.from(`${stuffed}.\r\nQUIT\r\n`), cuts);
        expect((await wire.dotted(1_000))?.body.toString()).toBe(body);
        expect(await wire.line(100)).toBe('QUIT');
        expect(await wire.line(100)).toBeNull();
      },
    ),
  );
});

test('a body above the limit is thrown away and the session goes on', async () => {
  const wire = wireOf(Buffer.from(`${'x'.repeat(2_000)}\r\n.\r\nNOOP\r\n`), [10, 700, 1_990]);
  expect(await wire.dotted(1_000)).toEqual({ body: Buffer.alloc(0), tooLarge: true });
  expect(await wire.line(100)).toBe('NOOP');
});

test('sequence sets: ranges either way, the star, and refusal of what is none', () => {
  const within = (set: string, last: number) => [1, 2, 3, 4, 5, 6, 7].filter((n) => inSet(set, last)?.(n));
  expect(within('2:3,7', 7)).toEqual([2, 3, 7]);
  expect(within('*:5', 7)).toEqual([5, 6, 7]);
  expect(within('9:*', 7)).toEqual([7]);
  for (const bad of ['', '1:', 'a', '1,,2', '1:2:3']) expect(inSet(bad, 7)).toBeNull();
});

test('tokens: a section with spaces is one atom, quotes and lists nest, disorder is refused', () => {
  expect(tokens(['a UID FETCH 1 (FLAGS BODY.PEEK[HEADER.FIELDS (TO CC)]<0.9>)'])?.at(-1)).toEqual({
    kind: 'list',
    items: [
      { kind: 'atom', text: 'FLAGS' },
      { kind: 'atom', text: 'BODY.PEEK[HEADER.FIELDS (TO CC)]<0.9>' },
    ],
  });
  expect(tokens(['"a \\"b\\" \\\\"'])).toEqual([{ kind: 'string', bytes: Buffer.from('a "b" \\') }]);
  for (const bad of ['(', ')', '"a', '('.repeat(40)]) expect(tokens([bad])).toBeNull();
});
