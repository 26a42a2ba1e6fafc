import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { RegistryRefusal } from './refusal';
import type { RimObject } from './rim';
import { statuses } from './schemes';

/** A document as the fictive DMP keeps it. */
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
  /** base64. */
  bytes: string;
}

export const REPOSITORY = '1.2.250.1.213.4.1.1.1.2';

/** Registry and repository in one, in memory, written to one JSON file after each change (crash tests count in it). */
export class DmpRegistry {
  private documents: StoredDocument[] = [];

  constructor(private readonly file: string) {
    if (existsSync(file)) this.documents = JSON.parse(readFileSync(file, 'utf8')) as StoredDocument[];
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

  /** Registers a whole lot or nothing; what a document replaces becomes Deprecated. */
  register(
    lot: readonly (Omit<StoredDocument, 'entryUuid' | 'status' | 'bytes' | 'entry'> & {
      entry: RimObject;
      bytes: Uint8Array;
    })[],
  ): void {
    for (const d of lot)
      if (this.byUniqueId(d.uniqueId))
        throw new RegistryRefusal('XDSDuplicateUniqueIdInRegistry', `uniqueId ${d.uniqueId} déjà enregistré`);
    for (const d of lot) {
      const entryUuid = `urn:uuid:${randomUUID()}`;
      const replaced = d.replaces ? this.byEntryUuid(d.replaces) : undefined;
      if (replaced) replaced.status = statuses.deprecated;
      this.documents.push({
        ...d,
        entryUuid,
        status: statuses.approved,
        entry: completed(d.entry, entryUuid, d.bytes, replaced),
        bytes: Buffer.from(d.bytes).toString('base64'),
      });
    }
    this.save();
  }

  reset(): void {
    this.documents = [];
    this.save();
  }

  private save(): void {
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.documents), { mode: 0o600 });
    renameSync(`${this.file}.new`, this.file);
  }
}

/** The entry with what only the server gives: ids, status, repositoryUniqueId, hash and size. */
function completed(
  entry: RimObject,
  entryUuid: string,
  bytes: Uint8Array,
  replaced: StoredDocument | undefined,
): RimObject {
  return {
    ...entry,
    id: entryUuid,
    attributes: {
      ...entry.attributes,
      id: entryUuid,
      lid: replaced ? `urn:uuid:${randomUUID()}` : entryUuid,
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
