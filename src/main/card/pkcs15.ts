import { cardError } from './errors';
import { type Link, parsed, readFile } from './files';
import { fromHex, toHex } from './recognise';
import { findTlv, readTlvs, type Tlv } from './tlv';

export interface PinObject {
  reference: number;
  minLength: number;
  storedLength: number;
  maxLength: number;
  padding: number;
}
export interface PrivateKeyObject {
  /** Application AID and one byte: `…20` authentication, `…10` signature. */
  id: string;
  label: string;
  reference: number;
  nonRepudiation: boolean;
  sign: boolean;
  bits: number | null;
}
export interface CertificateObject {
  id: string;
  label: string;
  path: Uint8Array;
}
export interface DataObject {
  label: string;
  path: Uint8Array;
  /** An authId guards it: the PIN is needed. */
  guarded: boolean;
}
/** What a card says it holds, from EF(DIR) down (PKCS#15 v1.1). */
export interface CardApplication {
  path: Uint8Array;
  pins: PinObject[];
  keys: PrivateKeyObject[];
  certificates: CertificateObject[];
  data: DataObject[];
}

/** AID of the CPS application in contact (`…10`) or contactless (`…20`) mode, but for that last byte. */
const CPS_AID = 'E828BD080F8025000001FF00';
const DIRECTORY = fromHex('3F00 2F00');
const DEFAULT_PATH = fromHex('3F00 0001');

/**
 * Walks EF(DIR) → ODF → AODF, PrKDF, CDF, DODF. Nothing else is assumed: only EF(DIR), the AID and,
 * where EF(DIR) says nothing, the default application path are written here (cards.md §2.1).
 */
export async function readApplication(link: Link): Promise<CardApplication> {
  const path = applicationPath(await readFile(link, DIRECTORY)) ?? DEFAULT_PATH;
  const odf = await readFile(link, new Uint8Array([...path, 0x50, 0x31]));
  if (!odf) throw cardError('card-unreadable', 'no ODF');
  const directories = parsed(odf, 'ODF');
  const entries = async (tag: number, name: string): Promise<Tlv[]> => {
    const found: Tlv[] = [];
    for (const directory of directories.filter((d) => d.tag === tag)) {
      const target = firstPath(directory.value);
      const content = target && (await readFile(link, target));
      if (!content) throw cardError('card-unreadable', `${name}: absent`);
      found.push(...parsed(content, name).filter((o) => o.tag === 0x30));
    }
    return found;
  };
  return {
    path,
    pins: (await entries(0xa8, 'AODF')).flatMap(pinObject),
    keys: (await entries(0xa0, 'PrKDF')).flatMap(privateKey),
    certificates: (await entries(0xa4, 'CDF')).flatMap(certificate),
    data: (await entries(0xa7, 'DODF')).flatMap(dataObject),
  };
}

function applicationPath(directory: Uint8Array | null): Uint8Array | null {
  const templates = directory && readTlvs(directory);
  for (const template of templates ?? []) {
    const inside = template.tag === 0x61 ? readTlvs(template.value) : null;
    const aid = findTlv(inside, 0x4f);
    const path = findTlv(inside, 0x51);
    if (aid && path && path.length >= 2 && toHex(aid).startsWith(CPS_AID)) return path;
  }
  return null;
}

/** The first OCTET STRING inside, however deep it lies: PathOrObjects wraps a path in one or two sequences. */
function firstPath(bytes: Uint8Array, depth = 0): Uint8Array | null {
  for (const object of readTlvs(bytes) ?? []) {
    if (object.tag === 0x04) return object.value;
    const inside = depth < 4 && (object.tag & 0x20) !== 0 ? firstPath(object.value, depth + 1) : null;
    if (inside) return inside;
  }
  return null;
}

/** Common attributes, class attributes and type attributes of one object. */
function parts(object: Tlv) {
  const inside = readTlvs(object.value) ?? [];
  const sequences = inside.filter((o) => o.tag === 0x30);
  const common = sequences[0] ? (readTlvs(sequences[0].value) ?? []) : [];
  return {
    label: text(findTlv(common, 0x0c)),
    guarded: findTlv(common, 0x04) !== null,
    own: sequences[1] ? (readTlvs(sequences[1].value) ?? []) : [],
    type: findTlv(inside, 0xa1),
  };
}

const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('utf8');

const integer = (bytes: Uint8Array | null): number | null =>
  bytes && bytes.length > 0 && bytes.length <= 4 ? bytes.reduce((n, b) => n * 256 + b, 0) : null;

/** Bit `n` of a BIT STRING, the first bit being 0. */
const bit = (bits: Uint8Array | null, n: number): boolean =>
  ((bits?.[1 + (n >> 3)] ?? 0) & (0x80 >> (n & 7))) !== 0;

function pinObject(object: Tlv): PinObject[] {
  const sequence = readTlvs(parts(object).type ?? new Uint8Array())?.[0];
  const attributes = sequence ? (readTlvs(sequence.value) ?? []) : [];
  const [min, stored, max] = attributes.filter((a) => a.tag === 0x02).map((a) => integer(a.value));
  const reference = integer(findTlv(attributes, 0x80));
  if (reference === null || min == null || stored == null) return [];
  const padding = findTlv(attributes, 0x04)?.[0] ?? 0;
  return [{ reference, minLength: min, storedLength: stored, maxLength: max ?? stored, padding }];
}

function privateKey(object: Tlv): PrivateKeyObject[] {
  const { label, own, type } = parts(object);
  const id = findTlv(own, 0x04);
  const reference = integer(findTlv(own, 0x02));
  if (!id || reference === null) return [];
  const usage = findTlv(own, 0x03);
  const inner = type ? readTlvs(type)?.[0] : undefined;
  return [
    {
      id: toHex(id),
      label,
      reference,
      sign: bit(usage, 2),
      nonRepudiation: bit(usage, 9),
      bits: inner ? integer(findTlv(readTlvs(inner.value), 0x02)) : null,
    },
  ];
}

function certificate(object: Tlv): CertificateObject[] {
  const { label, own, type } = parts(object);
  const id = findTlv(own, 0x04);
  const path = type && firstPath(type);
  return id && path ? [{ id: toHex(id), label, path }] : [];
}

function dataObject(object: Tlv): DataObject[] {
  const { label, guarded, type } = parts(object);
  const path = type && firstPath(type);
  return path && label ? [{ label, path, guarded }] : [];
}
