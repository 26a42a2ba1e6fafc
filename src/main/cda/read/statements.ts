import type { ResultValue } from '../../../shared/biology/result';
import type { Coded } from '../../../shared/codes';
import type { Statement } from '../../../shared/documents/statement';
import { limits } from '../../../shared/limits';
import { at, attribute, child, childrenOf, type XmlElement } from '../../xml/element';
import { datesDiffer, numberDiffers } from './agreement';
import { coded, hasTemplate } from './code';
import { codeLabel } from './inherited';
import type { References } from './references';
import { isComment } from './result';
import { readValue } from './resultValue';
import { timeValue } from './time';
import { templates } from './vocabulary';
import { Warnings } from './warnings';

/** What is a statement; pictures and regions of pictures say nothing by themselves. */
const kinds = new Set([
  'observation',
  'act',
  'procedure',
  'substanceAdministration',
  'supply',
  'encounter',
  'organizer',
]);
const relations = new Set(['entryRelationship', 'component']);
/** These are something even without a code: a preparation, a stay, a gesture in words. */
const things = new Set(['substanceAdministration', 'supply', 'procedure', 'encounter']);

/** `around`: the act that only holds this one. `said`: a statement above was reported, this one qualifies it. */
interface Outer {
  around: XmlElement | null;
  said: boolean;
}

/**
 * What the entries of a section say in codes, nearest to the order of the document, laboratory entries left out. An
 * act that only holds another (a problem's concern) gives it its status and its dates.
 */
export class StatementReader {
  private left: number = limits.statements;
  /** A date that is on no calendar is left out; the narrative holds its words. */
  private readonly unheard = new Warnings();

  constructor(private readonly references: References) {}

  section(section: XmlElement): Statement[] {
    const found: Statement[] = [];
    for (const entry of childrenOf(section, 'entry'))
      if (!hasTemplate(entry, templates.labEntry, templates.labEntryFr))
        this.inside(entry, { around: null, said: false }, found);
    return found;
  }

  private inside(holder: XmlElement, outer: Outer, found: Statement[]): void {
    for (const node of holder.elements) {
      if (node.ns !== holder.ns) continue;
      // A reason or a reference names a thing that is said in its own place.
      if (relations.has(node.name)) {
        if (!['RSON', 'REFR'].includes(attribute(node, 'typeCode') ?? '')) this.inside(node, outer, found);
      } else if (kinds.has(node.name) && !isComment(node) && !hasTemplate(node, templates.labObservation)) {
        if (this.left <= 0) return;
        const statement = this.statement(node, outer);
        if (statement) {
          this.left -= 1;
          found.push(statement);
        }
        this.inside(node, statement ? { around: null, said: true } : { ...outer, around: node }, found);
      }
    }
  }

  /** Null for a node that names nothing. */
  private statement(node: XmlElement, { around, said }: Outer): Statement | null {
    const subject = subjectOf(node);
    const own = this.references.silently(() => readValue(node, this.references));
    const names = own.kind === 'coded' && own.text !== null;
    const code = (names ? own.code : null) ?? codeIn(subject);
    const label =
      [
        names ? own.text : null,
        this.references.place(child(subject, 'originalText'))?.words,
        codeLabel(subject),
        this.references.place(child(node, 'text'))?.words,
        code?.code,
        // A dash in a cell names nothing.
      ].find((words) => words && /[\p{L}\d]/u.test(words)) ?? null;
    const value = names ? null : (dose(node) ?? wordsOf(own));
    if (label === null || (code === null && value === null && !things.has(node.name))) return null;
    const times = child(node, 'effectiveTime') ?? child(around, 'effectiveTime');
    const start = timeValue(child(times, 'low'), this.unheard) ?? timeValue(times, this.unheard);
    const end = timeValue(child(times, 'high'), this.unheard);
    const status = child(around, 'statusCode') ?? child(node, 'statusCode');
    const pointed = [child(node, 'text'), child(subject, 'originalText'), at(node, 'value', 'originalText')]
      .map((e) => this.references.place(e))
      .filter((p) => p !== null);
    const line = pointed[0]?.line ?? null;
    return {
      label,
      code,
      about: names ? codeLabel(child(node, 'code')) : null,
      value,
      start,
      end,
      status: status && attribute(status, 'code'),
      negated: attribute(node, 'negationInd') === 'true',
      targets: [...new Set(pointed.map((p) => p.id))],
      differs: line !== null && contradicts(line, own, said ? [] : [start, end]) ? line : null,
    };
  }
}

/** The coded element that says what a statement is about: the product of a medicine or of a supply, else its code. */
function subjectOf(node: XmlElement): XmlElement | null {
  const material = at(node, 'consumable', 'manufacturedProduct', 'manufacturedMaterial');
  const product = at(node, 'product', 'manufacturedProduct', 'manufacturedMaterial');
  const device = at(node, 'participant', 'participantRole', 'playingDevice');
  return child(material ?? product ?? device, 'code') ?? child(node, 'code');
}

/** The code as sent, else that of a translation. */
const codeIn = (element: XmlElement | null): Coded | null => {
  const own = element && attribute(element, 'code') ? coded(element) : null;
  return (
    own ??
    childrenOf(element, 'translation')
      .map(coded)
      .find((c) => c?.code) ??
    null
  );
};

function dose(node: XmlElement): string | null {
  const quantity = child(node, 'doseQuantity') ?? child(node, 'quantity');
  if (!quantity) return null;
  const [low, high] = [child(quantity, 'low') ?? quantity, child(quantity, 'high')];
  const [from, to] = [attribute(low, 'value'), high && attribute(high, 'value')];
  const amount = from !== null && to !== null && to !== from ? `${from} – ${to}` : (from ?? to);
  const unit = attribute(low, 'unit') ?? (high && attribute(high, 'unit'));
  return amount && [amount, unit === '1' ? null : unit].filter(Boolean).join(' ');
}

const wordsOf = (value: ResultValue): string | null =>
  value.text ?? ([value.comparator, value.value, value.unit].filter(Boolean).join(' ') || null);

/**
 * Only what can be decided: a quantity against the numbers of its line, a date that is the value against its dates,
 * and the dates of what has no measure, for those of a measure are often when it was typed. What qualifies another statement has a date of its own.
 */
function contradicts(line: string, value: ResultValue, dates: readonly (string | null)[]): boolean {
  if (value.kind === 'quantity' && value.value !== null) return numberDiffers(line, value.value);
  if (value.kind === 'text') return datesDiffer(line, [isoDate(value.text)]);
  return value.kind === 'range' ? false : datesDiffer(line, dates);
}

const isoDate = (text: string | null): string | null =>
  text !== null && /^\d{4}-\d{2}(-\d{2}(T.*)?)?$/.test(text) ? text : null;
