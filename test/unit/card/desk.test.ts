import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCardDesk } from '../../../src/main/card/desk';
import type { CardDesk, CardState, PinEntry } from '../../../src/main/card/port';
import {
  type CpsContent,
  type CpsSwitches,
  createCps3,
  createCps4,
  createUnknownCard,
  createVitale1,
  createVitale2,
  type VirtualCard,
} from '../../../src/sandbox/cards';
import { fixedClock } from '../../../src/shared/clock';
import { silentLog } from '../../../src/shared/log';
import { fictiveCps, inProcessReader, type Slot, typing } from './fictive';

const clock = fixedClock('2026-11-23T10:00:00Z');
const data = Buffer.from('ordonnance à signer '.repeat(20));
let content: CpsContent;

beforeAll(async () => {
  content = await fictiveCps();
}, 30_000);

const cps3 = (switches: CpsSwitches = {}) => createCps3({ ...content, ...switches });
const open = (reader: Slot, pin: PinEntry = typing()): CardDesk =>
  createCardDesk({ reader, pin, log: silentLog, clock, settleMs: 0 });

/** The state once `wanted` holds; fails after 2 s. */
function reach(desk: CardDesk, wanted: (state: CardState) => boolean): Promise<CardState> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(JSON.stringify(desk.state()))), 2_000);
    const look = (state: CardState) => {
      if (!wanted(state)) return;
      clearTimeout(timer);
      resolve(state);
    };
    desk.onChange(look);
    look(desk.state());
  });
}
const settled = (state: CardState) => state.holder !== null || state.failure !== null;

async function withCard(card: VirtualCard, pin: PinEntry = typing()) {
  const reader = inProcessReader();
  reader.insert(card);
  const desk = open(reader, pin);
  const state = await reach(desk, settled);
  const professional = desk.professional();
  return { reader, desk, state, professional };
}
const present = (found: ReturnType<CardDesk['professional']>) => {
  if (!found.ok) throw new Error(found.error.code);
  return found.value;
};
const codeOf = (result: { ok: boolean; error?: { code: string } }) => (result.ok ? 'ok' : result.error?.code);
const presentations = (reader: Slot) => reader.sent.filter((a) => a[1] === 0x20 && a.length > 5);

