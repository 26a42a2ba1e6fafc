import type { LabResult } from '../../shared/biology/result';
import type { ResultDifference, SectionDifference } from '../../shared/contract/thread';
import type { ClinicalDocument, Section } from '../../shared/documents/clinicalDocument';
import { narrativeText } from '../../shared/documents/narrative';

/** Taken back by its laboratory. */
export const isWithdrawn = (r: Pick<LabResult, 'status'>): boolean =>
  r.status === 'aborted' || r.status === 'obsolete';

/** A report whose results are all aborted or obsolete says that none of them holds any more. */
export const isCancelled = (d: Pick<ClinicalDocument, 'results'>): boolean =>
  d.results.length > 0 && d.results.every(isWithdrawn);

/**
 * What a version changes, result by result (cda-cr-bio.md §11.3): paired by their key (code or label, isolate,
 * sample), then, where the sender renumbered its samples, by analyte and isolate when only one is left on each
 * side. In the order of the new report, what it took away last. A result that says the same is left out.
 */
export function resultDifferences(
  before: readonly LabResult[],
  after: readonly LabResult[],
): ResultDifference[] {
  const left = new Map(before.map((r) => [r.key, r]));
  const pairs = after.map((r) => ({ before: left.get(r.key) ?? null, after: r }));
  for (const { before: b } of pairs) if (b) left.delete(b.key);
  const alike = (r: LabResult) => JSON.stringify([r.code?.system, r.code?.code ?? r.label, r.isolate]);
  const byAnalyte = Map.groupBy(left.values(), alike);
  const lonely = Map.groupBy(
    pairs.filter((p) => p.before === null),
    (p) => alike(p.after),
  );
  for (const [analyte, news] of lonely) {
    const olds = byAnalyte.get(analyte) ?? [];
    if (news.length !== 1 || olds.length !== 1) continue;
    news[0]!.before = olds[0]!;
    left.delete(olds[0]!.key);
  }
  return [
    ...pairs.flatMap((p) => differenceOf(p.before, p.after)),
    ...[...left.values()].flatMap((b) => differenceOf(b, null)),
  ];
}

function differenceOf(before: LabResult | null, after: LabResult | null): ResultDifference[] {
  const change = before === null ? 'added' : after === null ? 'removed' : changeBetween(before, after);
  const named = after ?? before;
  return change === null || named === null
    ? []
    : [{ key: named.key, label: named.label, change, before, after }];
}

function changeBetween(before: LabResult, after: LabResult): ResultDifference['change'] | null {
  if (isWithdrawn(before) !== isWithdrawn(after)) return isWithdrawn(after) ? 'removed' : 'added';
  if (!sameValue(before, after)) return 'value';
  if (before.status !== after.status) return 'status';
  const reading = (r: LabResult) => JSON.stringify([r.interpretation, r.computed, r.range, r.comments]);
  return reading(before) === reading(after) ? null : 'reading';
}

/** `1.95` and `1.950` are one value; a unit that differs is another value. */
function sameValue({ value: a }: LabResult, { value: b }: LabResult): boolean {
  if (a.kind !== b.kind || a.unit !== b.unit || a.comparator !== b.comparator) return false;
  if (a.value !== null && b.value !== null) return plain(a.value) === plain(b.value);
  const words = (v: typeof a) => JSON.stringify([v.value, v.code?.code, (v.text ?? '').trim()]);
  return words(a) === words(b);
}

/** A decimal without the zeros that say precision only; digits are compared, never floats. */
function plain(decimal: string): string {
  const [, sign = '', whole = '', , fraction = '', exponent = ''] =
    /^([+-]?)0*(\d*)(\.(\d*?)0*)?([eE].*)?$/.exec(decimal) ?? [];
  return `${sign === '-' ? '-' : ''}${whole || '0'}.${fraction}${exponent.toLowerCase()}`;
}

/** Sections whose words changed, by their title. */
export function sectionDifferences(
  before: readonly Section[],
  after: readonly Section[],
): SectionDifference[] {
  const old = titled(before);
  const now = titled(after);
  return [
    ...[...now].flatMap(([title, text]): SectionDifference[] =>
      !old.has(title)
        ? [{ title, change: 'added' }]
        : old.get(title) === text
          ? []
          : [{ title, change: 'changed' }],
    ),
    ...[...old.keys()]
      .filter((title) => !now.has(title))
      .map((title): SectionDifference => ({ title, change: 'removed' })),
  ];
}

function titled(sections: readonly Section[]): Map<string, string> {
  const texts = new Map<string, string>();
  const walk = (s: Section, above: string) => {
    const title = s.title?.trim() || above;
    texts.set(title, `${texts.get(title) ?? ''} ${narrativeText(s.narrative).replace(/\s+/g, ' ').trim()}`);
    for (const inner of s.sections) walk(inner, title);
  };
  for (const s of sections) walk(s, 'Texte');
  return texts;
}
