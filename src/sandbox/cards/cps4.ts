import { randomBytes } from 'node:crypto';
import { type CpsContent, type CpsSwitches, UNKNOWN_ATR } from './cps3';
import { FileTree } from './fileTree';
import { cardFiles } from './goldenFiles';
import { misbehaving } from './misbehave';
import { PinCounter } from './pinCounter';
import { rawRsa, signHash, signPss } from './rsa';
import {
  type CardCore,
  type Command,
  concat,
  hex,
  parseCommand,
  reply,
  simpleTlvs,
  toHex,
  type VirtualCard,
} from './virtualCard';

const ATR = hex('3B9B188001001225006480040100009044');
const CHIPDOC = '8025000001FF0100';
const IDS = 'A0000001510000';
const CPS2TER = '8025000001FF0002';
const KEY = { authentication: 0x20, signature: 0x10 };
/** Algorithms of MSE SET DST (cards.md §3). */
const ALGORITHM = { pkcs1: 0x28, pss: 0x2c };

/** The virtual CPS4 of cards.md §8.4: everything on logical channel 1, control parameters in `6F`. */
export const createCps4 = (options: CpsContent & CpsSwitches): VirtualCard =>
  misbehaving(new Cps4(options), options);

class Cps4 implements CardCore {
  readonly atr: Uint8Array;
  private readonly tree: FileTree;
  private readonly pin: PinCounter;
  private readonly keys: CpsContent['keys'];
  private applet: string | null = null;
  private signing: { algorithm: number; key: number } | null = null;
  private deciphering = false;
  private waiting: Uint8Array | null = null;
  private chained: Uint8Array = new Uint8Array();

  constructor(options: CpsContent & CpsSwitches) {
    const { authentication, signature } = options.keys;
    this.atr = options.unknownAtr ? UNKNOWN_ATR : ATR;
    this.keys = options.certKeyMismatch
      ? { authentication: signature, signature: authentication }
      : options.keys;
    this.tree = new FileTree(cardFiles('cps4', options.certificates, options));
    this.pin = new PinCounter(options.pin ?? '1234', options.pinBlocked ? 0 : options.pinTries);
  }

  reset(): void {
    this.tree.reset();
    this.applet = null;
    this.pin.verified = false;
    this.signing = null;
    this.deciphering = false;
    this.waiting = null;
    this.chained = new Uint8Array();
  }

  answer(apdu: Uint8Array): Uint8Array {
    const command = parseCommand(apdu);
    if (!command) return reply(0x6700);
    const { cla, ins, p1, data, le } = command;
    if (ins === 0xa4 && p1 === 0x04) return this.selectApplet(cla, toHex(data));
    if (cla !== 0x01 && !(cla === 0x11 && ins === 0x2a)) return reply(cla === 0x00 ? 0x6881 : 0x6e00);
    if (this.applet !== CHIPDOC) return reply(0x6985);
    if (ins === 0xc0) return this.getResponse(le ?? 0);
    this.waiting = null;
    if (ins === 0xa4) return this.select(command);
    if (ins === 0xb0) return this.read(command);
    if (ins === 0x20) return reply(this.pin.verify(data));
    if (ins === 0x22) return this.manage(command);
    if (ins === 0x2a) return this.perform(command);
    if (ins === 0x84) return reply(0x9000, new Uint8Array(randomBytes(le ?? 8)));
    return reply(0x6d00);
  }

  /** With Le (T=1, or a reader that does T=0 by itself): at once. Without: GET RESPONSE. */
  private give(data: Uint8Array, le: number | null): Uint8Array {
    if (le !== null) return reply(0x9000, data.slice(0, le));
    this.waiting = data;
    return reply(0x6100 | (data.length & 0xff));
  }

  private getResponse(le: number): Uint8Array {
    const { waiting } = this;
    if (!waiting) return reply(0x6985);
    if (le > waiting.length) return reply(0x6c00 | (waiting.length & 0xff));
    this.waiting = null;
    return reply(0x9000, waiting.slice(0, le));
  }

  private selectApplet(cla: number, aid: string): Uint8Array {
    const channel = aid === CPS2TER ? 0x00 : 0x01;
    if (cla !== channel || ![CHIPDOC, IDS, CPS2TER].includes(aid)) return reply(0x6a82);
    this.applet = aid;
    this.tree.reset();
    return reply(0x9000);
  }

  private select({ p1, p2, data, le }: Command): Uint8Array {
    if (![0x00, 0x02, 0x08, 0x09].includes(p1)) return reply(0x6a86);
    const selected = this.tree.select(p1, data);
    if (!selected) return reply(0x6a82);
    return p2 === 0x0c ? reply(0x9000) : this.give(this.tree.control(selected, 0x6f), le);
  }

  private read({ p1, p2, le }: Command): Uint8Array {
    const file = this.tree.current();
    if (!file) return reply(0x6986);
    if (file.guarded && !this.pin.verified) return reply(0x6982);
    const rest = file.content.subarray((p1 << 8) | p2);
    if (rest.length === 0) return reply(0x6b00);
    if (le === null) return reply(0x6700);
    return le > rest.length ? reply(0x6c00 | (rest.length & 0xff)) : reply(0x9000, rest.slice(0, le));
  }

  private manage({ p1, p2, data }: Command): Uint8Array {
    const fields = simpleTlvs(data);
    if (p1 === 0x81 && p2 === 0xb6) {
      const [algorithm, key] = fields.get(0x91) ?? [];
      const number = (key ?? 0) & 0x7f;
      if (algorithm !== ALGORITHM.pkcs1 && algorithm !== ALGORITHM.pss) return reply(0x6a80);
      if (number !== KEY.signature && number !== KEY.authentication) return reply(0x6a88);
      this.signing = { algorithm, key: number };
      return reply(0x9000);
    }
    if (p1 === 0x41 && p2 === 0xb8) {
      if (fields.get(0x83)?.[0] !== KEY.authentication) return reply(0x6a88);
      this.deciphering = true;
      return reply(0x9000);
    }
    return reply(0x6a86);
  }

  private perform(command: Command): Uint8Array {
    const operation = (command.p1 << 8) | command.p2;
    if (!this.pin.verified) return reply(0x6982);
    if (operation === 0x9e9a) return this.sign(command);
    return operation === 0x8086 ? this.decipher(command) : reply(0x6a86);
  }

  private sign({ data, le }: Command): Uint8Array {
    if (!this.signing) return reply(0x6985);
    if (data.length !== 32) return reply(0x6700);
    const { algorithm, key } = this.signing;
    // The authentication key does PKCS#1 by DECIPHER only.
    if (algorithm === ALGORITHM.pkcs1 && key === KEY.authentication) return reply(0x6985);
    const secret = key === KEY.authentication ? this.keys.authentication : this.keys.signature;
    return this.give(
      algorithm === ALGORITHM.pss ? signPss(secret, data) : signHash(secret, 'sha256', data),
      le,
    );
  }

  private decipher({ cla, data, le }: Command): Uint8Array {
    if (!this.deciphering) return reply(0x6985);
    const whole = concat(this.chained, data);
    this.chained = cla === 0x11 ? whole : new Uint8Array();
    if (cla === 0x11) return reply(0x9000);
    if (whole.length !== 256) return reply(0x6a80);
    return this.give(rawRsa(this.keys.authentication, whole), le);
  }
}