describe.each([
  ['CPS3', (s: CpsSwitches = {}) => createCps3({ ...content, ...s })],
  ['CPS4', (s: CpsSwitches = {}) => createCps4({ ...content, ...s })],
])('%s', (_, card) => {
  test('the professional is known without the PIN', async () => {
    const { state, professional, reader } = await withCard(card());
    expect(present(professional).identity).toEqual({
      nationalId: '899700000120',
      rpps: '99700000120',
      familyName: 'DOCTEUR-FICTIF',
      givenName: 'CAMILLE',
      civility: 'M',
      profession: '10',
      speciality: 'SM26',
      situations: [],
      cardSerial: '26001234',
    });
    expect(state).toMatchObject({ triesLeft: 3, pinVerified: false, failure: null });
    expect(presentations(reader)).toHaveLength(0);
  });

  test.each(['authentication', 'signature'] as const)(
    'the %s key signs what OpenSSL verifies',
    async (use) => {
      const pin = typing('1234');
      const { professional, desk } = await withCard(card(), pin);
      const signed = await present(professional).sign(use, data);
      if (!signed.ok) throw new Error(`${signed.error.code} ${signed.error.detail}`);
      const { publicKey } = new X509Certificate(content.certificates[use]);
      expect(verify('sha256', data, publicKey, signed.value)).toBe(true);
      expect(desk.state()).toMatchObject({ pinVerified: true, triesLeft: 3 });
      expect(pin.asked).toHaveLength(1);
      expect(pin.asked[0]).toMatchObject({
        triesLeft: 3,
        lastWrong: false,
        holder: 'CAMILLE DOCTEUR-FICTIF',
      });
      expect((await present(professional).sign(use, data)).ok).toBe(true);
      expect(pin.asked).toHaveLength(1);
    },
  );

  test('the situations d’exercice are read once the PIN stands, holes in their numbering included', async () => {
    const { desk } = await withCard(card(), typing('1234'));
    const unlocked = await desk.unlock('Ouverture de session');
    expect(present(unlocked).identity.situations).toEqual([
      { structureId: '499700000012001', structureName: 'CABINET FICTIF', sector: 'SA07' },
      { structureId: '1990000010', structureName: 'HOPITAL FICTIF', sector: 'SA01' },
    ]);
    expect(desk.state().holder?.situations).toHaveLength(2);
  });

  test('two wrong codes end the gesture; the last try is a gesture of its own, announced as such', async () => {
    const pin = typing('0000', '1111', '1234');
    const { professional, desk, reader } = await withCard(card(), pin);
    const holder = present(professional);
    expect(codeOf(await holder.sign('signature', data))).toBe('pin-last-try');
    expect(pin.asked.map((a) => [a.triesLeft, a.lastWrong])).toEqual([
      [3, false],
      [2, true],
    ]);
    expect(desk.state().triesLeft).toBe(1);
    expect(presentations(reader)).toHaveLength(2);
    expect(codeOf(await holder.sign('signature', data))).toBe('ok');
    expect(pin.asked[2]).toMatchObject({ triesLeft: 1, lastWrong: false });
    expect(desk.state().triesLeft).toBe(3);
  });

  test('a third wrong code blocks; a blocked card is never presented a code again', async () => {
    const pin = typing('0000', '1111', '2222', '1234');
    const { professional, desk, reader } = await withCard(card(), pin);
    const holder = present(professional);
    await holder.sign('signature', data);
    expect(codeOf(await holder.sign('signature', data))).toBe('pin-blocked');
    expect(codeOf(await holder.sign('authentication', data))).toBe('pin-blocked');
    expect(presentations(reader)).toHaveLength(3);
    expect(pin.asked).toHaveLength(3);
    expect(desk.state().triesLeft).toBe(0);
  });

  test.each(['123', '12345', 'abcd', '', '１２３４'])(
    'the code « %s » is refused here, not by the card',
    async (code) => {
      const { professional, reader, desk } = await withCard(card(), typing(code));
      expect(codeOf(await present(professional).sign('signature', data))).toBe('pin-format');
      expect(presentations(reader)).toHaveLength(0);
      expect(desk.state().triesLeft).toBe(3);
    },
  );

  test('a card that answers 6C to every read is read all the same', async () => {
    const { professional } = await withCard(card({ '6cEverywhere': true }), typing('1234'));
    expect(codeOf(await present(professional).sign('signature', data))).toBe('ok');
  });

  test('keys that do not match their certificates: nothing is signed', async () => {
    const { professional } = await withCard(card({ certKeyMismatch: true }), typing('1234'));
    expect(codeOf(await present(professional).sign('signature', data))).toBe('certificate-key-mismatch');
  });

  test('a card whose EF(DIR) is missing is read by the default path', async () => {
    expect((await withCard(card({ noEfDir: true }))).state.holder?.rpps).toBe('99700000120');
  });

  test.each<[string, CpsSwitches, string]>([
    ['another issuer', { wrongSerialIssuer: true }, 'card-unknown'],
    ['a truncated business file', { truncatedTlv: true }, 'card-unreadable'],
    ['random bytes', { garbage: { seed: 7 } }, 'card-unreadable'],
    ['empty answers', { emptyAnswer: true }, 'card-communication'],
  ])('%s: a typed failure', async (_, switches, code) => {
    const { state, professional } = await withCard(card(switches));
    expect(state.holder).toBeNull();
    if (code !== 'card-unreadable' || !switches.garbage) expect(codeOf(professional)).toBe(code);
    else expect(professional.ok).toBe(false);
  });

  test('a substitute has a situation without structure', async () => {
    const { desk } = await withCard(card({ remplacant: true }), typing('1234'));
    expect(present(await desk.unlock('x')).identity.situations).toEqual([
      { structureId: null, structureName: null, sector: null },
    ]);
  });
});

test('a CPS3 that insists on finishing the hash itself gets the last block', async () => {
  const card = cps3();
  const picky: VirtualCard = {
    ...card,
    removed: false,
    transmit: (a) =>
      a[1] === 0x2a && a[2] === 0x9e && a.length > 5 ? Uint8Array.of(0x69, 0x85) : card.transmit(a),
  };
  for (const size of [0, 1, 55, 56, 63, 64, 65, 128, 1000]) {
    const { professional } = await withCard(picky, typing('1234'));
    const signed = await present(professional).sign('signature', Buffer.alloc(size, 0x61));
    expect([size, codeOf(signed)]).toEqual([size, 'ok']);
  }
});

