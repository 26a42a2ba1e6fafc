import { createHash } from 'node:crypto';
import type { Warning } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import type { DocumentEntry } from '../xds/model';
import { readSubmission } from '../xds/read';
import { parseXml } from '../xml/parse';
import { xdmFailure } from './readFailure';
import { unzip, type ZipFile } from './unzip';

/** One document of an archive. `metadata` is null when the archive says nothing of it. */
export interface XdmDocument {
  /** Name inside the archive. */
  path: string;
  bytes: Uint8Array;
  metadata: DocumentEntry | null;
  /** Of this document alone. A {@link forbidding} one bars automatic filing. */
  warnings: Warning[];
}

export interface XdmArchive {
  documents: XdmDocument[];
  /** Patients named by the metadata, each once: more than one bars automatic filing (E-MSS-20). */
  patientIds: string[];
  /** Stylesheets that travel beside the documents (E-BIO-06), by their names in the archive. */
  stylesheets: { name: string; bytes: Uint8Array }[];
  /** Bytes of all its files. */
  inflated: number;
  warnings: Warning[];
}

const sentences = {
  'xdm-hash':
    'L’empreinte du document n’est pas celle qu’annonce l’envoi\u202f: pas de classement automatique.',
  'xdm-size':
    'La taille du document n’est pas celle qu’annonce l’envoi\u202f: pas de classement automatique.',
  'xdm-damaged': 'Le document est abîmé dans l’archive\u202f: pas de classement automatique.',
  'xdm-several-patients': 'L’archive désigne plusieurs patients\u202f: pas de classement automatique.',
  'xdm-no-metadata': 'L’archive ne décrit pas ce document\u202f: pas de classement automatique.',
  'xdm-described-twice': 'L’archive décrit deux fois ce document\u202f: pas de classement automatique.',
  'xdm-missing-file': 'L’archive annonce un document qu’elle ne contient pas.',
  'xdm-several-subsets': 'L’archive contient plusieurs lots de documents.',
  'xdm-nested': 'Une archive contenue dans l’archive n’est pas ouverte.',
} as const;
type XdmWarning = keyof typeof sentences;

/** Warnings that leave filing to a human. */
export const forbidding: readonly string[] = [
  'xdm-hash',
  'xdm-size',
  'xdm-damaged',
  'xdm-several-patients',
  'xdm-no-metadata',
  'xdm-described-twice',
] satisfies XdmWarning[];

const warning = (code: XdmWarning): Warning => ({ code, message: sentences[code] });

/**
 * IHE_XDM.zip → its documents with their metadata (xdm-mss.md §4). Names are looked up without regard to case.
 * `room`: inflated bytes that may still be taken, for a message may bring many archives.
 */
export function readXdm(bytes: Uint8Array, room?: number): Result<XdmArchive, Failure> {
  const unzipped = unzip(bytes, room);
  if (!unzipped.ok) return unzipped;
  const files = unzipped.value;
  const indexes = files.filter((f) => /(^|\/)IHE_XDM\/[^/]+\/METADATA\.XML$/i.test(f.name));
  const warnings: Warning[] = [];
  if (files.some(isZip)) warnings.push(warning('xdm-nested'));
  if (indexes.length > 1) warnings.push(warning('xdm-several-subsets'));
  const documents: XdmDocument[] = [];
  const patients = new Map<string, string>();
  for (const index of indexes) {
    const subset = readSubset(index, files);
    if (!subset.ok) return subset;
    documents.push(...subset.value.documents);
    warnings.push(...subset.value.warnings);
    for (const patient of subset.value.patients) patients.set(bareCx(patient), patient);
  }
  documents.push(...undescribed(files, documents));
  if (documents.length === 0) return err(xdmFailure('xdm-empty'));
  if (patients.size > 1) {
    warnings.push(warning('xdm-several-patients'));
    for (const document of documents) document.warnings.push(warning('xdm-several-patients'));
  }
  const stylesheets = files
    .filter((f) => /\.xslt?$/i.test(f.name))
    .map(({ name, bytes: b }) => ({ name, bytes: b }));
  const inflated = files.reduce((sum, f) => sum + f.bytes.length, 0);
  return ok({ documents, patientIds: [...patients.values()], stylesheets, inflated, warnings });
}

function readSubset(index: ZipFile, files: readonly ZipFile[]) {
  const root = parseXml(index.bytes);
  if (!root.ok) return root;
  const submission = readSubmission(root.value);
  if (!submission.ok) return submission;
  const { set, entries } = submission.value;
  if (entries.length > limits.zipEntries) return err(xdmFailure('zip-too-big', 'entries'));
  const folder = index.name.slice(0, index.name.lastIndexOf('/') + 1);
  const documents: XdmDocument[] = [];
  const warnings: Warning[] = [];
  for (const entry of entries) {
    const file = fileOf(entry, folder, files);
    // A signature of the lot or an archive in the archive is no document to read.
    if (file && (isZip(file) || isSignature(entry))) continue;
    const twice = documents.find((d) => d.path === file?.name);
    if (twice) twice.warnings.push(warning('xdm-described-twice'));
    else if (file) documents.push(checked(file, entry));
    else warnings.push(warning('xdm-missing-file'));
  }
  const patients = [set.patientId, ...entries.map((e) => e.patientId)].filter((p) => p !== '');
  return ok({ documents, warnings, patients });
}

/** The file an entry names, inside its own folder only. */
function fileOf(entry: DocumentEntry, folder: string, files: readonly ZipFile[]): ZipFile | null {
  if (!entry.uri) return null;
  const wanted = `${folder}${entry.uri.replaceAll('\\', '/').replace(/^\.\//, '')}`.toUpperCase();
  return files.find((f) => f.name.toUpperCase() === wanted) ?? null;
}

function checked(file: ZipFile, entry: DocumentEntry): XdmDocument {
  const warnings: Warning[] = [];
  if (file.damaged) warnings.push(warning('xdm-damaged'));
  if (entry.size !== null && entry.size !== file.bytes.length) warnings.push(warning('xdm-size'));
  const digest = createHash('sha1').update(file.bytes).digest('hex');
  if (entry.hash !== null && entry.hash !== digest) warnings.push(warning('xdm-hash'));
  return { path: file.name, bytes: file.bytes, metadata: entry, warnings };
}

/** Documents that no metadata names: shown all the same, for nothing received may be lost. */
const undescribed = (files: readonly ZipFile[], known: readonly XdmDocument[]): XdmDocument[] =>
  files
    .filter((f) => !known.some((d) => d.path === f.name) && (isCda(f) || isPdf(f)))
    .map((f) => ({ path: f.name, bytes: f.bytes, metadata: null, warnings: [warning('xdm-no-metadata')] }));

/** Number and authority of a CX: one sender adds the type `^NH`, another does not. */
const bareCx = (cx: string): string => `${cx.split('^')[0]}^${cx.split('^')[3]?.split('&')[1] ?? ''}`;

const isZip = (f: ZipFile) => f.bytes[0] === 0x50 && f.bytes[1] === 0x4b && f.bytes[2] === 3;
const isPdf = (f: ZipFile) => Buffer.from(f.bytes.subarray(0, 5)).toString('latin1') === '%PDF-';
const isCda = (f: ZipFile) =>
  /\.xml$/i.test(f.name) &&
  Buffer.from(f.bytes.buffer, f.bytes.byteOffset, f.bytes.byteLength).includes('ClinicalDocument');
const isSignature = (entry: DocumentEntry) =>
  entry.typeCode.code === 'E1762' || entry.formatCode.code === 'http://www.w3.org/2000/09/xmldsig#';
