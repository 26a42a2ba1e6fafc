import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Folder } from './folder';

/** Names as IMAP4rev1 writes them (modified UTF-7): « Envoyés » is not found by its name but by its use. */
const STANDARD: readonly { name: string; use: string | null }[] = [
  { name: 'INBOX', use: null },
  { name: 'Envoy&AOk-s', use: '\\Sent' },
  { name: 'Brouillons', use: '\\Drafts' },
  { name: 'Archives', use: '\\Archive' },
  { name: 'Corbeille', use: '\\Trash' },
];

export interface Box {
  address: string;
  folders: Map<string, Folder>;
}

/** Every mailbox of the operator, under one folder of state: `{dir}/{address}/{folder}/`. */
export class Boxes {
  readonly #boxes = new Map<string, Box>();

  constructor(
    private readonly dir: string,
    private readonly now: () => number,
  ) {}

  open(address: string): Box {
    const key = address.toLowerCase();
    const known = this.#boxes.get(key);
    if (known) return known;
    const home = join(this.dir, safe(key));
    const made = existsSync(home) ? readdirSync(home).map(decodeURIComponent) : [];
    const names = new Set([...STANDARD.map((f) => f.name), ...made]);
    const box: Box = { address: key, folders: new Map() };
    for (const name of names) box.folders.set(name, this.#folder(home, name));
    this.#boxes.set(key, box);
    return box;
  }

  create(box: Box, name: string): void {
    box.folders.set(name, this.#folder(join(this.dir, safe(box.address)), name));
  }

  inbox(address: string): Folder {
    return this.open(address).folders.get('INBOX')!;
  }

  #folder(home: string, name: string): Folder {
    return new Folder(name, join(home, safe(name)), this.now);
  }
}

export const specialUse = (name: string): string | null => STANDARD.find((f) => f.name === name)?.use ?? null;

/** INBOX is the same whatever its case (RFC 3501 §5.1). */
export const folderOf = (box: Box, name: string): Folder | undefined =>
  box.folders.get(name.toUpperCase() === 'INBOX' ? 'INBOX' : name);

const safe = (name: string): string => encodeURIComponent(name).replaceAll('.', '%2E');
