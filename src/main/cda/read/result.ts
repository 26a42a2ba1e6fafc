import { criticalCodes, type LabResult, type ResultValue } from '../../../shared/biology/result';
import { type Coded, systems } from '../../../shared/codes';
import { attribute, child, childrenOf, type XmlElement } from '../../xml/element';
import { coded, hasTemplate } from './code';
import { printedNumbers } from './decimal';
import { codeLabel, type Inherited, labelOf, responsible } from './inherited';
import { computedFlag, disagrees, readRange } from './range';
import type { References } from './references';
import { readValue } from './resultValue';
import { moment } from './time';
import { COMMENT_CODE, templates } from './vocabulary';
import type { Warnings } from './warnings';

/** One observation as a result, with what it inherits (cda-cr-bio.md §4). Comments are added by the caller. */
export function readResult(
  observation: XmlElement,
  context: Inherited,
  references: References,
  warnings: Warnings,
): LabResult {
  const codeElement = child(observation, 'code');
  const code = codeOf(codeElement);
  const value = readValue(observation, references);
  const wording = labelOf(observation, references);
  // Some laboratories point the label at the cell of the value: a number names nothing.
  const misplaced = wording !== null && isBareValue(wording, value) ? wording : null;
  const label =
    (misplaced === null ? wording : codeLabel(codeElement)) ?? code?.label ?? code?.code ?? 'Examen sans nom';
  const printed = printedAs(value, misplaced === null ? references.printedValue(codeElement) : [misplaced]);
  const interpretation = flagOf(observation);
  const range = readRange(observation, references);
  const computed = computedFlag(printed.value, range);
  if (printed.differs) warnings.add('narrative-differs', label);
  if (disagrees(interpretation, computed)) warnings.add('flag-disagrees', label);
  const specimen = child(child(child(observation, 'specimen'), 'specimenRole'), 'specimenPlayingEntity');
  return {
    key: [code?.code ? `${code.system ?? ''}:${code.code}` : label, context.isolate, context.sample]
      .filter((part) => part !== null)
      .join('|'),
    chapter: context.chapter,
    section: context.path.join(' › ') || null,
    panel: context.panel,
    isolate: context.isolate,
    code,
    loinc: loincOf(codeElement),
    label,
    value: printed.value,
    range,
    interpretation,
    computed: interpretation === null ? computed : null,
    status: attributeOf(child(observation, 'statusCode'), 'code'),
    date: moment(child(observation, 'effectiveTime'), warnings),
    method: methodOf(observation, references),
    specimen: (specimen && labelOf(specimen, references)) ?? context.specimen,
    comments: [],
    ...responsible(observation, context),
    previous: earlier(observation, references, warnings),
    narrativeDiffers: printed.differs,
  };
}

/** A wording that is the value itself with its unit, and nothing else. */
function isBareValue(wording: string, value: ResultValue): boolean {
  if (value.value === null || !/^[<>≤≥=\s]*[+-]?\d/.test(wording)) return false;
  const [number, ...more] = printedNumbers(wording);
  if (more.length > 0 || number !== Math.abs(Number(value.value))) return false;
  const rest = wording.replace(/[\d.,<>≤≥=+\s\u00a0\u202f-]/g, '').toLowerCase();
  return rest === '' || rest === (value.unit ?? '').replace(/[\d.\s-]/g, '').toLowerCase();
}

const attributeOf = (element: XmlElement | null, name: string) =>
  element ? attribute(element, name)?.trim() || null : null;

/** The code as sent; without one, its first translation (local code or national waiting code). */
function codeOf(code: XmlElement | null): Coded | null {
  const own = code && attribute(code, 'code') ? coded(code) : null;
  return own ?? childrenOf(code, 'translation').map(coded).find(Boolean) ?? coded(code);
}

function loincOf(code: XmlElement | null): string | null {
  if (!code) return null;
  const all = [code, ...childrenOf(code, 'translation')];
  const loinc = all.find((c) => attribute(c, 'codeSystem') === systems.loinc && attribute(c, 'code'));
  return loinc ? attribute(loinc, 'code') : null;
}

/** The sender's flag as sent; of several, the one to act on at once. */
function flagOf(observation: XmlElement): string | null {
  const codes = childrenOf(observation, 'interpretationCode')
    .map((i) => attribute(i, 'code')?.trim())
    .filter((c): c is string => !!c);
  return codes.find((c) => (criticalCodes as readonly string[]).includes(c)) ?? codes[0] ?? null;
}

function methodOf(observation: XmlElement, references: References): string | null {
  const methods = childrenOf(observation, 'methodCode').map(
    (m) => references.original(m) ?? attribute(m, 'displayName') ?? attribute(m, 'code'),
  );
  return methods.filter(Boolean).join(', ') || null;
}

/** Earlier values: REFR relationships, whose observations repeat the code without its label. */
const earlier = (
  observation: XmlElement,
  references: References,
  warnings: Warnings,
): LabResult['previous'] =>
  childrenOf(observation, 'entryRelationship')
    .filter((relation) => attribute(relation, 'typeCode') === 'REFR')
    .flatMap((relation) => childrenOf(relation, 'observation'))
    .slice(0, 50)
    .map((before) => ({
      value: readValue(before, references),
      date: moment(child(before, 'effectiveTime'), warnings),
      interpretation: flagOf(before),
    }));

/** Puts the narrative's wording beside the entry's value; says when they do not tell the same number. */
function printedAs(
  value: ResultValue,
  lines: readonly string[],
): { value: ResultValue; differs: string | null } {
  const all = lines.join(' ; ');
  switch (value.kind) {
    case 'none':
      return { value: { ...value, text: all || 'non rendu' }, differs: null };
    case 'quantity':
    case 'range': {
      if (value.value === null) return { value: { ...value, text: all || value.text }, differs: null };
      const wanted = Number(value.value);
      const same = lines.find((line) => printedNumbers(line).includes(Math.abs(wanted)));
      if (same !== undefined) return { value: { ...value, text: same }, differs: null };
      const differs = lines.some((line) => printedNumbers(line).length > 0) ? all : null;
      return { value: { ...value, text: value.text ?? bounded(value) }, differs };
    }
    default:
      return { value: { ...value, text: value.text ?? (all || null) }, differs: null };
  }
}

const signs = { '<': '<', '<=': '≤', '>': '>', '>=': '≥' } as const;

/** A bound in words, for a reader who has no narrative: « < 1.0 mg/L ». */
const bounded = (value: ResultValue): string | null =>
  value.comparator ? [signs[value.comparator], value.value, value.unit].filter(Boolean).join('\u00a0') : null;

/** Comment act (cda-cr-bio.md §7). */
export const isComment = (act: XmlElement): boolean =>
  act.name === 'act' &&
  (hasTemplate(act, templates.comment) || attributeOf(child(act, 'code'), 'code') === COMMENT_CODE);

export const commentOf = (act: XmlElement | null, references: References): string | null =>
  act && isComment(act) ? references.wording(child(act, 'text')) : null;
