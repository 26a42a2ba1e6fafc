import type { ClinicalDocument, Section } from '../../shared/documents/clinicalDocument';
import type { Statement } from '../../shared/documents/statement';
import { codeText } from '../format/codes';
import { frenchDate } from '../format/dates';
import { frenchUnit } from '../format/units';

/** The statements of one section, under its titles. */
export interface StatementGroup {
  title: string;
  statements: readonly Statement[];
}

/** What the entries of a document say, section by section, in its order. */
export function statementGroups({ sections }: Pick<ClinicalDocument, 'sections'>): StatementGroup[] {
  const walk = (list: readonly Section[], above: string): StatementGroup[] =>
    list.flatMap((s) => {
      const title = [above, s.title].filter(Boolean).join(' › ');
      const own = s.statements?.length ? [{ title, statements: s.statements }] : [];
      return [...own, ...walk(s.sections, title)];
    });
  return walk(sections, '');
}

/** A value with its unit as a French reader writes them: « 25 paquets/a » stays as sent, `{tablet}` loses its braces. */
export function valueText(value: string | null): string {
  const measure = /^([<>≤≥]?\s*[-\d.,]+(?:\s–\s[-\d.,]+)?)\s(\S+)$/.exec(value ?? '');
  if (!measure) return value ?? '';
  const [, number = '', unit = ''] = measure;
  const named = frenchUnit(unit) || unit;
  return `${number.replaceAll('.', ',')}\u00a0${named.replace(/[{}]/g, '')}`;
}

/** « depuis le 12/03/2019 », « du … au … », « le … »; nothing when no date is known. */
export function periodText({ start, end }: Pick<Statement, 'start' | 'end'>): string {
  if (start && end) return start === end ? frenchDate(start) : `${frenchDate(start)} – ${frenchDate(end)}`;
  if (end) return `→ ${frenchDate(end)}`;
  return frenchDate(start);
}

/** Only what changes a reading: « completed » is said of entries that are merely written. */
const words: Readonly<Record<string, string>> = {
  active: 'actif',
  suspended: 'suspendu',
  aborted: 'interrompu',
  cancelled: 'annulé',
};
export const statusText = ({ status, negated }: Pick<Statement, 'status' | 'negated'>): string =>
  [negated ? 'absent' : '', words[status ?? ''] ?? ''].filter(Boolean).join(', ');

/** What stands in codes behind a place of the narrative. */
export interface CodesBehind {
  /** Said by the pointer, a line a statement. */
  title: string;
  /** Shown after the words when they say something else: what the entry has. */
  differs: string | null;
}

/** The codes behind the places of a narrative, by the place’s `ID`. A difference is shown once, at the first place. */
export function codesBehind(statements: readonly Statement[]): ReadonlyMap<string, CodesBehind> {
  const places = new Map<string, CodesBehind>();
  for (const s of statements) {
    const value = valueText(s.value);
    const said = [s.label, codeText(s.code), value, periodText(s), statusText(s)].filter(Boolean).join(' · ');
    s.targets.forEach((id, i) => {
      const before = places.get(id);
      const title = before?.title.includes(said)
        ? before.title
        : [before?.title, said].filter(Boolean).join('\n');
      const differs = s.differs && i === 0 ? value || periodText(s) : null;
      places.set(id, { title, differs: before?.differs ?? differs });
    });
  }
  return places;
}