test('a human who gives up leaves the card as it was', async () => {
  const { professional, reader, desk } = await withCard(cps3(), typing(null));
  expect(codeOf(await present(professional).sign('signature', data))).toBe('pin-cancelled');
  expect(presentations(reader)).toHaveLength(0);
  expect(desk.state().triesLeft).toBe(3);
});

test('without a readable counter no code is ever presented', async () => {
  const pin = typing('1234');
  const { professional, reader } = await withCard(cps3({ sw: { 203: 0x6a88 } }), pin);
  expect(codeOf(await present(professional).sign('signature', data))).toBe('pin-counter-unreadable');
  expect(pin.asked).toHaveLength(0);
  expect(presentations(reader)).toHaveLength(0);
});

test('VERIFY is never replayed, whatever the card answers', async () => {
  for (const sw of [0x6c04, 0x6104, 0x6985, 0x6700, 0x0000]) {
    const card = cps3();
    const odd: VirtualCard = {
      ...card,
      removed: false,
      transmit: (a) => (a[1] === 0x20 ? Uint8Array.of(sw >> 8, sw & 0xff) : card.transmit(a)),
    };
    const { professional, reader } = await withCard(odd, typing('1234', '1234', '1234'));
    expect((await present(professional).sign('signature', data)).ok).toBe(false);
    expect(presentations(reader)).toHaveLength(1);
  }
});

test('tries lost to another program while the window was open: the code is not presented', async () => {
  const card = cps3();
  const pin: PinEntry = {
    async ask() {
      card.transmit(Uint8Array.of(0x00, 0x20, 0x00, 0x01, 0x04, 0x39, 0x39, 0x39, 0x39));
      return '1234';
    },
  };
  const { professional, reader } = await withCard(card, pin);
  expect((await present(professional).sign('signature', data)).ok).toBe(false);
  expect(presentations(reader)).toHaveLength(0);
});

test('an expired certificate: the holder is shown, the card is refused', async () => {
  const expired = await fictiveCps({ notBefore: new Date('2020-01-01'), notAfter: new Date('2023-01-01') });
  const { state, professional } = await withCard(createCps3(expired));
  expect(state.holder?.rpps).toBe('99700000120');
  expect(codeOf(professional)).toBe('certificate-expired');
}, 30_000);

test('a certificate of someone else: the card contradicts itself', async () => {
  const other = await fictiveCps({ commonName: '899700000344' });
  expect(codeOf((await withCard(createCps3(other))).professional)).toBe('card-inconsistent');
}, 30_000);

