import { createHash } from 'node:crypto';
import type { Attachment } from '../../../shared/documents/clinicalDocument';
import { limits } from '../../../shared/limits';
import { attribute, child, textOf, words, type XmlElement } from '../../xml/element';
import { hasTemplate } from './code';
import { COPY_SECTION_CODE, templates } from './vocabulary';
import type { Warnings } from './warnings';

/** Bytes inside a document, before they are measured: an element that carries them and where it stands. */
interface Found {
  holder: XmlElement;
  role: Attachment['role'];
  mediaId: string | null;
  title: string | null;
  base64: boolean;
}

/**
 * The pieces of bytes in a document, in document order: the index of {@link readCdaAttachment}. The search ends
 * one past the limit, for each piece looks for the title of its section among all that stands beside it.
 */
export function findAttachments(document: XmlElement): Found[] {
  const found: Found[] = [];
  const walk = (element: XmlElement, section: XmlElement | null) => {
    for (const node of element.elements) {
      if (found.length > limits.attachments) return;
      const base64 = attribute(node, 'representation')?.toUpperCase() === 'B64';
      const body = element.name === 'nonXMLBody' && node.name === 'text';
      if ((base64 && node.children.length > 0) || (body && words(node) !== null && !child(node, 'reference')))
        found.push({
          holder: node,
          role: body ? 'body' : roleOf(node, section),
          mediaId: attribute(element, 'ID'),
          title: body ? null : words(child(section, 'title')),
          base64,
        });
      else walk(node, node.name === 'section' ? node : section);
    }
  };
  walk(document, null);
  return found;
}

function roleOf(holder: XmlElement, section: XmlElement | null): Attachment['role'] {
  if (/^image\//i.test(attribute(holder, 'mediaType') ?? '')) return 'image';
  const code = child(section, 'code');
  const copy =
    section !== null &&
    (hasTemplate(section, templates.copySection) || (code && attribute(code, 'code') === COPY_SECTION_CODE));
  return copy ? 'copy' : 'file';
}

/** Bytes and media type of a piece; the type is sniffed when the sender gave none or a PDF has another name. */
export function decodePiece({ holder, base64 }: Found): {
  mediaType: string;
  bytes: Uint8Array;
  damaged: boolean;
} {
  const text = textOf(holder);
  const bytes = base64 ? Buffer.from(text, 'base64') : Buffer.from(text.trim(), 'utf8');
  const declared = attribute(holder, 'mediaType')?.trim().toLowerCase() || null;
  const damaged = base64 && (bytes.length === 0 || /[^A-Za-z0-9+/=\s]/.test(text));
  return { mediaType: mediaTypeOf(bytes, declared, base64), bytes, damaged };
}

function mediaTypeOf(bytes: Buffer, declared: string | null, base64: boolean): string {
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  return declared ?? (base64 ? 'application/octet-stream' : 'text/plain');
}

/** One piece of bytes carried by a document, and how its readers are told of it. */
export interface Piece {
  attachment: Attachment;
  bytes: Uint8Array;
}

/** The pieces of a document in its order, each decoded once. */
export function readPieces(document: XmlElement, warnings: Warnings): Piece[] {
  const all = findAttachments(document);
  if (all.length > limits.attachments) warnings.add('too-many-attachments');
  return all.slice(0, limits.attachments).map((found, index) => {
    const { mediaType, bytes, damaged } = decodePiece(found);
    if (damaged) warnings.add('attachment-damaged');
    const attachment: Attachment = {
      index,
      mediaType,
      size: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      role: found.role,
      mediaId: found.mediaId,
      title: found.title,
    };
    return { attachment, bytes };
  });
}
