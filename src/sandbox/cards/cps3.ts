import { type KeyObject, randomBytes } from 'node:crypto';
import { cps2terView } from './cps2ter';
import { FileTree } from './fileTree';
import { type ContentSwitches, cardFiles } from './goldenFiles';
import { type Misbehaviour, misbehaving } from './misbehave';
import { PinCounter } from './pinCounter';
import { decipher, signDigestInfo, signHash } from './rsa';
import { resumeSha256 } from './sha256Resume';
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

export interface CpsContent {
  /** RSA-2048 private keys. */
  keys: { authentication: KeyObject; signature: KeyObject };
  /** DER. */
  certificates: { authentication: Uint8Array; signature: Uint8Array };
}
export interface CpsSwitches extends ContentSwitches, Misbehaviour {
  pin?: string;
  /** Tries left at the start, 3 unless told. */
  pinTries?: number;
  pinBlocked?: boolean;
  /** The two keys are swapped: signatures do not match the certificates. */
  certKeyMismatch?: boolean;
  unknownAtr?: boolean;
}

/** A bank card's (cards.md §8.5). */
export const UNKNOWN_ATR = hex('3B6500002063CB6A00');
const ATR = hex('3BAC00402A001225006480000310009000');
/** Key references of our PrKDF. */
const KEY = { authentication: 0x84, signature: 0x82 };
/** 40 % of a 2048-bit modulus. */
const MAX_AUTHENTICATE = 102;

/**
 * The virtual CPS3 of cards.md §8.3: the official library and tool recognise it, read it and sign with it.
 * `expiredCert` is a matter of the certificates given.
 */
export const createCps3 = (options: CpsContent & CpsSwitches): VirtualCard =>
  misbehaving(new Cps3(options), options);

type Handler = (command: Command) => Uint8Array;
interface Environment {
  algorithm: number;
}

class Cps3 implements CardCore {
  readonly atr: Uint8Array;
  private readonly tree: FileTree;
  private readonly pin: PinCounter;
  private readonly keys: CpsContent['keys'];
  private readonly cps2ter: ReturnType<typeof cps2terView>;
  private readonly environment = new Map<number, Environment>();
  private waiting: Uint8Array | null = null;
  private hash: Uint8Array | null = null;
  private chained: Uint8Array = new Uint8Array();

  constructor(options: CpsContent & CpsSwitches) {
    const { authentication, signature } = options.keys;
    this.atr = options.unknownAtr ? UNKNOWN_ATR : ATR;
    this.keys = options.certKeyMismatch
      ? { authentication: signature, signature: authentication }
      : options.keys;
    this.tree = new FileTree(cardFiles('cps3', options.certificates, options));
    this.pin = new PinCounter(options.pin ?? '1234', options.pinBlocked ? 0 : options.pinTries);
    this.cps2ter = cps2terView(() => this.pin.verified);
  }

  reset(): void {
    this.tree.reset();
    this.cps2ter.reset();
    this.pin.verified = false;
    this.environment.clear();
    this.waiting = null;
    this.hash = null;
    this.chained = new Uint8Array();
  }

  answer(apdu: Uint8Array): Uint8Array {
    const command = parseCommand(apdu);
    if (!command) return reply(0x6700);
    if (command.cla === 0xa0) return this.cps2ter.answer(command);
    const chaining = command.cla === 0x10 && command.ins === 0x2a;
    if (command.cla !== 0x00 && !chaining) return reply(0x6e00);
    if (command.ins === 0xc0) return this.getResponse(command);
    this.waiting = null;
    const handler = this.handlers[command.ins];
    return handler ? handler(command) : reply(0x6d00);
  }

  private readonly handlers: Readonly<Record<number, Handler>> = {
    164: (c) => this.select(c),
    176: (c) => this.read(c),
    214: (c) => this.update(c),
    32: (c) => (c.p2 === 0x01 ? reply(this.pin.verify(c.data)) : reply(0x6a88)),
    36: (c) => (c.p2 === 0x01 ? reply(this.pin.change(c.data)) : reply(0x6a88)),
    203: (c) => this.getData(c),
    34: (c) => this.manage(c),
    42: (c) => this.perform(c),
    136: (c) => this.authenticate(c),
    132: (c) => reply(0x9000, new Uint8Array(randomBytes(c.le ?? 8))),
  };

  /** T=0: whatever a command with data answers waits for GET RESPONSE. */
  private later(data: Uint8Array): Uint8Array {
    this.waiting = data;
    return reply(0x6100 | (data.length & 0xff));
  }

  private getResponse({ le }: Command): Uint8Array {
    const { waiting } = this;
    if (!waiting || le === null) return reply(0x6985);
    if (le > waiting.length) return reply(0x6c00 | (waiting.length & 0xff));
    this.waiting = le < waiting.length ? waiting.slice(le) : null;
    const rest = waiting.length - le;
    return reply(rest > 0 ? 0x6100 | (rest & 0xff) : 0x9000, waiting.slice(0, le));
  }

  private select({ p1, p2, data }: Command): Uint8Array {
    if (![0x00, 0x02, 0x04, 0x08, 0x09].includes(p1) || ![0x00, 0x04, 0x0c].includes(p2))
      return reply(0x6a86);
    const selected = this.tree.select(p1, data);
    if (!selected) return reply(0x6a82);
    return p2 === 0x0c ? reply(0x9000) : this.later(this.tree.control(selected, 0x62));
  }

