import { type Command, reply } from './virtualCard';

/** CPS2ter side of a CPS3 (class A0): activities and billing, a binary format of its own, filled with printable bytes. */
const files = new Map([
  ['3F004010', 'SITUATION FICTIVE 1 (CPS2TER)'],
  ['3F004012', 'SITUATION FICTIVE 3 (CPS2TER)'],
  ['3F007F014000', 'SITUATION DE FACTURATION FICTIVE'],
]);
const directories = new Set(['3F00', '3F007F01']);
const content = (text: string): Uint8Array => new Uint8Array(Buffer.from(text.padEnd(40, '.'), 'latin1'));

/** The A0 commands: SELECT step by step, GET RESPONSE of seven bytes, READ BINARY (cards.md §2.5, §8.3). */
export function cps2terView(pinVerified: () => boolean) {
  let directory = '3F00';
  let file: string | null = null;
  let waiting: Uint8Array | null = null;

  const select = (data: Uint8Array): Uint8Array => {
    const id = Buffer.from(data).toString('hex').toUpperCase();
    const path = id === '3F00' ? '3F00' : directory + id;
    if (!directories.has(path) && !files.has(path)) return reply(0x9404);
    if (directories.has(path)) [directory, file] = [path, null];
    else file = path;
    const size = file ? 40 : 0;
    const type = path === '3F00' ? 0x01 : file ? 0x04 : 0x02;
    waiting = Uint8Array.of(0x85, 0x05, 0, size, ...data.slice(-2), type);
    return reply(0x9f07);
  };
  const read = ({ p1, p2, le }: Command): Uint8Array => {
    const text = file && files.get(file);
    if (!text) return reply(0x9400);
    if (!pinVerified()) return reply(0x9804);
    const offset = (p1 << 8) | p2;
    if (offset >= 40) return reply(0x9402);
    return reply(0x9000, content(text).slice(offset, offset + (le ?? 0)));
  };
  return {
    reset() {
      directory = '3F00';
      file = null;
      waiting = null;
    },
    answer(command: Command): Uint8Array {
      const { ins, data, le } = command;
      if (ins === 0xc0) {
        const out = waiting;
        waiting = null;
        return out ? reply(0x9000, out.slice(0, le ?? 7)) : reply(0x9408);
      }
      if (ins === 0xa4) return data.length === 2 ? select(data) : reply(0x6700);
      return ins === 0xb0 ? read(command) : reply(0x6d00);
    },
  };
}
