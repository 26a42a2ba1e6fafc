import { crc32, inflateRawSync } from 'node:zlib';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { type XdmFailure, xdmFailure } from './readFailure';

/** A file of an archive, in memory. Nothing is ever written under its name. */
export interface ZipFile {
  /** With `/`, as in the archive. */
  name: string;
  bytes: Uint8Array;
  /** Its CRC or its declared size is not that of its bytes. */
  damaged: boolean;
}

interface Entry {
  name: string;
  method: number;
  crc: number;
  compressed: number;
  inflated: number;
  offset: number;
}

class Refused {
  constructor(readonly failure: XdmFailure) {}
}
function refuse(code: Parameters<typeof xdmFailure>[0], detail: string): never {
  throw new Refused(xdmFailure(code, detail));
}

const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END = 0x06054b50;

/**
 * All files of a zip, or why it is refused: escaping paths, links, encryption, duplicate or case-clashing
 * names, too many files, too many bytes once really inflated (xdm-mss.md §4, step 2). Folders and the
 * leavings of macOS and Windows are left out. `room`: inflated bytes that may still be taken.
 */
export function unzip(
  bytes: Uint8Array,
  room: number = limits.zipInflatedBytes,
): Result<ZipFile[], XdmFailure> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const entries = directory(view).filter((e) => !isLitter(e.name));
    refuseClashes(entries);
    let total = 0;
    return ok(
      entries.map((entry) => {
        const content = inflate(view, entry, room - total);
        total += content.length;
        const damaged = content.length !== entry.inflated || crc32(content) !== entry.crc;
        return { name: entry.name, bytes: content, damaged };
      }),
    );
  } catch (refused) {
    if (refused instanceof Refused) return err(refused.failure);
    // A read beyond the end: offsets that lie.
    if (refused instanceof RangeError) return err(xdmFailure('zip-damaged', 'offset out of the file'));
    throw refused;
  }
}

function directory(zip: Buffer): Entry[] {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]), Math.max(0, zip.length - 22));
  if (end < 0 || zip.length - end > 22 + 0xffff || zip.readUInt32LE(end) !== END)
    refuse('zip-damaged', 'no directory');
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) refuse('zip-unsupported', 'zip64');
  if (count > limits.zipEntries) refuse('zip-too-big', `${count} files`);
  const entries: Entry[] = [];
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== CENTRAL) refuse('zip-damaged', 'directory entry');
    const nameLength = zip.readUInt16LE(at + 28);
    const extra = zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
    if (at + 46 + nameLength > zip.length) refuse('zip-damaged', 'name out of the file');
    const name = nameOf(zip.subarray(at + 46, at + 46 + nameLength));
    // Upper half of the attributes, when the archive was made under Unix: 0xA000 is a symbolic link.
    const mode = (zip.readUInt16LE(at + 4) >> 8 === 3 ? zip.readUInt32LE(at + 38) >>> 16 : 0) & 0xf000;
    if (mode !== 0 && mode !== 0x8000 && mode !== 0x4000) refuse('zip-unsafe', 'link or device');
    if (zip.readUInt16LE(at + 8) & 1) refuse('zip-unsupported', 'encrypted');
    if (!name.endsWith('/'))
      entries.push({
        name,
        method: zip.readUInt16LE(at + 10),
        crc: zip.readUInt32LE(at + 16),
        compressed: zip.readUInt32LE(at + 20),
        inflated: zip.readUInt32LE(at + 24),
        offset: zip.readUInt32LE(at + 42),
      });
    at += 46 + nameLength + extra;
  }
  return entries;
}

/** A relative path without steps up, its backslashes (old Windows tools) turned; anything else refuses the archive. */
function nameOf(raw: Buffer): string {
  const name = raw.toString('utf8').replaceAll('\\', '/');
  const parts = name.split('/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a name must not hold
  if (name === '' || name.startsWith('/') || /^[A-Za-z]:|[\u0000-\u001f]/.test(name) || parts.includes('..'))
    refuse('zip-unsafe', 'path');
  return name;
}

/** Leavings of file managers, seen in public samples: not part of the exchange. */
const isLitter = (name: string): boolean =>
  /(^|\/)(__MACOSX\/|\._|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/i.test(name);

function refuseClashes(entries: readonly Entry[]): void {
  const names = new Set(entries.map((e) => e.name.toUpperCase()));
  if (names.size !== entries.length) refuse('zip-duplicate', 'names');
}

/** Inflates up to what limits allow: the declared size plays no part but to be compared. */
function inflate(zip: Buffer, entry: Entry, room: number): Uint8Array {
  if (zip.readUInt32LE(entry.offset) !== LOCAL) refuse('zip-damaged', 'local header');
  const start = entry.offset + 30 + zip.readUInt16LE(entry.offset + 26) + zip.readUInt16LE(entry.offset + 28);
  if (start + entry.compressed > zip.length) refuse('zip-damaged', 'data out of the file');
  const data = zip.subarray(start, start + entry.compressed);
  if (entry.method === 0) {
    if (data.length > room) refuse('zip-too-big', 'stored bytes');
    return data;
  }
  if (entry.method !== 8) refuse('zip-unsupported', `method ${entry.method}`);
  const allowed = Math.max(limits.zipRatioFloorBytes, data.length * limits.zipRatio);
  try {
    return inflateRawSync(data, { maxOutputLength: Math.max(1, Math.min(allowed, room)) });
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code;
    return code === 'ERR_BUFFER_TOO_LARGE'
      ? refuse('zip-too-big', 'inflated bytes')
      : refuse('zip-damaged', 'deflate');
  }
}
