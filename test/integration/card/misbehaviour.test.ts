import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCardDesk } from '../../../src/main/card/desk';
import { cardError } from '../../../src/main/card/errors';
import type { CardReader, PinEntry } from '../../../src/main/card/port';
import { type CpsContent, createCps3, createCps4, type VirtualCard } from '../../../src/sandbox/cards';
import { type Misbehaviour, misbehaving } from '../../../src/sandbox/cards/misbehave';
import { fixedClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';
import { fictiveCps, inProcessReader } from '../../unit/card/fictive';

const clock = fixedClock('2026-11-23T10:00:00Z');
const data = Buffer.from('x');
let content: CpsContent;
const strays: unknown[] = [];
const stray = (e: unknown) => strays.push(e);

beforeAll(async () => {
  process.on('unhandledRejection', stray);
  content = await fictiveCps();
});
afterAll(() => void process.off('unhandledRejection', stray));

interface Script {
  generation: 'cps3' | 'cps4';
  pinTries: number;
  codes: (string | null)[];
  gestures: ('signature' | 'authentication' | 'unlock')[];
  how: Misbehaviour;
}

const statusWords = fc.constantFrom(
  ...[0x9000, 0x6100, 0x6c00, 0x63c0, 0x63c2, 0x6983, 0x6982, 0x6985, 0x6a80, 0x6a82, 0x6d00, 0x6881, 0x9f07],
);
const scripts: fc.Arbitrary<Script> = fc.record({
  generation: fc.constantFrom('cps3' as const, 'cps4' as const),
  pinTries: fc.integer({ min: 0, max: 3 }),
  codes: fc.array(fc.constantFrom('1234', '0000', '9999', '12', null), { maxLength: 6 }),
  gestures: fc.array(fc.constantFrom('signature' as const, 'authentication' as const, 'unlock' as const), {
    minLength: 1,
    maxLength: 4,
  }),
  how: fc.oneof(
    fc.constant({}),
    fc.record({ removeAfter: fc.integer({ min: 0, max: 140 }) }),
    fc.record({ muteAfter: fc.integer({ min: 0, max: 140 }) }),
    fc.record({
      garbage: fc.record({ seed: fc.integer(), rate: fc.constantFrom(0.002, 0.01, 0.05, 0.5) }),
    }),
    fc
      .tuple(fc.constantFrom(0x20, 0x22, 0x2a, 0x88, 0xa4, 0xb0, 0xc0, 0xcb), statusWords)
      .map(([ins, sw]) => ({ sw: { [ins]: sw } })),
    fc.constant({ '6cEverywhere': true }),
    fc.constant({ removeDuringGetResponse: true }),
  ),
});

interface Presentation {
  left: number;
  shown: number | undefined;
}

/** The card as built, and what really reached its PIN: tries left just before, and what the human had been shown. */
function watched(script: Script, shown: () => number | undefined): [VirtualCard, Presentation[]] {
  const create = script.generation === 'cps3' ? createCps3 : createCps4;
  const sound = create({ ...content, pinTries: script.pinTries });
  const cla = script.generation === 'cps3' ? 0x00 : 0x01;
  const presentations: Presentation[] = [];
  const answer = (apdu: Uint8Array): Uint8Array => {
    if (apdu[1] === 0x20 && apdu.length > 5) {
      const [high, low] = sound.transmit(Uint8Array.of(cla, 0x20, 0x00, 0x01)) as Uint8Array;
      const left = high === 0x90 ? 3 : high === 0x63 ? (low ?? 0) & 0x0f : 0;
      presentations.push({ left, shown: shown() });
    }
    return sound.transmit(apdu) as Uint8Array;
  };
  return [misbehaving({ atr: sound.atr, answer, reset: () => sound.reset() }, script.how), presentations];
}

/** A watchdog of a few milliseconds instead of ten seconds. */
const impatient = (reader: ReturnType<typeof inProcessReader>): CardReader => ({
  ...reader,
  transmit: (slot, apdu) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(cardError('card-mute')), 25);
      reader
        .transmit(slot, apdu)
        .then(resolve, reject)
        .finally(() => clearTimeout(timer));
    }),
});

async function play(script: Script): Promise<void> {
  const codes = [...script.codes];
  const asked: number[] = [];
  let typed = 0;
  const pin: PinEntry = {
    async ask({ triesLeft }) {
      asked.push(triesLeft);
      const code = codes.shift() ?? null;
      if (code !== null) typed++;
      return code;
    },
  };
  const [card, presentations] = watched(script, () => asked.at(-1));
  const reader = inProcessReader();
  const desk = createCardDesk({ reader: impatient(reader), pin, log: silentLog, clock, settleMs: 0 });
  const settled = new Promise<void>((resolve) => {
    desk.onChange((s) => {
      if (s.holder || s.failure || s.readers[0]?.kind === null) resolve();
    });
  });
  reader.insert(card);
  await settled;
  const found = desk.professional();
  for (const gesture of script.gestures) {
    if (gesture === 'unlock') await desk.unlock('essai');
    else if (found.ok) {
      const result = await found.value.sign(gesture, data);
      expect(typeof result.ok).toBe('boolean');
    }
  }
  await desk.close();
  expect(presentations.length).toBeLessThanOrEqual(typed);
  for (const { left, shown } of presentations) {
    expect(left).toBeGreaterThan(0);
    if (left === 1) expect(shown).toBe(1);
  }
}

test('2,000 random misbehaviours: no card is ever blocked unasked, nothing is thrown, nothing hangs', async () => {
  await fc.assert(fc.asyncProperty(scripts, play), { numRuns: 2_000, seed: 20261123 });
  expect(strays).toEqual([]);
}, 120_000);
