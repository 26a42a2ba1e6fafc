import { Buffer } from 'node:buffer';
import { zipOf } from '../unit/xdm/zipOf';

const SIZE = 4 << 20;
const many = (text: string, size = SIZE) => text.repeat(Math.floor(size / text.length));
const cda = (inside: string) =>
  Buffer.from(
    `<ClinicalDocument xmlns="urn:hl7-org:v3"><component><structuredBody><component><section>${inside}</section></component></structuredBody></component></ClinicalDocument>`,
  );
const numbered = (count: number, each: (i: number) => string) =>
  Array.from({ length: count }, (_, i) => each(i)).join('');
const mail = (head: string, body = '') => Buffer.from(`Subject: x\r\n${head}\r\n\r\n${body}`, 'latin1');
const lab = '<templateId root="1.3.6.1.4.1.19376.1.3.1.6"/>';

/** Inputs of some megabytes made to cost the square of their size to a careless reader, by what they are made of. */
export const floods: readonly (readonly [string, () => Uint8Array])[] = [
  ['comments between words', () => cda(`<text>${many('x<!---->')}</text>`)],
  ['one long comment', () => cda(`<!--${many('- ')}-->`)],
  ['declarations of namespaces', () => cda(many('<a xmlns:b="c"/>'))],
  ['attributes of one name', () => cda(many(`<a ${numbered(64, (i) => `a${i}=""`)}/>`))],
  [
    'names that collide',
    () => cda(numbered(9000, (n) => `<${numbered(14, (bit) => ((n >> bit) & 1 ? 'Aa' : 'BB'))}/>`)),
  ],
  ['brackets', () => cda(`<text>${many(']]')}</text>`)],
  ['references to one long text', () => cda(`<text><content ID="a">${many('mot ', 1 << 20)}</content></text>${many(`<entry><observation>${lab}<code><originalText><reference value="#a"/></originalText></code></observation></entry>`, 3 << 20)}`)], // biome-ignore format: one line
  ['a table of spans', () => cda(`<text><table>${many('<tr><td colspan="100" rowspan="100">1</td></tr>')}</table></text>${many(`<entry><observation>${lab}</observation></entry>`, 1 << 20)}`)], // biome-ignore format: one line
  ['tiny attachments', () => cda(many('<value representation="B64">AA==</value>'))],
  ['white space in base64', () => cda(`<value representation="B64">${many('A \n')}</value>`)],
  ['words of white space', () => cda(`<title>${many(' \u00a0', 2 << 20)}x</title>`)],
  ['styles', () => cda(`<text><content styleCode="${many('a ', 60_000)}">x</content></text>`)],
  ['prefixes of the boundary', () => mail('Content-Type: multipart/mixed; boundary=b', many('--b-\r\n'))],
  ['a boundary of dashes', () => mail('Content-Type: multipart/mixed; boundary="---"', many('-'))],
  ['folded lines', () => mail(`To: a@b.fr,${many('\r\n a@b.fr,', 240_000)}`)],
  ['encoded words', () => mail(`Subject: ${many('=?UTF-8?Q?=41?= ', 240_000)}`)],
  [
    'parameters in pieces',
    () => mail(`Content-Type: text/plain${numbered(9000, (i) => `; a*${i % 999}*=%41`)}`),
  ],
  ['base64 with rubbish', () => mail('Content-Transfer-Encoding: base64', many('!A?\r\n'))],
  ['tags that never close', () => mail('Content-Type: text/html', many('<p <'))],
  ['markup without end', () => mail('Content-Type: text/html', many('<br '))],
  ['small files', () => zipOf(numbered(200, (i) => `${i},`).split(',').filter(Boolean).map((name) => ({ name: `${name}.xml`, data: '<ClinicalDocument xmlns="urn:hl7-org:v3"/>' })))], // biome-ignore format: one line
  ['object streams without end', () => Buffer.from(`%PDF-1.7\n${many('/ObjStm stream\n', 1 << 20)}${many('x', 8 << 20)}endstream startxref`)], // biome-ignore format: one line
  ['disguised names', () => Buffer.from(`%PDF-1.7\n${many('/J#61#')} startxref`)],
  ['openings', () => Buffer.from(`%PDF-1.7\n${many('/OpenAction<<')} startxref`)],
];
