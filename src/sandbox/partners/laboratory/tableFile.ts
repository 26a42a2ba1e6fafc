import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type LoincTable, readTable, type TableProblem } from './transcoder';
import { DEFAULT_TABLE } from './transcodingTable';

const MOST_BYTES = 1024 * 1024;

/** The table on disk, laid down at first start and read again whenever it was written. */
export class TableFile {
  #read: { stamp: string; table: LoincTable; problems: TableProblem[] } | null = null;

  constructor(readonly path: string) {
    if (existsSync(path)) return;
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, DEFAULT_TABLE, { mode: 0o600 });
  }

  /** What the file says now. A file gone or too long says nothing, and its problem says why. */
  current(): { table: LoincTable; problems: TableProblem[] } {
    const stat = statSync(this.path, { throwIfNoEntry: false });
    if (!stat) return { table: new Map(), problems: [{ line: 0, problem: 'fichier absent' }] };
    if (stat.size > MOST_BYTES)
      return { table: new Map(), problems: [{ line: 0, problem: 'fichier de plus de 1 Mio' }] };
    const stamp = `${stat.mtimeMs}/${stat.size}`;
    if (this.#read?.stamp !== stamp) this.#read = { stamp, ...readTable(readFileSync(this.path, 'utf8')) };
    return this.#read;
  }
}
