import type { Random } from './random';

/** Longest input a case may grow to: what is beyond is a matter of limits, tested elsewhere. */
export const MOST_BYTES = 3 << 20;

const numbers = ['0', '-1', '1', '65535', '65536', '4294967295', '2147483648', '1e999', '0.0000001', '٣', '999999999999999999999']; // biome-ignore format: one line

/** Words that mean something to one of the readers. */
const dictionary = [
  ...['<!DOCTYPE a [<!ENTITY b "c">]>', '&#0;', '&#x110000;', '&amp;', '&lol;', '<![CDATA[', ']]>', '<!--', '-->', '<?xml ', '?>', '</', '/>', ' xmlns="urn:x"', ' xmlns:p="urn:hl7-org:v3"', 'p:', 'xsi:type="PQ"', ' nullFlavor="UNK"'], // biome-ignore format: a list of words
  ...['encoding="utf-16"', 'encoding="ISO-8859-15"', 'encoding="x"', '\ufeff', '\u202e', '\u0000', '\ud800', 'é', '<reference value="#r1"/>', ' ID="r1"', ' representation="B64"', ' colspan="999999999"', ' typeCode="RPLC"', '<script>alert(1)</script>', ' href="javascript:alert(1)"'], // biome-ignore format: a list of words
  ...['\r\n', '\n\n', '\r\n\r\n', '--', '--b', '--b--', 'Content-Type: multipart/mixed; boundary=b\r\n', 'Content-Type: message/rfc822\r\n', 'Content-Transfer-Encoding: base64\r\n', 'Content-Transfer-Encoding: quoted-printable\r\n', '=?UTF-8?B?', '?=', '; filename*0*=', '"', '\\', '=\r\n', '%00', "''"], // biome-ignore format: a list of words
  ...['%PDF-1.7', '/ObjStm', 'stream\r\n', 'endstream', '/JavaScript', '/J#61vaScript', '/Launch', '/Encrypt 1 0 R', '/Type /Page', 'startxref', '%%EOF'], // biome-ignore format: a list of words
  ...['PK\u0003\u0004', 'PK\u0001\u0002', 'PK\u0005\u0006', '../', '..\\', 'METADATA.XML', 'Final-Recipient: rfc822; a@b\r\n', 'Action: failed\r\n', 'Status: 5.1.1\r\n'], // biome-ignore format: a list of words
];

type Change = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const spliced = (bytes: Buffer, at: number, removed: number, put: Buffer) =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);

const changes: readonly Change[] = [
  function flipsABit(bytes, random) {
    const copy = Buffer.from(bytes);
    if (copy.length > 0) copy[random.below(copy.length)]! ^= 1 << random.below(8);
    return copy;
  },
  function writesSomeBytes(bytes, random) {
    const copy = Buffer.from(bytes);
    const at = random.below(copy.length);
    const end = Math.min(copy.length, at + random.size(16));
    for (let i = at; i < end; i++)
      copy[i] = random.pick([0, 0xff, 0x80, 0x20, 0x0a, 0x3c, random.below(256)]);
    return copy;
  },
  function removesARange(bytes, random) {
    return spliced(bytes, random.below(bytes.length), random.size(4096), Buffer.alloc(0));
  },
  function repeatsARange(bytes, random) {
    const at = random.below(bytes.length);
    const range = bytes.subarray(at, at + random.size(512));
    const times = Math.min(random.size(20_000), Math.floor(MOST_BYTES / Math.max(1, range.length)));
    return spliced(bytes, at, 0, Buffer.concat(Array.from({ length: times }, () => range)));
  },
  function putsAWord(bytes, random) {
    const word = Buffer.from(random.pick(dictionary), random.oneIn(2) ? 'utf8' : 'latin1');
    return spliced(bytes, random.below(bytes.length + 1), random.oneIn(2) ? word.length : 0, word);
  },
  function changesANumber(bytes, random) {
    const text = bytes.toString('latin1');
    const found = text.slice(random.below(text.length)).match(/\d+/);
    if (!found) return bytes;
    const at = text.indexOf(found[0]);
    return spliced(bytes, at, found[0].length, Buffer.from(random.pick(numbers)));
  },
  function takesARangeOfAnother(bytes, random, other) {
    const from = random.below(other.length);
    const range = other.subarray(from, from + random.size(2048));
    return spliced(bytes, random.below(bytes.length), random.size(256), range);
  },
  function movesARange(bytes, random) {
    const at = random.below(bytes.length);
    const range = Buffer.from(bytes.subarray(at, at + random.size(1024)));
    const without = spliced(bytes, at, range.length, Buffer.alloc(0));
    return spliced(without, random.below(without.length), 0, range);
  },
  function cutsTheEnd(bytes, random) {
    return bytes.subarray(0, random.below(bytes.length));
  },
];

/** One change to bytes of any form; `other` lends pieces of itself. */
export const mutateBytes = (bytes: Buffer, random: Random, other: Buffer): Buffer =>
  random.pick(changes)(bytes, random, other).subarray(0, MOST_BYTES);