  private read({ p1, p2, le }: Command): Uint8Array {
    const file = this.tree.current();
    if (!file) return reply(0x6986);
    if (p1 & 0x80) return reply(0x6a86);
    if (file.guarded && !this.pin.verified) return reply(0x6982);
    const rest = file.content.subarray((p1 << 8) | p2);
    if (rest.length === 0) return reply(0x6b00);
    if (le === null) return reply(0x6700);
    return le > rest.length ? reply(0x6c00 | (rest.length & 0xff)) : reply(0x9000, rest.slice(0, le));
  }

  private update({ p1, p2, data }: Command): Uint8Array {
    const file = this.tree.current();
    if (!file) return reply(0x6986);
    if (!file.writable || !this.pin.verified) return reply(0x6982);
    const offset = (p1 << 8) | p2;
    if (offset + data.length > file.content.length) return reply(0x6b00);
    file.content.set(data, offset);
    return reply(0x9000);
  }

  private getData({ p1, p2, data }: Command): Uint8Array {
    if (p1 !== 0x3f || p2 !== 0xff) return reply(0x6a86);
    const asked = toHex(data);
    if (!/^4D087006BF81..02A080$/.test(asked)) return reply(0x6a80);
    return asked.slice(12, 14) === '01' ? this.later(this.pin.counters()) : reply(0x6a88);
  }

  /** MSE SET of the four templates we know: `80` algorithm, `84` key reference. */
  private manage({ p1, p2, data }: Command): Uint8Array {
    const known: Record<number, { algorithms: number[]; key: number | null }> = {
      182: { algorithms: [0x42, 0x12], key: KEY.signature },
      164: { algorithms: [0x02], key: KEY.authentication },
      184: { algorithms: [0x1a], key: KEY.authentication },
      170: { algorithms: [0x40, 0x10], key: null },
    };
    const template = known[p2];
    if (p1 !== 0x41 || !template) return reply(0x6a86);
    const fields = simpleTlvs(data);
    const algorithm = fields.get(0x80)?.[0];
    if (algorithm === undefined || !template.algorithms.includes(algorithm)) return reply(0x6a80);
    if (template.key !== null && fields.get(0x84)?.[0] !== template.key) return reply(0x6a88);
    this.environment.set(p2, { algorithm });
    return reply(0x9000);
  }

  private perform(command: Command): Uint8Array {
    const operation = (command.p1 << 8) | command.p2;
    if (operation === 0x90a0) return this.finishHash(command.data);
    if (operation === 0x9e9a) return this.sign(command.data);
    if (operation === 0x8086) return this.decipher(command);
    return reply(0x6a86);
  }

  /** `90 28 state counter 80 len block`, or `90 00 80 len data` for a message of one block. */
  private finishHash(data: Uint8Array): Uint8Array {
    if (this.environment.get(0xaa)?.algorithm !== 0x40) return reply(0x6985);
    const fields = simpleTlvs(data);
    const before = fields.get(0x90);
    const rest = fields.get(0x80);
    if (!before || !rest || rest.length > 64 || (before.length !== 0 && before.length !== 40))
      return reply(0x6a80);
    const state = before.length === 40 ? before.slice(0, 32) : null;
    const bits = state ? new DataView(before.buffer, before.byteOffset + 32, 8).getBigUint64(0) : 0n;
    if (bits % 512n !== 0n) return reply(0x6a80);
    this.hash = resumeSha256(state, bits, rest);
    return reply(0x9000);
  }

  private sign(data: Uint8Array): Uint8Array {
    if (!this.pin.verified) return reply(0x6982);
    const environment = this.environment.get(0xb6);
    const hash = data.length > 0 ? data : this.hash;
    if (!environment || !hash) return reply(0x6985);
    const algorithm = environment.algorithm === 0x42 ? 'sha256' : 'sha1';
    if (hash.length !== (algorithm === 'sha256' ? 32 : 20)) return reply(0x6700);
    this.hash = null;
    return this.later(signHash(this.keys.signature, algorithm, hash));
  }

  private authenticate({ data }: Command): Uint8Array {
    if (!this.pin.verified) return reply(0x6982);
    if (!this.environment.has(0xa4)) return reply(0x6985);
    if (data.length === 0 || data.length > MAX_AUTHENTICATE) return reply(0x6700);
    return this.later(signDigestInfo(this.keys.authentication, data));
  }

  /** Chained; the whole is `81` and the block. */
  private decipher({ cla, data }: Command): Uint8Array {
    if (!this.pin.verified) return reply(0x6982);
    if (!this.environment.has(0xb8)) return reply(0x6985);
    const whole = concat(this.chained, data);
    this.chained = cla === 0x10 ? whole : new Uint8Array();
    if (cla === 0x10) return reply(0x9000);
    if (whole.length !== 257 || whole[0] !== 0x81) return reply(0x6a80);
    const plain = decipher(this.keys.authentication, whole.subarray(1));
    return plain ? this.later(plain) : reply(0x6a80);
  }
}