describe('removal', () => {
  test('the holder is gone at once, and signing asks for the card', async () => {
    const { reader, desk, professional } = await withCard(cps3(), typing('1234'));
    reader.eject();
    expect(desk.state()).toMatchObject({ holder: null, pinVerified: false, triesLeft: null });
    const refused = await present(professional).sign('signature', data);
    expect(refused).toMatchObject({ ok: false, error: { code: 'card-removed' } });
    if (!refused.ok) expect(refused.error.action).toContain('Insérez votre carte CPS');
    expect(codeOf(desk.professional())).toBe('card-absent');
  });

  test('the same card put back signs again, after its code', async () => {
    const card = cps3();
    const pin = typing('1234', '1234');
    const { reader, desk, professional } = await withCard(card, pin);
    const holder = present(professional);
    await holder.sign('signature', data);
    reader.eject();
    reader.insert(card);
    await reach(desk, settled);
    expect(codeOf(await holder.sign('signature', data))).toBe('ok');
    expect(pin.asked).toHaveLength(2);
  });

  test('another card put in its place does not sign for the first holder', async () => {
    const pin = typing('1234');
    const { reader, desk, professional } = await withCard(cps3(), pin);
    reader.eject();
    reader.insert(cps3({ serial: '26005678' }));
    await reach(desk, settled);
    expect(codeOf(await present(professional).sign('signature', data))).toBe('card-changed');
    expect(pin.asked).toHaveLength(0);
    expect(present(desk.professional()).identity.cardSerial).toBe('26005678');
  });

  test('another card slipped in without any event is noticed by its serial', async () => {
    const pin = typing('1234', '1234');
    const first = cps3();
    const second = cps3({ serial: '26005678' });
    let current = first;
    const swapped: VirtualCard = { ...first, removed: false, transmit: (a) => current.transmit(a) };
    const { desk, professional } = await withCard(swapped, pin);
    current = second;
    expect(codeOf(await present(professional).sign('signature', data))).toBe('card-changed');
    expect(pin.asked).toHaveLength(0);
    await reach(desk, (s) => s.holder?.cardSerial === '26005678');
  });

  test('at each command of a signature: a typed failure, and the next card works', async () => {
    const probe = await withCard(cps3(), typing('1234'));
    await present(probe.professional).sign('signature', data);
    const commands = probe.reader.sent.length;
    for (let at = 0; at <= commands; at++) {
      const reader = inProcessReader();
      reader.insert(cps3({ removeAfter: at }));
      const desk = open(reader, typing('1234'));
      await reach(desk, (s) => settled(s) || s.readers[0]?.kind === null);
      const found = desk.professional();
      if (found.ok) await found.value.sign('signature', data);
      reader.insert(cps3());
      await reach(desk, (s) => s.holder !== null);
      await desk.close();
    }
  }, 30_000);

  test('with the PIN window open: the gesture ends without waiting for the window', async () => {
    const pin: PinEntry = { ask: () => new Promise(() => {}) };
    const { reader, professional } = await withCard(cps3(), pin);
    const signing = present(professional).sign('signature', data);
    await new Promise((later) => setTimeout(later, 50));
    reader.eject();
    expect(codeOf(await signing)).toBe('card-removed');
  });
});

describe('other cards', () => {
  test.each([
    ['vitale2', createVitale2()],
    ['vitale1', createVitale1()],
    ['unknown', createUnknownCard()],
  ] as const)('%s is shown as such; nothing is sent to it', async (kind, card) => {
    const reader = inProcessReader();
    reader.insert(card);
    const desk = open(reader);
    await reach(desk, (s) => s.readers[0]?.kind === kind);
    expect(desk.professional().ok).toBe(false);
    expect(reader.sent).toHaveLength(0);
  });

  test('a CPS tree behind an unknown ATR is left alone', async () => {
    const reader = inProcessReader();
    reader.insert(cps3({ unknownAtr: true }));
    const desk = open(reader);
    await reach(desk, (s) => s.readers[0]?.kind === 'unknown');
    expect(reader.sent.filter((a) => a[1] === 0x20)).toHaveLength(0);
  });

  test('two readers, a Vitale and a CPS in any order: the CPS is found', async () => {
    for (const [one, two] of [
      ['A', 'B'],
      ['B', 'A'],
    ]) {
      const reader = inProcessReader('A', 'B');
      reader.insert(createVitale2(), one);
      reader.insert(cps3(), two);
      const desk = open(reader);
      expect((await reach(desk, settled)).holder?.rpps).toBe('99700000120');
    }
  });

  test('a second CPS waits for the first to leave', async () => {
    const reader = inProcessReader('A', 'B');
    reader.insert(cps3(), 'A');
    const desk = open(reader);
    await reach(desk, settled);
    reader.insert(cps3({ serial: '26005678' }), 'B');
    expect(desk.state().holder?.cardSerial).toBe('26001234');
    reader.eject('A');
    await reach(desk, (s) => s.holder?.cardSerial === '26005678');
  });
});

test('gestures asked at the same time go one after the other', async () => {
  const pin = typing('1234');
  const { professional } = await withCard(cps3({ delayMs: 1 }), pin);
  const holder = present(professional);
  const uses = ['signature', 'authentication', 'signature', 'authentication'] as const;
  const all = await Promise.all(uses.map((use) => holder.sign(use, data)));
  expect(all.map(codeOf)).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(pin.asked).toHaveLength(1);
});

test('a slow card is read, slowly', async () => {
  expect((await withCard(cps3({ delayMs: 5 }))).state.holder?.rpps).toBe('99700000120');
});
