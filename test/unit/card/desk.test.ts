import { verify, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PinEntry } from '../../../src/main/card/port';
import {
  type CpsContent,
  type CpsSwitches,
  createCps3,
  createCps4,
  type VirtualCard,
} from '../../../src/sandbox/cards';
import { codeOf, present, presentations, withCard } from './deskForTests';
import { fictiveCps, typing } from './fictive';

const data = Buffer.from('ordonnance à signer '.repeat(20));
let content: CpsContent;

beforeAll(async () => {
  content = await fictiveCps();
}, 30_000);

const cps3 = (switches: CpsSwitches = {}) => createCps3({ ...content, ...switches });

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
