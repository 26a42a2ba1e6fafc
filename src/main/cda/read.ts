import type { ClinicalDocument, Section } from '../../shared/documents/clinicalDocument';
import type { Failure } from '../../shared/failure';
import { err, ok, type Result } from '../../shared/result';
import { at, attribute, child, childrenOf, find, words, type XmlElement } from '../xml/element';
import { parseXml } from '../xml/parse';
import { decodePiece, findAttachments, type Piece, readPieces } from './read/attachments';
import { cdaFailure } from './read/failure';
import { headerValidator, readHeader } from './read/header';
import { readNarrative } from './read/narrative';
import { References } from './read/references';
import { ResultReader } from './read/results';
import { StatementReader } from './read/statements';
import { HL7, XSL } from './read/vocabulary';
import { Warnings } from './read/warnings';

/** A document and the bytes of its attachments, in the order of their indexes. */
export interface OpenedCda {
  document: ClinicalDocument;
  pieces: Piece[];
}

/**
 * Any CDA R2, of whatever year and model, as the document everyone else works with. Refuses only what is
 * not XML or holds no ClinicalDocument; everything odd inside is read as far as it goes and warned of.
 */
export function readCda(bytes: Uint8Array): Result<ClinicalDocument, Failure> {
  const opened = openCda(bytes);
  return opened.ok ? ok(opened.value.document) : opened;
}

/** The same with the bytes of its attachments, from one reading: a document may carry hundreds. */
export function openCda(bytes: Uint8Array): Result<OpenedCda, Failure> {
  const parsed = parseXml(bytes);
  if (!parsed.ok) return parsed;
  const root = parsed.value;
  const document = find(root, 'ClinicalDocument', HL7);
  if (!document) return err(cdaFailure('cda-not-a-document'));
  const warnings = new Warnings();
  const header = readHeader(document, warnings);
  const body = child(document, 'component');
  const structured = child(body, 'structuredBody');
  const unstructured = at(body, 'nonXMLBody', 'text');
  if (!structured && !unstructured) warnings.add('no-body');
  if (unstructured && child(unstructured, 'reference')) warnings.add('external-file');
  const references = new References(structured, warnings);
  const results = new ResultReader(references, warnings, {
    laboratory: header.performer?.organisation ?? header.author?.organisation ?? null,
    validator: headerValidator(document),
  });
  const sections = structured
    ? readSections(structured, [], { results, statements: new StatementReader(references), warnings })
    : [];
  const pieces = readPieces(document, warnings);
  const model: ClinicalDocument = {
    ...header,
    level: unstructured ? 'N1' : 'N3',
    results: results.results,
    sections,
    attachments: pieces.map((piece) => piece.attachment),
    // A stylesheet that holds its own document (« auto-présentable », cda-header.md §1).
    hasStylesheet: document !== root && root.ns === XSL,
    warnings: warnings.list(),
  };
  return ok({ document: model, pieces });
}

/** The bytes of one attachment, by its index in {@link ClinicalDocument.attachments}. */
export function readCdaAttachment(
  bytes: Uint8Array,
  index: number,
): Result<{ mediaType: string; bytes: Uint8Array }, Failure> {
  const root = parseXml(bytes);
  if (!root.ok) return root;
  const document = find(root.value, 'ClinicalDocument', HL7);
  if (!document) return err(cdaFailure('cda-not-a-document'));
  const piece = findAttachments(document)[index];
  if (!piece) return err(cdaFailure('cda-no-such-attachment'));
  const { mediaType, bytes: content } = decodePiece(piece);
  return ok({ mediaType, bytes: content });
}

function readSections(
  holder: XmlElement,
  path: readonly string[],
  readers: { results: ResultReader; statements: StatementReader; warnings: Warnings },
): Section[] {
  const { results, statements, warnings } = readers;
  return childrenOf(holder, 'component')
    .flatMap((component) => childrenOf(component, 'section'))
    .map((section) => {
      const code = child(section, 'code');
      const title = words(child(section, 'title'));
      const label = (title ?? (code && attribute(code, 'displayName')))?.slice(0, 200);
      const here = label ? [...path, label.replace(/\s*:$/, '')] : path;
      results.section(section, here);
      const said = statements.section(section);
      for (const { differs, label: what } of said) if (differs) warnings.add('narrative-differs', what);
      return {
        code: code && attribute(code, 'code'),
        system: code && attribute(code, 'codeSystem'),
        title,
        narrative: readNarrative(child(section, 'text'), warnings),
        ...(said.length > 0 ? { statements: said } : {}),
        sections: readSections(section, here, readers),
      };
    });
}
