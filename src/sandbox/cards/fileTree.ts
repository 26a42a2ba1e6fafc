import type { CardFile } from './goldenFiles';
import { hex, toHex } from './virtualCard';

export interface Selected {
  /** Path after 3F00: `` is the master file, `0001` the application. */
  path: string;
  directory: boolean;
}

/** The application's AID in contact mode (cards.md §2.1). */
const AID = 'E828BD080F8025000001FF0010';

/** Where one stands in the tree of a CPS, and what may be selected from there. */
export class FileTree {
  directory = '';
  file: string | null = null;

  constructor(readonly files: Map<string, CardFile>) {}

  reset(): void {
    this.directory = '';
    this.file = null;
  }

  /** SELECT by P1 of ISO 7816-4: 00 identifier, 02 file here, 04 AID, 08 path from the root, 09 path. Null: not found. */
  select(p1: number, data: Uint8Array): Selected | null {
    const id = toHex(data);
    if (p1 === 0x04) return id.length >= 10 && AID.startsWith(id) ? this.enter('0001') : null;
    if (p1 === 0x00 && (id === '' || id === '3F00')) return this.enter('');
    if (p1 === 0x00 || p1 === 0x02) return this.at(this.directory + id);
    if (id.startsWith('3F00')) return this.at(id.slice(4));
    return this.at(p1 === 0x08 ? id : this.directory + id);
  }

  /** The current file, if one is selected. */
  current(): CardFile | null {
    return this.file === null ? null : (this.files.get(this.file) ?? null);
  }

  private at(path: string): Selected | null {
    if (path === '' || path === '0001') return this.enter(path);
    if (!this.files.has(path)) return null;
    this.directory = path.slice(0, -4);
    this.file = path;
    return { path, directory: false };
  }

  private enter(path: string): Selected {
    this.directory = path;
    this.file = null;
    return { path, directory: true };
  }

  /** Control parameters: `62` on a CPS3, `6F` on a CPS4, which wants nothing else. */
  control(selected: Selected, template: 0x62 | 0x6f): Uint8Array {
    const fid = hex(selected.path.slice(-4) || '3F00');
    if (selected.directory) return Uint8Array.of(template, 0x07, 0x82, 0x01, 0x38, 0x83, 0x02, ...fid);
    const size = this.files.get(selected.path)!.content.length;
    const sizeBytes = [size >> 8, size & 0xff];
    return Uint8Array.of(template, 0x0b, 0x80, 0x02, ...sizeBytes, 0x82, 0x01, 0x01, 0x83, 0x02, ...fid);
  }
}
