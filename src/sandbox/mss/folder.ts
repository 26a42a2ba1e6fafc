import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface StoredMessage {
  uid: number;
  internalDate: Date;
  size: number;
  flags: ReadonlySet<string>;
}

/** Letters of the flags in a file name, as in Maildir. */
const LETTERS: readonly (readonly [string, string])[] = [
  ['S', '\\Seen'],
  ['R', '\\Answered'],
  ['F', '\\Flagged'],
  ['T', '\\Deleted'],
  ['D', '\\Draft'],
];
export const FLAGS = LETTERS.map(([, flag]) => flag);
const NAME = /^(\d{10})-(\d+)-(\d+)_([SRFTD]*)\.eml$/;

/**
 * A folder of a mailbox: one file a message, `{uid}-{date}-{size}_{flags}.eml`, and a file for
 * UIDVALIDITY and the next UID, so that it stands after a restart.
 */
export class Folder {
  readonly #messages = new Map<number, StoredMessage>();
  readonly #listeners = new Set<() => void>();
  uidValidity: number;
  uidNext: number;

  constructor(
    readonly name: string,
    private readonly dir: string,
    now: () => number,
  ) {
    mkdirSync(dir, { recursive: true });
    const state = readState(join(dir, 'state.json'));
    this.uidValidity = state?.uidValidity ?? Math.max(1, Math.floor(now() / 1000));
    this.uidNext = state?.uidNext ?? 1;
    for (const file of readdirSync(dir).sort()) {
      const [, uid, date, size, letters] = NAME.exec(file) ?? [];
      if (uid === undefined) continue;
      const flags = new Set(LETTERS.filter(([l]) => letters?.includes(l)).map(([, flag]) => flag));
      this.#messages.set(Number(uid), {
        uid: Number(uid),
        internalDate: new Date(Number(date)),
        size: Number(size),
        flags,
      });
      this.uidNext = Math.max(this.uidNext, Number(uid) + 1);
    }
    this.#saveState();
  }

  /** In UID order. */
  messages(): StoredMessage[] {
    return [...this.#messages.values()];
  }

  get(uid: number): StoredMessage | undefined {
    return this.#messages.get(uid);
  }

  raw(message: StoredMessage): Buffer {
    return readFileSync(this.#path(message));
  }

  /** Stores a message and gives it the next UID. On disk before it is seen. */
  add(raw: Uint8Array, internalDate: Date, flags: Iterable<string> = []): StoredMessage {
    const known = new Set([...flags].filter((flag) => FLAGS.includes(flag)));
    const message: StoredMessage = { uid: this.uidNext, internalDate, size: raw.byteLength, flags: known };
    this.uidNext += 1;
    this.#saveState();
    const temporary = join(this.dir, `.${message.uid}.tmp`);
    writeFileSync(temporary, raw);
    renameSync(temporary, this.#path(message));
    this.#messages.set(message.uid, message);
    this.#changed();
    return message;
  }

  setFlags(uid: number, flags: ReadonlySet<string>): void {
    const message = this.#messages.get(uid);
    if (!message) return;
    const next = { ...message, flags: new Set([...flags].filter((flag) => FLAGS.includes(flag))) };
    renameSync(this.#path(message), this.#path(next));
    this.#messages.set(uid, next);
    this.#changed();
  }

  remove(uid: number): void {
    const message = this.#messages.get(uid);
    if (!message) return;
    rmSync(this.#path(message), { force: true });
    this.#messages.delete(uid);
    this.#changed();
  }

  /** A new UIDVALIDITY and new UIDs from 1, as after a restored backup. */
  renumber(): void {
    const all = this.messages().map((m) => ({ ...m, raw: this.raw(m) }));
    for (const m of all) rmSync(this.#path(m), { force: true });
    this.#messages.clear();
    this.uidValidity += 1;
    this.uidNext = 1;
    for (const m of all) this.add(m.raw, m.internalDate, m.flags);
    this.#saveState();
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #path(m: StoredMessage): string {
    const letters = LETTERS.filter(([, flag]) => m.flags.has(flag)).map(([l]) => l);
    return join(
      this.dir,
      `${String(m.uid).padStart(10, '0')}-${m.internalDate.getTime()}-${m.size}_${letters.join('')}.eml`,
    );
  }

  #saveState(): void {
    writeFileSync(
      join(this.dir, 'state.json'),
      JSON.stringify({ uidValidity: this.uidValidity, uidNext: this.uidNext }),
    );
  }
}

function readState(path: string): { uidValidity: number; uidNext: number } | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as { uidValidity: number; uidNext: number };
  } catch {
    return null;
  }
}
