import { limits } from '../../shared/limits';
import { isName, nameBytes, stop } from './characters';

/** A name as the text writes it, taken apart once for all its occurrences. */
export interface Name {
  readonly written: string;
  readonly prefix: string;
  readonly local: string;
  /** Prefix that an attribute of this name declares (`''`: the default namespace); null for any other. */
  readonly declares: string | null;
}

const HEADS = 512;
/** Longest chain walked. An honest document has a hundred names; one made to collide pays for a map. */
const LONGEST_CHAIN = 8;

/** V8 compares strings that were property names by their address. */
function internal(text: string): string {
  for (const key in { [text]: 0 }) return key;
  return text;
}

/** Names met before, for documents share theirs; no more are remembered than honest ones have. */
const met = new Map<string, Name>();
const MOST_MET = 2000;

/** The name that raw bytes, one character each, write. */
function nameOf(raw: string): Name {
  const known = met.get(raw);
  if (known) return known;
  const written = internal(Buffer.from(raw, 'latin1').toString('utf8'));
  if (written.length !== raw.length && !isName(written)) stop('xml-malformed', 'name');
  const colon = written.indexOf(':');
  const name: Name = {
    written,
    prefix: colon < 0 ? '' : internal(written.slice(0, colon)),
    local: colon < 0 ? written : internal(written.slice(colon + 1)),
    declares: written === 'xmlns' ? '' : written.startsWith('xmlns:') ? written.slice(6) : null,
  };
  // A copy of its own: a piece of the text would keep the whole of it.
  if (met.size < MOST_MET) met.set(Buffer.from(raw, 'latin1').toString('latin1'), name);
  return name;
}

/** The names of one document by number. Known ones are recognised by their bytes, without making a string. */
export class Names {
  readonly list: Name[] = [];
  /** End of the name last looked for. */
  end = 0;
  private hash = 0;
  private readonly heads = new Int32Array(HEADS).fill(-1);
  /** Of each name: where it was first met, its end, the next of its chain. */
  private readonly places: number[] = [];
  private readonly byText = new Map<string, number>();

  constructor(
    private readonly bytes: Uint8Array,
    private readonly text: string,
  ) {}

  /** Number of the name that starts at `from`, or −1 when none does. Its end is then in `end`. */
  at(from: number): number {
    const { bytes } = this;
    const { length } = bytes;
    let hash = 0;
    let i = from;
    if (i < length && nameBytes[bytes[i]!] === 1)
      for (; i < length && nameBytes[bytes[i]!] !== 0; i++) hash = (Math.imul(hash, 31) + bytes[i]!) | 0;
    this.end = i;
    if (i === from) return -1;
    this.hash = hash;
    return this.known(from, i);
  }

  private known(from: number, to: number): number {
    const { places } = this;
    let steps = 0;
    for (let id = this.heads[this.slot()]!; id >= 0; id = places[id * 3 + 2]!) {
      if (this.same(places[id * 3]!, places[id * 3 + 1]!, from, to)) return id;
      steps += 1;
      if (steps === LONGEST_CHAIN) return this.byText.get(this.text.slice(from, to)) ?? this.add(from, to);
    }
    return this.add(from, to);
  }

  private slot(): number {
    return (this.hash ^ (this.hash >>> 9)) & (HEADS - 1);
  }

  private same(start: number, end: number, from: number, to: number): boolean {
    if (end - start !== to - from) return false;
    const { bytes } = this;
    for (let a = start, b = from; b < to; a++, b++) if (bytes[a] !== bytes[b]) return false;
    return true;
  }

  private add(from: number, to: number): number {
    const raw = this.text.slice(from, to);
    if (this.list.length >= limits.xmlNames) stop('xml-too-big', 'names');
    const id = this.list.push(nameOf(raw)) - 1;
    const slot = this.slot();
    this.places.push(from, to, this.heads[slot]!);
    this.heads[slot] = id;
    this.byText.set(raw, id);
    return id;
  }
}
