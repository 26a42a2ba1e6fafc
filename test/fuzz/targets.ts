import { isDeepStrictEqual } from 'node:util';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { readCda } from '../../src/main/cda/read';
import { readMessage } from '../../src/main/inbox/readMessage';
import { readMail } from '../../src/main/mime/read';
import { readReport } from '../../src/main/mime/report';
import { matchPatient } from '../../src/main/patients/match';
import { inspectPdf } from '../../src/main/pdf/inspect';
import { readXdm } from '../../src/main/xdm/read';
import { decodeXml } from '../../src/main/xml/decode';
import { isElement, type XmlElement } from '../../src/main/xml/element';
import { parseXml, parseXmlText } from '../../src/main/xml/parse';
import { NarrativeView } from '../../src/renderer/document/NarrativeView';
import { factorBetween, parseUnit } from '../../src/shared/biology/ucum';
import {
  type ClinicalDocument,
  clinicalDocumentSchema,
  type Section,
} from '../../src/shared/documents/clinicalDocument';
import { failureSchema } from '../../src/shared/failure';
import { limits } from '../../src/shared/limits';
import type { Result } from '../../src/shared/result';
import { impostor, patte } from './patients';

/** What is read, what it is fed, and what must hold: `check` answers what broke, or null. It may throw: that broke too. */
export interface Target {
  name: string;
  form: 'xml' | 'mail' | 'archive' | 'pdf' | 'message' | 'same-patient' | 'unit';
  /** How many times a check reads its input: the limit of time bears on one reading. */
  readings: number;
  check: (bytes: Buffer) => string | null | Promise<string | null>;
}

const typed = (result: Result<unknown, unknown>): string | null =>
  result.ok || failureSchema.safeParse(result.error).success ? null : 'a failure without its sentence';

const twice = (read: (bytes: Buffer) => unknown, bytes: Buffer): string | null =>
  isDeepStrictEqual(read(bytes), read(bytes)) ? null : 'two readings differ';

/** Shape of a tree, whatever carries it. */
const plain = (e: XmlElement): unknown => [
  e.name,
  e.ns,
  { ...e.attributes },
  e.children.map((c) => (isElement(c) ? plain(c) : c)),
];

function xml(bytes: Buffer): string | null {
  const tree = parseXml(bytes);
  const text = decodeXml(bytes);
  if (!tree.ok || !text.ok) return typed(tree);
  const again = parseXmlText(text.value);
  if (!again.ok) return `read as bytes, refused as text: ${again.error.code}`;
  return isDeepStrictEqual(plain(tree.value), plain(again.value)) ? null : 'bytes and text read apart';
}

function cda(bytes: Buffer): string | null {
  const document = readCda(bytes);
  if (!document.ok) return typed(document);
  return notOfTheContract(document.value) ?? twice(readCda, bytes);
}

function notOfTheContract(document: ClinicalDocument): string | null {
  const checked = clinicalDocumentSchema.safeParse(document);
  if (checked.success) return null;
  return `not of the contract: ${checked.error.issues[0]?.path.join('.')} ${checked.error.issues[0]?.message}`;
}

/** Elements that a narrative is drawn with; anything else came out of the document. */
const drawn = new Set('div span p small sub sup br ol ul li table caption thead tbody tfoot tr th td figure figcaption button'.split(' ')); // biome-ignore format: a list of words
/** The only ids are those of our buttons. */
const drawnAttribute =
  /^(?:(?:class|colSpan|rowSpan|type|tabindex|aria-[a-z]+|data-[a-z-]+)="|id="react-aria)/i;

