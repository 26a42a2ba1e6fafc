import { createHash, randomUUID } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { RegistryRefusal } from './refusal';
import type { RimObject } from './rim';
import { statuses } from './schemes';

/** A document as the fictive DMP keeps it; its bytes lie in the repository, under their digest. */
export interface StoredDocument {
  entryUuid: string;
  uniqueId: string;
  setUniqueId: string;
  /** CX of the patient. */
  patientId: string;
  /** PS_IdNat and Struct_IdNat of who fed it. */
  professional: string;
  structure: string;
  status: string;
  submittedAt: string;
  replaces: string | null;
  signature: boolean;
  entry: RimObject;
  /** SHA-256 of the bytes, hexadecimal. */
  digest: string;
}

export const REPOSITORY = '1.2.250.1.213.4.1.1.1.2';

/**
 * Registry and repository in one folder. The registry is a journal, one line a lot: a crash leaves a lot whole or absent,
 * and a load of thousands costs no more at its end than at its beginning. The documents are files named by their digest.
 */
export class DmpRegistry {
  private documents: StoredDocument[] = [];
  private readonly journal: string;

  constructor(private readonly dir: string) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.journal = join(dir, 'registry.jsonl');
    if (!existsSync(this.journal)) return;
    const text = readFileSync(this.journal, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    for (const line of whole.split('\n').filter(Boolean)) this.add(JSON.parse(line) as StoredDocument[]);
    // A line cut by a crash was never answered: it goes, so that the next one does not stick to it.
    if (whole !== text) writeFileSync(this.journal, whole, { mode: 0o600 });
  }

  all(): readonly StoredDocument[] {
    return this.documents;
  }

  byUniqueId(uniqueId: string): StoredDocument | undefined {
    return this.documents.find((d) => d.uniqueId === uniqueId);
  }

  byEntryUuid(entryUuid: string): StoredDocument | undefined {
    return this.documents.find((d) => d.entryUuid === entryUuid);
  }

  knowsSet(uniqueId: string): boolean {
    return this.documents.some((d) => d.setUniqueId === uniqueId);
  }

  bytesOf({ digest }: StoredDocument): Buffer {
    return readFileSync(join(this.dir, digest));
  }

  /** Registers a whole lot or nothing; what a document replaces becomes Deprecated. */
  register(
    lot: readonly (Omit<StoredDocument, 'entryUuid' | 'status' | 'digest' | 'entry'> & {
      entry: RimObject;
      bytes: Uint8Array;
    })[],
  ): void {
    for (const d of lot)
      if (this.byUniqueId(d.uniqueId))
        throw new RegistryRefusal('XDSDuplicateUniqueIdInRegistry', `uniqueId ${d.uniqueId} déjà enregistré`);
    const stored = lot.map(({ bytes, ...d }): StoredDocument => {
      const entryUuid = `urn:uuid:${randomUUID()}`;
      const digest = createHash('sha256').update(bytes).digest('hex');
      writeFileSync(join(this.dir, digest), bytes, { mode: 0o600 });
      return {
        ...d,
        entryUuid,
        status: statuses.approved,
        entry: completed(d.entry, entryUuid, bytes, d.replaces !== null && !!this.byEntryUuid(d.replaces)),
        digest,
      };
    });
    appendFileSync(this.journal, `${JSON.stringify(stored)}\n`, { mode: 0o600 });
    this.add(stored);
  }

  reset(): void {
    this.documents = [];
    writeFileSync(this.journal, '', { mode: 0o600 });
  }

  private add(lot: readonly StoredDocument[]): void {
    for (const d of lot) {
      const replaced = d.replaces ? this.byEntryUuid(d.replaces) : undefined;
      if (replaced) replaced.status = statuses.deprecated;
      this.documents.push(d);
    }
  }
}

/** The entry with what only the server gives: ids, status, repositoryUniqueId, hash and size. */
function completed(entry: RimObject, entryUuid: string, bytes: Uint8Array, replaces: boolean): RimObject {
  return {
    ...entry,
    id: entryUuid,
    attributes: {
      ...entry.attributes,
      id: entryUuid,
      lid: replaces ? `urn:uuid:${randomUUID()}` : entryUuid,
    },
    slots: {
      ...entry.slots,
      repositoryUniqueId: [REPOSITORY],
      hash: [createHash('sha1').update(bytes).digest('hex')],
      size: [String(bytes.length)],
    },
  };
}

/** The entry as answered: its status is the document's of now. */
export const currentEntry = (d: StoredDocument): RimObject => ({
  ...d.entry,
  attributes: { ...d.entry.attributes, status: d.status },
});
