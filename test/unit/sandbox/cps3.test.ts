import { constants, createHash, createPublicKey, publicDecrypt, verify } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type CpsContent,
  createCps3,
  createCps4,
  createVitale2,
  type VirtualCard,
} from '../../../src/sandbox/cards';
import { cardFiles } from '../../../src/sandbox/cards/goldenFiles';
import { hex, toHex } from '../../../src/sandbox/cards/virtualCard';
import { fictiveCps } from '../card/fictive';

let content: CpsContent;
beforeAll(async () => {
  content = await fictiveCps();
}, 30_000);

const ask = async (card: VirtualCard, apdu: string): Promise<string> =>
  toHex(await card.transmit(hex(apdu.replaceAll(' ', ''))));
/** Plays a script of `command` → `answer`. */
async function script(card: VirtualCard, lines: [string, string][]): Promise<void> {
  for (const [command, answer] of lines)
    expect([command, await ask(card, command)]).toEqual([command, answer.replaceAll(' ', '')]);
}

describe('CPS3 (cards.md §8.3)', () => {
  test('the serial number, as the official library reads it', async () => {
    await script(createCps3(content), [
      ['00 A4 09 04 04 3F 00 D0 03', '61 0D'],
      ['00 C0 00 00 0D', '62 0B 80 02 00 0C 82 01 01 83 02 D0 03 90 00'],
      ['00 B0 00 00 0C', '5A 0A 80 25 00 00 01 26 00 12 34 6F 90 00'],
    ]);
  });

  test('a serial number of another card carries its own Luhn digit', () => {
    const { certificates } = content;
    const own = cardFiles('cps3', certificates).get('D003')!.content;
    const made = cardFiles('cps3', certificates, { serial: '26001234', wrongSerialIssuer: false });
    expect(made.get('D003')!.content).toEqual(own);
    const other = cardFiles('cps3', certificates, { serial: '26005678' }).get('D003')!.content;
    const digits = toHex(other).slice(4, -1);
    const sum = [...digits].reverse().reduce((total, digit, i) => {
      const n = i % 2 ? Number(digit) * 2 : Number(digit);
      return total + (n > 9 ? n - 9 : n);
    }, 0);
    expect(sum % 10).toBe(0);
  });

  test('the application by AID and by path, a directory’s control parameters', async () => {
    await script(createCps3(content), [
      ['00 A4 04 0C 0D E828BD080F8025000001FF0010', '90 00'],
      ['00 A4 09 04 04 3F 00 00 01', '61 09'],
      ['00 C0 00 00 09', '62 07 82 01 38 83 02 00 01 90 00'],
      ['00 A4 09 0C 04 3F 00 77 77', '6A 82'],
      ['00 A4 04 0C 05 A0 00 00 00 03', '6A 82'],
    ]);
  });

  test('the PIN: counter, wrong codes, blocking, no try lost on an empty VERIFY', async () => {
    const counter = '00 CB 3F FF 0A 4D 08 70 06 BF 81 01 02 A0 80';
    await script(createCps3(content), [
      ['00 A4 09 0C 02 3F 00', '90 00'],
      [counter, '61 0E'],
      ['00 C0 00 00 0E', '70 0C BF 81 01 08 A0 06 9A 01 03 9B 01 03 90 00'],
      ['00 20 00 01', '63 C3'],
      ['00 20 00 01 04 30 30 30 30', '63 C2'],
      ['00 20 00 01 04 31 32 33 34', '90 00'],
      ['00 20 00 01 04 30 30 30 30', '63 C2'],
      ['00 20 00 01 04 30 30 30 30', '63 C1'],
      ['00 20 00 01 04 30 30 30 30', '69 83'],
      ['00 20 00 01 04 31 32 33 34', '69 83'],
      [counter, '61 0E'],
      ['00 C0 00 00 0E', '70 0C BF 81 01 08 A0 06 9A 01 03 9B 01 00 90 00'],
    ]);
  });

  test('a reset forgets the PIN, not the wrong tries', async () => {
    const card = createCps3(content);
    await script(card, [
      ['00 20 00 01 04 30 30 30 30', '63 C2'],
      ['00 20 00 01 04 31 32 33 34', '90 00'],
      ['00 A4 09 0C 06 3F 00 00 01 D1 20', '90 00'],
    ]);
    expect((await ask(card, '00 B0 00 00 2C')).slice(-4)).toBe('9000');
    card.reset();
    await script(card, [
      ['00 A4 09 0C 06 3F 00 00 01 D1 20', '90 00'],
      ['00 B0 00 00 2C', '69 82'],
      ['00 2A 9E 9A 00', '69 82'],
      ['00 88 00 00 01 00', '69 82'],
    ]);
  });

  test('signature key: host hash and card hash give the same RSASSA-PKCS1-v1_5', async () => {
    const message = Buffer.alloc(200, 0x41);
    const { publicKey } = { publicKey: createPublicKey(content.keys.signature) };
    const digest = createHash('sha256').update(message).digest('hex');
    const card = createCps3(content);
    await script(card, [
      ['00 20 00 01 04 31 32 33 34', '90 00'],
      ['00 22 41 B6 06 80 01 42 84 01 82', '90 00'],
      ['00 2A 9E 9A 00', '69 85'],
      [`00 2A 9E 9A 20 ${digest}`, '61 00'],
    ]);
    const direct = await ask(card, '00 C0 00 00 00');
    expect(direct.slice(-4)).toBe('9000');
    expect(verify('sha256', message, publicKey, hex(direct.slice(0, -4)))).toBe(true);
    await script(card, [
      ['00 22 41 AA 03 80 01 40', '90 00'],
      [`00 2A 90 A0 0A 90 00 80 06 ${Buffer.from('abcdef').toString('hex')}`, '90 00'],
      ['00 22 41 B6 06 80 01 42 84 01 82', '90 00'],
      ['00 2A 9E 9A 00', '61 00'],
    ]);
    const byCard = await ask(card, '00 C0 00 00 00');
    expect(verify('sha256', Buffer.from('abcdef'), publicKey, hex(byCard.slice(0, -4)))).toBe(true);
  });

  test('authentication key: the card pads what it is given, 102 bytes at most; keys are not interchangeable', async () => {
    const card = createCps3(content);
    await script(card, [
      ['00 20 00 01 04 31 32 33 34', '90 00'],
      ['00 22 41 A4 06 80 01 02 84 01 82', '6A 88'],
      ['00 22 41 B6 06 80 01 42 84 01 84', '6A 88'],
      ['00 22 41 A4 06 80 01 02 84 01 84', '90 00'],
      [`00 88 00 00 67 ${'00'.repeat(103)}`, '67 00'],
      ['00 88 00 00 03 01 02 03', '61 00'],
    ]);
    const signature = hex((await ask(card, '00 C0 00 00 00')).slice(0, -4));
    const key = createPublicKey(content.keys.authentication);
    expect([...publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature)]).toEqual([1, 2, 3]);
  });

  test('CPS2ter side, class A0', async () => {
    const card = createCps3(content);
    await script(card, [
      ['A0 A4 00 00 02 3F 00', '9F 07'],
      ['A0 C0 00 00 07', '85 05 00 00 3F 00 01 90 00'],
      ['A0 A4 00 00 02 40 10', '9F 07'],
      ['A0 C0 00 00 07', '85 05 00 28 40 10 04 90 00'],
      ['A0 B0 00 00 28', '98 04'],
      ['00 20 00 01 04 31 32 33 34', '90 00'],
    ]);
    expect((await ask(card, 'A0 B0 00 00 28')).length).toBe(84);
    await script(card, [['A0 A4 00 00 02 55 55', '94 04']]);
  });

  test('unknown instruction, unknown class, length that lies', async () => {
    await script(createCps3(content), [
      ['00 E2 00 00', '6D 00'],
      ['80 A4 00 00', '6E 00'],
      ['00 A4 09 0C 04 3F 00', '67 00'],
      ['00 C0 00 00 10', '69 85'],
      ['00 B0 00 00 10', '69 86'],
    ]);
  });
});

