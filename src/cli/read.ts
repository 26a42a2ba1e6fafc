import { readFile, stat } from 'node:fs/promises';
import { readEnvelope } from '../main/inbox/read';
import type { LabResult, ResultValue } from '../shared/biology/result';
import type { ClinicalDocument, DocumentActor, Section } from '../shared/documents/clinicalDocument';
import { narrativeText } from '../shared/documents/narrative';
import { type Failure, failures } from '../shared/failure';
import { limits } from '../shared/limits';

const failure = failures({
  'read-usage': {
    retry: 'never',
    message: 'Aucun fichier n’est donné.',
    action: 'Tapez\u202f: read FICHIER…',
  },
  'read-file': {
    retry: 'never',
    message: 'Le fichier ne peut pas être ouvert.',
    action: 'Vérifiez le chemin et les droits.',
  },
  'read-too-big': {
    retry: 'never',
    message: 'Le fichier dépasse les limites de lecture.',
    action: 'Donnez un fichier plus petit.',
  },
  'read-no-document': {
    retry: 'never',
    message: 'Le message ne contient aucun document médical.',
    action: 'Lisez-le dans une messagerie.',
  },
  'read-crash': {
    retry: 'never',
    message: 'Le fichier n’a pas pu être lu.',
    action: 'Signalez-le à l’éditeur avec le fichier.',
  },
});

/** `read FILE…`: one JSON line a document, whatever the form of the file. Exit status 1 when one is unreadable. */
export async function read(args: string[], out: (line: string) => void): Promise<number> {
  if (args.length === 0) {
    out(JSON.stringify({ ok: false, error: said(failure('read-usage')) }));
    return 1;
  }
  let status = 0;
  for (const file of args) {
    for (const line of await linesOf(file)) {
      if (!line.ok) status = 1;
      out(JSON.stringify(line));
    }
  }
  return status;
}

type Line =
  | { file: string; ok: true }
  | { file: string; ok: false; error: { code: string; message: string } };

async function linesOf(file: string): Promise<Line[]> {
  const refused = (f: Failure): Line => ({ file, ok: false, error: said(f) });
  try {
    const bytes = await load(file);
    if ('code' in bytes) return [refused(bytes)];
    const { documents, failure: unreadable, message } = await readEnvelope(bytes, file);
    if (unreadable) return [refused(unreadable)];
    if (documents.length === 0 && message) return [refused(failure('read-no-document'))];
    return documents.map((d) =>
      d.result.ok ? { file, ok: true, ...described(d.result.value, d.warnings) } : refused(d.result.error),
    );
  } catch (thrown) {
    // A bug of ours, said as a line so that the other files are still read.
    return [refused(failure('read-crash', thrown instanceof Error ? thrown.name : ''))];
  }
}

async function load(file: string): Promise<Uint8Array | Failure> {
  try {
    const found = await stat(file);
    // A pipe or a device may never end.
    if (!found.isFile()) return failure('read-file');
    return found.size > limits.messageBytes ? failure('read-too-big') : await readFile(file);
  } catch {
    return failure('read-file');
  }
}

const said = ({ code, message }: Failure) => ({ code, message });

function described(d: ClinicalDocument, transport: ClinicalDocument['warnings']) {
  const { ins, birthName, firstNames, usedName, sex, birthDate, birthPlace } = d.patient;
  return {
    kind: d.kind,
    level: d.level,
    type: d.type,
    title: d.title,
    documentId: d.documentId,
    setId: d.setId,
    version: d.version,
    replaces: d.replaces,
    date: d.date,
    patient: { ins, birthName, firstNames, usedName, sex, birthDate, birthPlace },
    author: author(d.author),
    results: d.results.map(result),
    sections: flattened(d.sections),
    attachments: d.attachments.map(({ mediaType, size, sha256 }) => ({ mediaType, size, sha256 })),
    warnings: [...transport, ...d.warnings],
  };
}

const author = (a: DocumentActor | null) => a && { name: a.name, rpps: a.rpps, organisation: a.organisation };

const result = (r: LabResult) => ({
  section: r.section,
  code: r.code?.code ?? null,
  loinc: r.loinc,
  label: r.label,
  ...value(r.value),
  low: r.range?.low ?? null,
  high: r.range?.high ?? null,
  interpretation: r.interpretation,
  status: r.status,
  date: r.date,
  previous: r.previous.map((p) => ({ ...value(p.value), interpretation: p.interpretation, date: p.date })),
});

/** A bound keeps its sign (`<1.0`): nobody may take it for a measure. */
const value = (v: ResultValue) => ({
  value: v.value === null ? null : `${v.comparator ?? ''}${v.value}`,
  unit: v.unit,
  text: v.text,
});

const flattened = (
  sections: readonly Section[],
): { code: string | null; title: string | null; text: string }[] =>
  sections.flatMap((s) => [
    { code: s.code, title: s.title, text: narrativeText(s.narrative) },
    ...flattened(s.sections),
  ]);
