import { beforeAll, describe, expect, test } from 'vitest';
import { cardError } from '../../../src/main/card/errors';
import type { PinEntry } from '../../../src/main/card/port';
import {
  type CpsContent,
  type CpsSwitches,
  createCps3,
  createUnknownCard,
  createVitale1,
  createVitale2,
  type VirtualCard,
} from '../../../src/sandbox/cards';
import { codeOf, openDesk as open, present, reach, settled, withCard } from './deskForTests';
import { fictiveCps, inProcessReader, typing } from './fictive';

const data = Buffer.from('ordonnance à signer '.repeat(20));
let content: CpsContent;

beforeAll(async () => {
  content = await fictiveCps();
}, 30_000);

const cps3 = (switches: CpsSwitches = {}) => createCps3({ ...content, ...switches });

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

test('a card held by another program is read at the next gesture, without being taken out', async () => {
  const reader = inProcessReader();
  const { transmit } = reader;
  reader.transmit = async () => {
    throw cardError('reader-shared');
  };
  reader.insert(cps3());
  const desk = open(reader, typing('1234'));
  expect((await reach(desk, settled)).failure?.code).toBe('reader-shared');
  expect(codeOf(await desk.unlock('Ouverture de session'))).toBe('reader-shared');
  reader.transmit = transmit;
  expect(codeOf(await desk.unlock('Ouverture de session'))).toBe('ok');
  expect(desk.state()).toMatchObject({ failure: null, pinVerified: true });
});