test('CPS4: control parameters in 6F, PSS with either key', async () => {
  const card = createCps4(content);
  const message = Buffer.from('pss');
  const digest = createHash('sha256').update(message).digest('hex');
  await script(card, [
    ['01 A4 08 00 02 D0 03 00', '69 85'],
    ['01 A4 04 0C 08 80 25 00 00 01 FF 01 00', '90 00'],
    ['01 A4 08 00 02 D0 03 00', '6F 0B 80 02 00 0C 82 01 01 83 02 D0 03 90 00'],
    ['01 20 00 01', '63 C3'],
    ['01 20 00 01 04 31 32 33 34', '90 00'],
  ]);
  for (const [reference, key] of [
    ['A0', content.keys.authentication],
    ['90', content.keys.signature],
  ] as const) {
    await script(card, [[`01 22 81 B6 04 91 02 2C ${reference}`, '90 00']]);
    const signature = hex((await ask(card, `01 2A 9E 9A 20 ${digest} 00`)).slice(0, -4));
    const pss = { key: createPublicKey(key), padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    expect(verify('sha256', message, pss, signature)).toBe(true);
  }
});

test('Vitale 2: identities and numbers by short identifier, wrong length corrected', async () => {
  const card = createVitale2();
  await script(card, [
    ['00 A4 00 00 02 3F 00', '90 00'],
    ['00 B0 82 00 00', '6C 84'],
    ['00 A4 04 00 0B D2 50 00 00 02 56 49 54 41 4C 45', '90 00'],
    ['00 B0 82 00 00', '6C 30'],
    ['00 A4 04 00 05 A0 00 00 00 03', '6A 82'],
    ['00 20 00 01 04 31 32 33 34', '6D 00'],
  ]);
  expect(await ask(card, '00 B0 82 00 30')).toContain(toHex(Buffer.from('280029999999906')));
});
