import { type XmlFailure, xmlFailure } from './failure';

/** Leaves the reading of a text: caught in `parse.ts` alone. */
export class Stop {
  constructor(readonly failure: XmlFailure) {}
}
/** `detail` names what was wrong and never quotes the document. */
export function stop(code: Parameters<typeof xmlFailure>[0], detail?: string): never {
  throw new Stop(xmlFailure(code, detail));
}

/** 1: may start a name; 2: may follow. Above ASCII everything may, until the whole name is looked at. */
const kinds = Uint8Array.from({ length: 128 }, (_, code) => {
  const char = String.fromCharCode(code);
  return /[:A-Z_a-z]/.test(char) ? 1 : /[-.0-9]/.test(char) ? 2 : 0;
});

/** End of the name that starts at `from`; `from` itself when no name does. */
export function endOfName(text: string, from: number): number {
  if (kinds[text.charCodeAt(from)] === 2) return from;
  let i = from;
  // Above 127 the table has nothing: undefined is a name's character, and NaN is the end of the text.
  while (kinds[text.charCodeAt(i)] !== 0 && i < text.length) i += 1;
  return i;
}

/** XML 1.0, productions [4] and [4a]. */
const wide =
  'A-Z_a-z:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME = new RegExp(`^[${wide}][${wide}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*$`, 'u');

export const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
/** The same in UTF-8 bytes, one character each. */
const FORBIDDEN_BYTES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\u00ef\u00bf[\u00be\u00bf]/;
/** Everything that asks for a second look. */
const REMARKABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f&\u0080-\uffff]/;
const BEYOND_ASCII = /[^\u0000-\u007f]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/**
 * A document to be scanned. UTF-8 is scanned as its bytes, one character each, and only the pieces that
 * need it are decoded: the base64 of a PDF never is. Line ends are made one beforehand (XML 1.0 §2.11).
 */
export class Source {
  readonly text: string;
  private readonly bytes: Buffer | null;

  /** Bytes are those of UTF-8, already found valid. */
  constructor(given: Buffer | string) {
    const text = typeof given === 'string' ? given : given.toString('latin1');
    const turned = text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text;
    this.text = turned;
    this.bytes = typeof given === 'string' ? null : turned === text ? given : Buffer.from(turned, 'latin1');
  }

  /** The piece between two positions, its references expanded. */
  content(from: number, to: number, references = true): string {
    const raw = this.text.slice(from, to);
    if (!REMARKABLE.test(raw)) return raw;
    const text = this.decoded(raw, from, to);
    return references && text.includes('&') ? expanded(text) : text;
  }

  name(from: number, to: number): string {
    const raw = this.text.slice(from, to);
    if (!BEYOND_ASCII.test(raw)) return raw;
    const name = this.decoded(raw, from, to);
    return NAME.test(name) ? name : stop('xml-malformed', 'name');
  }

  /** A piece that is passed over must still be XML. */
  skip(from: number, to: number): void {
    const raw = this.text.slice(from, to);
    const bad = this.bytes ? FORBIDDEN_BYTES.test(raw) : FORBIDDEN.test(raw) || !raw.isWellFormed();
    if (bad) stop('xml-malformed', 'character');
  }

  private decoded(raw: string, from: number, to: number): string {
    this.skip(from, to);
    return this.bytes && BEYOND_ASCII.test(raw) ? this.bytes.toString('utf8', from, to) : raw;
  }
}

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Character references and the five entities of XML; there are no others without a DOCTYPE. */
export function expanded(text: string): string {
  let from = 0;
  let out = '';
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', from)) {
    const end = text.indexOf(';', at);
    if (end < 0 || end - at > 12) stop('xml-malformed', 'entity');
    out += text.slice(from, at) + characterOf(text.slice(at + 1, end));
    from = end + 1;
  }
  return out + text.slice(from);
}

function characterOf(reference: string): string {
  const entity = Object.hasOwn(named, reference) ? named[reference] : undefined;
  if (entity !== undefined) return entity;
  const number = /^#(?:x([0-9A-Fa-f]{1,8})|([0-9]{1,8}))$/.exec(reference);
  const code = number ? Number.parseInt(number[1] ?? number[2]!, number[1] ? 16 : 10) : -1;
  if (code < 0 || code > 0x10ffff) stop('xml-malformed', 'entity');
  const char = String.fromCodePoint(code);
  return FORBIDDEN.test(char) || !char.isWellFormed() ? stop('xml-malformed', 'entity') : char;
}
