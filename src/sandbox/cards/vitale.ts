import { UNKNOWN_ATR } from './cps3';
import { type Misbehaviour, misbehaving } from './misbehave';
import {
  type CardCore,
  type Command,
  concat,
  hex,
  parseCommand,
  reply,
  toHex,
  type VirtualCard,
} from './virtualCard';

const ROOT_AID = 'D2500000024D465F564954414C45';
const VITALE_AID = 'D250000002564954414C45';

/** Identities and NIR of cards.md §8.5 (place 99/999: abroad), one `65` template a beneficiary. */
const IDENTITIES =
  '6522800E445552414E442D46494354495645810641474154484582083139383030323239' +
  '651E800D445552414E442D46494354494681034CC94F82083230313530313331';
const NUMBERS =
  '65169003465241930F323830303239393939393939393036' + '65169003465241930F313135303139393939393939383235';
const POINTERS =
  'E043A025821200010000D2500000024D465F564954414C45820F00020000D250000002564954414C45' +
  '800C4944454E5420202000012F08800C4E4952202020202000022002';

/** The Vitale 2 double: files by short identifier or by selection, no PIN, no key. */
export const createVitale2 = (switches: Misbehaviour = {}): VirtualCard =>
  misbehaving(new Vitale2(), switches);

/** Vitale 1: detected by its ATR, refuses every class. */
export const createVitale1 = (switches: Misbehaviour = {}): VirtualCard =>
  misbehaving({ atr: hex('3F6525002209699000'), answer: () => reply(0x6e00), reset() {} }, switches);

/** A bank card: answers no SELECT we know. */
export const createUnknownCard = (switches: Misbehaviour = {}): VirtualCard =>
  misbehaving({ atr: UNKNOWN_ATR, answer: () => reply(0x6a82), reset() {} }, switches);

class Vitale2 implements CardCore {
  readonly atr = hex('3B751300004509EA9000');
  private readonly files = new Map([
    ['root:2F08', concat(hex(IDENTITIES), new Uint8Array(64))],
    ['root:2F00', hex('00'.repeat(16))],
    ['root:2F02', hex('00'.repeat(16))],
    ['vitale:2002', hex(NUMBERS)],
    ['vitale:2001', hex(POINTERS)],
  ]);
  private application = 'root';
  private file: string | null = null;
  private waiting: Uint8Array | null = null;

  reset(): void {
    this.application = 'root';
    this.file = null;
    this.waiting = null;
  }

  answer(apdu: Uint8Array): Uint8Array {
    const command = parseCommand(apdu);
    if (!command) return reply(0x6700);
    if (command.cla !== 0x00) return reply(0x6e00);
    if (command.ins === 0xa4) return this.select(command);
    if (command.ins === 0xb0) return this.read(command);
    if (command.ins !== 0xc0) return reply(0x6d00);
    const { waiting } = this;
    this.waiting = null;
    return waiting ? reply(0x9000, waiting) : reply(0x6985);
  }

  private select({ p1, data }: Command): Uint8Array {
    const id = toHex(data);
    if (p1 === 0x04) {
      if (id !== ROOT_AID && id !== VITALE_AID) return reply(0x6a82);
      this.application = id === ROOT_AID ? 'root' : 'vitale';
      this.file = null;
      return reply(0x9000);
    }
    if (id === '3F00') {
      this.reset();
      return reply(0x9000);
    }
    if (!this.files.has(`${this.application}:${id}`)) return reply(0x6a82);
    this.file = `${this.application}:${id}`;
    return reply(0x9000);
  }

  private read({ p1, p2, le }: Command): Uint8Array {
    const short = (p1 & 0x80) !== 0;
    if (short) {
      if ((p1 & 0x1f) !== 2) return reply(0x6a82);
      this.file = this.application === 'root' ? 'root:2F08' : 'vitale:2002';
    }
    const content = this.file ? this.files.get(this.file) : null;
    if (!content) return reply(0x6986);
    const rest = content.subarray(short ? p2 : (p1 << 8) | p2);
    if (rest.length === 0) return reply(0x6b00);
    return (le ?? 0) > rest.length ? reply(0x6c00 | rest.length) : reply(0x9000, rest.slice(0, le ?? 0));
  }
}
