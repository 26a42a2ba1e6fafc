import { attribute, child, descendants, textOf, type XmlElement } from '../../xml/element';
import { count, each, error, HL7, onlyIf, type Rule } from './rule';

const text = each('component/nonXMLBody/text');
const BASE64 = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

function bytesOf(e: XmlElement): Buffer | null {
  const written = textOf(e);
  if (!BASE64.test(written)) return null;
  const compact = written.replace(/\s+/g, '');
  return compact.length % 4 === 1 ? null : Buffer.from(compact, 'base64');
}

const isPdf = onlyIf(text, (e) => attribute(e, 'mediaType') === 'application/pdf');
const MEDIA = ['application/pdf', 'text/plain', 'text/rtf', 'image/jpeg', 'image/tiff'];

/** cda-header.md §8: what the specification asks of a body and the national kit does not test. */
export const bodyRules: readonly Rule[] = [
  error(
    'body.one',
    '§6',
    each('component'),
    'Le corps est structuré ou non, pas les deux.',
    (c) => count(c, 'nonXMLBody') + count(c, 'structuredBody') === 1,
  ),
  error(
    'body.encoding',
    '§8',
    text,
    'Le corps de niveau 1 est en base64 (B64).',
    (e) => attribute(e, 'representation') === 'B64',
  ),
  error('body.media', '§8', text, 'Le type de contenu n’est pas admis au niveau 1.', (e) =>
    MEDIA.includes(attribute(e, 'mediaType') ?? ''),
  ),
  error(
    'body.base64',
    '§8',
    text,
    'Le contenu n’est pas du base64, ou il est vide.',
    (e) => (bytesOf(e)?.length ?? 0) > 0,
  ),
  error(
    'body.pdf',
    '§8',
    isPdf,
    'Le contenu annoncé PDF n’en est pas un.',
    (e) => bytesOf(e)?.subarray(0, 5).toString('latin1') === '%PDF-',
  ),
  error('body.pdfa', 'DOC.01', isPdf, 'Le PDF ne se déclare pas PDF/A-1.', (e) =>
    /pdfaid:part\s*(?:=\s*["']|>)\s*1/.test(bytesOf(e)?.toString('latin1') ?? ''),
  ),
  error('body.ids', '§8', each(''), 'Le même ID sert deux fois.', (d) => {
    const seen = new Set<string>();
    for (const e of descendants(d)) {
      const id = attribute(e, 'ID');
      if (id === null) continue;
      if (seen.has(id)) return false;
      seen.add(id);
    }
    return true;
  }),
  error(
    'body.references',
    '§8',
    each('component/structuredBody'),
    'Une référence ne désigne rien dans le texte.',
    (body) => {
      const ids = new Set([...descendants(body)].map((e) => attribute(e, 'ID')));
      return [...descendants(body)]
        .filter((e) => e.ns === HL7 && e.name === 'reference' && child(e, 'externalDocument', HL7) === null)
        .map((e) => attribute(e, 'value'))
        .every((v) => v === null || (v.startsWith('#') ? ids.has(v.slice(1)) : /^[a-z]+:/.test(v)));
    },
  ),
];
