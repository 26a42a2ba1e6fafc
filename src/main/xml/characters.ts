import { unturned } from '../../shared/directions';
import { type XmlFailure, xmlFailure } from './failure';

/** Leaves the reading of a text: caught in `parse.ts` alone. */
export class Stop {
  constructor(readonly failure: XmlFailure) {}
}
/** `detail` names what was wrong and never quotes the document. */
export function stop(code: Parameters<typeof xmlFailure>[0], detail?: string): never {
  throw new Stop(xmlFailure(code, detail));
}

const byByte = (kind: (code: number, char: string) => number) =>
  Uint8Array.from({ length: 256 }, (_, code) => kind(code, String.fromCharCode(code)));

/** 1: may start a name; 2: may follow. Above ASCII everything may, until the whole name is looked at. */
export const nameBytes = byByte((code, char) =>
  code > 0x7f || /[:A-Z_a-z]/.test(char) ? 1 : /[-.0-9]/.test(char) ? 2 : 0,
);

/** What a byte of text or of an attribute asks for, as bits to be gathered; most ask for nothing. */
export const marks = {
  /** `<`, alone: the end of a text, and never in an attribute. */
  open: 128,
  reference: 1,
  /** A carriage return: line ends are made one (XML 1.0 §2.11). */
  return: 2,
  beyondAscii: 4,
  /** `]`, which may begin a `]]>`. */
  sectionEnd: 8,
  forbidden: 16,
  /** 0xEF, which may begin U+FFFE or U+FFFF. */
  suspect: 32,
  /** A tabulation or a line feed: a space in an attribute (XML 1.0 §3.3.3). */
  layout: 64,
} as const;

export const markOf = byByte((code, char) => {
  if (char === '<') return marks.open;
  if (char === '&') return marks.reference;
  if (char === '\r') return marks.return;
  if (char === ']') return marks.sectionEnd;
  if (char === '\t' || char === '\n') return marks.layout;
  if (code < 0x20) return marks.forbidden;
  if (code === 0xef) return marks.beyondAscii | marks.suspect;
  return code > 0x7f ? marks.beyondAscii : 0;
});

/** XML 1.0, productions [4] and [4a]. */
const wide =
  'A-Z_a-z:\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}';
const NAME = new RegExp(`^[${wide}][${wide}\\-.0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040]*$`, 'u');
export const isName = (name: string): boolean => NAME.test(name);

export const isBlank = (code: number): boolean =>
  code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
/** The same in UTF-8 bytes, one character each. */
const FORBIDDEN_BYTES = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]|\u00ef\u00bf[\u00be\u00bf]/;
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above

/** Bytes of valid UTF-8, one character each, that are passed over or kept must still be XML. */
export function refuseForbidden(latin1: string): void {
  if (FORBIDDEN_BYTES.test(latin1)) stop('xml-malformed', 'character');
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
  return FORBIDDEN.test(char) || !char.isWellFormed() ? stop('xml-malformed', 'entity') : unturned(char);
}