function narrative(bytes: Buffer): string | null {
  const document = readCda(bytes);
  if (!document.ok) return null;
  const { attachments } = document.value;
  const walk = (sections: readonly Section[]): string | null => {
    for (const section of sections) {
      const html = renderToStaticMarkup(
        createElement(NarrativeView, { nodes: section.narrative, attachments }),
      );
      for (const [, name, attributes] of html.matchAll(/<\/?([^\s/>]+)([^<>]*)>/g)) {
        if (!drawn.has(name!)) return `draws <${name}>`;
        for (const [attribute] of attributes!.matchAll(/[^\s="]+="[^"]*"/g))
          if (!drawnAttribute.test(attribute)) return `draws the attribute ${attribute.slice(0, 40)}`;
      }
      const below = walk(section.sections);
      if (below) return below;
    }
    return null;
  };
  return walk(document.value.sections);
}

async function message(bytes: Buffer): Promise<string | null> {
  const read = await readMessage(bytes);
  if (!read.ok) return typed(read);
  for (const { document, attachments, bytes: own } of read.value.documents) {
    const odd = notOfTheContract(document);
    if (odd) return odd;
    if (own.length === 0) return 'a document without its bytes';
    if (attachments.some((a) => !document.attachments.some((d) => d.index === a.index)))
      return 'a piece nobody names';
  }
  for (const { failure, bytes: own } of read.value.unreadable) {
    if (!failureSchema.safeParse(failure).success) return 'a failure without its sentence';
    if (!(own instanceof Uint8Array)) return 'an unreadable piece without its bytes';
  }
  const again = await readMessage(bytes);
  return isDeepStrictEqual(read, again) ? null : 'two readings differ';
}

function archive(bytes: Buffer): string | null {
  const read = readXdm(bytes);
  if (!read.ok) return typed(read);
  const inflated = read.value.documents.reduce((sum, d) => sum + d.bytes.length, 0);
  if (inflated > limits.zipInflatedBytes) return 'more bytes than allowed';
  const climbing = read.value.documents.find((d) => /(^|\/)\.\.(\/|$)|^[/\\]/.test(d.path));
  return climbing ? 'a climbing path' : twice(readXdm, bytes);
}

function mail(bytes: Buffer): string | null {
  const read = readMail(bytes);
  if (!read.ok) return typed(read);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come through
  if (/[\u0000-\u001f]/.test(read.value.subject)) return 'a control character in the subject';
  if (read.value.attachments.some((a) => a.fileName !== null && /[/\\]/.test(a.fileName)))
    return 'a path for a name';
  const report = readReport(read.value);
  if (report && !/^<[^<>\s]+>$/.test(report.messageId)) return 'a report on no message';
  return twice(readMail, bytes);
}

/** A unit is read or is not; what is read converts to itself exactly. */
function unit(bytes: Buffer): string | null {
  const text = bytes.toString('utf8');
  const read = parseUnit(text);
  if (read === null) return null;
  const factor = factorBetween(read, read);
  if (factor === null || factor.n !== 1n || factor.d !== 1n) return 'not equal to itself';
  const squared = parseUnit(`(${text}).(${text})`);
  return squared && factorBetween(read, squared) !== null && read.dimension.size > 0
    ? 'of one dimension with its square'
    : null;
}

/** Nothing outside the patient part makes a document certain for somebody else. */
function samePatient(bytes: Buffer): string | null {
  const document = readCda(bytes);
  if (!document.ok) return typed(document);
  for (const others of [[impostor], [patte, impostor]]) {
    const match = matchPatient(document.value.patient, others, { insOids: [patte.ins!.oid] });
    if (match.verdict === 'certain' && match.candidates[0]!.patient.id !== patte.id)
      return 'certain for another';
  }
  return null;
}

export const targets: readonly Target[] = [
  { name: 'xml', form: 'xml', readings: 2, check: xml },
  { name: 'cda', form: 'xml', readings: 2, check: cda },
  { name: 'narrative', form: 'xml', readings: 1, check: narrative },
  { name: 'mime', form: 'mail', readings: 2, check: mail },
  { name: 'xdm', form: 'archive', readings: 2, check: archive },
  { name: 'pdf', form: 'pdf', readings: 2, check: (bytes) => twice(inspectPdf, bytes) },
  { name: 'message', form: 'message', readings: 2, check: message },
  { name: 'patient', form: 'same-patient', readings: 1, check: samePatient },
  { name: 'unit', form: 'unit', readings: 1, check: unit },
];
