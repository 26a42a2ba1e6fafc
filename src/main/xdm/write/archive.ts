import { type Zippable, zipSync } from 'fflate';
import type { Failure } from '../../../shared/failure';
import { limits } from '../../../shared/limits';
import { err, ok, type Result } from '../../../shared/result';
import { entryOf, type Mask } from '../../xds/entry';
import type { DocumentEntry } from '../../xds/model';
import { submissionSetOf } from '../../xds/set';
import { writeSubmission } from '../../xds/write';
import { type XdmFailureCode, xdmFailure } from './failure';
import { type ArchiveNotice, indexPage, readme } from './pages';

export interface XdmInput {
  /** CDA documents of one patient, in order: byte-identical to what goes to the DMP. */
  documents: readonly { cda: Uint8Array; masks?: readonly Mask[] }[];
  /** uniqueId of the lot, an OID. */
  uniqueId: string;
  /** OID of the sending installation. */
  sourceId: string;
  /** Date of the lot: submissionTime, and the only date inside the archive. */
  date: Date;
  notice: Omit<ArchiveNotice, 'documents'>;
}

const SUBSET = 'IHE_XDM/SUBSET01';
/** 8.3 names leave four digits. */
const fileName = (index: number): string => `DOC${String(index + 1).padStart(4, '0')}.XML`;

/**
 * `IHE_XDM.zip` (xdm-mss.md §2): one set, ISO 9660 names, hash, size and URI of each document.
 * The same bytes for the same input, whatever the host: dates come from the lot, in UTC fields.
 */
export function writeXdm(input: XdmInput): Result<Uint8Array, Failure<XdmFailureCode>> {
  const count = input.documents.length;
  if (count < 1 || count > limits.zipEntries - 3) return err(xdmFailure('xdm-empty'));
  const entries: DocumentEntry[] = [];
  for (const [index, { cda, masks }] of input.documents.entries()) {
    const entry = entryOf(cda, {
      entryUuid: `Document${String(index + 1).padStart(2, '0')}`,
      uri: fileName(index),
      ...(masks ? { masks } : {}),
    });
    if (!entry.ok) return err(xdmFailure('xdm-metadata', entry.error.detail ?? entry.error.code));
    entries.push(entry.value);
  }
  if (input.documents.reduce((sum, d) => sum + d.cda.byteLength, 0) > limits.zipInflatedBytes)
    return err(xdmFailure('xdm-too-big'));
  const set = submissionSetOf(entries, {
    uniqueId: input.uniqueId,
    sourceId: input.sourceId,
    now: input.date,
  });
  if (!set) return err(xdmFailure('xdm-patients'));
  const notice: ArchiveNotice = {
    ...input.notice,
    documents: entries.map((e, i) => ({ file: fileName(i), title: e.title })),
  };
  const metadata = writeSubmission({ set, entries, replaces: {} }, { form: 'xdm' });
  const utf8 = (text: string) => new TextEncoder().encode(text);
  const files: Zippable = {
    'INDEX.HTM': utf8(indexPage(notice)),
    'README.TXT': utf8(readme(notice)),
    [`${SUBSET}/METADATA.XML`]: utf8(`<?xml version="1.0" encoding="UTF-8"?>\n${metadata}`),
  };
  for (const [index, { cda }] of input.documents.entries()) files[`${SUBSET}/${fileName(index)}`] = cda;
  return ok(zipSync(files, { level: 6, mtime: zipDate(input.date) }));
}

/**
 * A ZIP entry holds a wall clock without a zone, and fflate takes the host's. Noon of the UTC day is a time
 * that every zone has, on every day of its year.
 */
const zipDate = (date: Date): Date =>
  new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12);
