import {
  type PresentationAttribute,
  type PresentationElement,
  type PresentationNode,
  presentationAttributes,
  presentationTags,
} from '../../shared/documents/presentation';
import type { Failure } from '../../shared/failure';
import { limits } from '../../shared/limits';
import { err, ok, type Result } from '../../shared/result';
import { isElement, textOf, type XmlElement, type XmlNode } from '../xml/element';
import { parseXmlText } from '../xml/parse';
import { safeCss, safeDeclarations } from './css';
import { stylesheetFailure } from './failure';

const tags: ReadonlySet<string> = new Set(presentationTags);
const attributes: ReadonlySet<string> = new Set(presentationAttributes);
/** Dropped with all they hold: what acts, what fetches, and the words a browser would not show. */
const dropped = new Set([
  'script', 'noscript', 'template', 'iframe', 'frame', 'frameset', 'object', 'embed', 'applet', 'svg', 'math',
  'link', 'meta', 'base', 'title', 'audio', 'video', 'canvas', 'input', 'button', 'select', 'textarea', 'style',
]); // biome-ignore format: a list of words
const bitmap = /^data:image\/(png|jpeg|gif|webp|bmp);base64,[A-Za-z0-9+/=\s]*$/i;

/**
 * What a stylesheet made, as nodes the screen may draw. An allow-list: of an element that is not on it the words
 * stay, and of an attribute nothing. A link is words; a picture is a bitmap inside the text, or nothing.
 */
export function sanitise(made: string): Result<{ css: string; nodes: PresentationNode[] }, Failure> {
  const parsed = parseXmlText(asXml(made));
  if (!parsed.ok) return err(stylesheetFailure('stylesheet-empty', parsed.error.code));
  const styles: string[] = [];
  let count = 0;
  const walk = (children: readonly XmlNode[]): PresentationNode[] =>
    children.flatMap((node): PresentationNode[] => {
      if (!isElement(node)) return node === '' ? [] : [node];
      const written = node.name.toLowerCase();
      // The page is ours: what the sheet says of its body holds for a box inside.
      const name = written === 'body' ? 'div' : written;
      if (name === 'style') styles.push(textOf(node));
      if (dropped.has(name) || ++count > limits.presentationNodes) return [];
      const inside = walk(node.children);
      const isOurs = tags.has(name) && /^$|xhtml$/.test(node.ns);
      return isOurs
        ? [{ tag: name, attributes: kept(node, name), children: inside } as PresentationElement]
        : inside;
    });
  const nodes = walk([parsed.value]);
  if (count > limits.presentationNodes) return err(stylesheetFailure('stylesheet-too-large'));
  if (!nodes.some(hasContent)) return err(stylesheetFailure('stylesheet-empty'));
  return ok({ css: safeCss(styles.join('\n')), nodes });
}

/** The engine writes a tree: no DOCTYPE is wanted, and entities that a sheet let through unescaped are words. */
const asXml = (made: string): string =>
  made
    .replace(/<!DOCTYPE[^>[]*>/i, '')
    .replace(/&nbsp;/g, '\u00a0')
    .replace(/&(?!(amp|lt|gt|quot|apos);|#\d+;|#x[\da-f]+;)/gi, '&amp;');

function kept(node: XmlElement, tag: string): PresentationElement['attributes'] {
  const out: Partial<Record<PresentationAttribute, string>> = {};
  for (const [written, value] of Object.entries(node.attributes)) {
    const name = written.toLowerCase();
    if (!attributes.has(name)) continue;
    const safe = safeValue(name as PresentationAttribute, value, tag);
    if (safe !== null) out[name as PresentationAttribute] = safe;
  }
  return out;
}

function safeValue(name: PresentationAttribute, value: string, tag: string): string | null {
  if (name === 'src') return tag === 'img' && bitmap.test(value) ? value.replace(/\s+/g, '') : null;
  if (name === 'style') return safeDeclarations(value) || null;
  if (name === 'alt' || name === 'title') return value.slice(0, limits.quotedText);
  return /^[\w\s.#%*-]{0,200}$/.test(value) ? value : null;
}

const hasContent = (node: PresentationNode): boolean =>
  typeof node === 'string' ? node.trim() !== '' : node.tag === 'img' || node.children.some(hasContent);
