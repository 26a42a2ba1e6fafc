import { addressParser, decodeWords } from 'postal-mime';
import { unturned } from '../../shared/directions';

/** One header as written, unfolded; `name` in lower case. */
export interface Header {
  name: string;
  value: string;
}

/** Lines of a header block → headers. Bytes above ASCII are UTF-8 (RFC 6532), else ISO-8859-1. */
export function readHeaders(block: Buffer): Header[] {
  const utf8 = block.toString('utf8');
  const text = utf8.includes('\ufffd') ? block.toString('latin1') : utf8;
  const headers: Header[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last) last.value += ` ${line.trim()}`;
      continue;
    }
    const colon = line.indexOf(':');
    if (colon > 0 && /^[!-9;-~]+$/.test(line.slice(0, colon)))
      headers.push({ name: line.slice(0, colon).toLowerCase(), value: line.slice(colon + 1).trim() });
  }
  return headers;
}

/** No honest value is longer; a longer one would cost the parsers of addresses and parameters too much. */
const MAX_VALUE = 16 * 1024;

/** First header of that name, cut to what is reasonable. */
export const header = (headers: readonly Header[], name: string): string | null =>
  headers.find((h) => h.name === name)?.value.slice(0, MAX_VALUE) ?? null;

/** Text of a header with its RFC 2047 words decoded, on one line and without control characters. */
export const decoded = (value: string | null): string =>
  unturned(decodeWords(value ?? ''))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not reach a list or a log
    .replace(/[\u0000-\u001f\u007f]+/g, ' ')
    .trim();

export interface MailAddress {
  name: string;
  address: string;
}

/** Addresses of a header, groups opened. */
export const addresses = (value: string | null): MailAddress[] =>
  value
    ? addressParser(value, { flatten: true }).map(({ name, address }) => ({
        name: decoded(name),
        address: address ?? '',
      }))
    : [];

/** A value with parameters (`Content-Type`, `Content-Disposition`); RFC 2231 pieces joined and decoded. */
export function parameters(value: string | null): { value: string; parameters: Record<string, string> } {
  const [main = '', ...rest] = (value ?? '').match(/(?:"(?:[^"\\]|\\.)*"|[^;"]|")+/g) ?? [];
  const plain: Record<string, string> = Object.create(null);
  const pieces: Record<string, { order: number; text: string; encoded: boolean }[]> = Object.create(null);
  for (const pair of rest) {
    const equals = pair.indexOf('=');
    if (equals < 0) continue;
    const key = pair.slice(0, equals).trim().toLowerCase();
    const raw = pair.slice(equals + 1).trim();
    const text = raw.startsWith('"') ? raw.replace(/^"|"$/g, '').replace(/\\(.)/g, '$1') : raw;
    const continued = /^([^*]+)\*(?:(\d{1,3})(\*)?)?$/.exec(key);
    if (!continued) plain[key] ??= text;
    else {
      const [, name, order, star] = continued;
      pieces[name!] ??= [];
      pieces[name!]!.push({ order: Number(order ?? 0), text, encoded: order === undefined || star === '*' });
    }
  }
  for (const name in pieces) {
    const list = pieces[name]!.sort((a, b) => a.order - b.order);
    const [charset, , first] = list[0]!.encoded ? list[0]!.text.split("'") : [];
    const joined = list.map((p, i) => percent(i === 0 ? (first ?? p.text) : p.text, p.encoded)).join('');
    plain[name] = textOf(Buffer.from(joined, 'latin1'), charset ?? 'utf-8');
  }
  return { value: main.trim().toLowerCase(), parameters: plain };
}

/** Bytes as latin-1 characters. */
const percent = (text: string, encoded: boolean): string =>
  encoded
    ? text.replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : Buffer.from(text, 'utf8').toString('latin1');

/** Bytes → text by a charset that may be wrong or unknown: never fails, marks what it cannot read. */
export function textOf(bytes: Uint8Array, charset: string | undefined): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
