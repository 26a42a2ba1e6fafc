import type { InboxQuery } from '../../shared/contract/inbox';
import { PRACTICE } from '../../shared/contract/inbox';
import type { PersonOfPractice } from '../../shared/contract/status';
import { type DocumentKind, kindLabels } from '../../shared/documents/kinds';
import { isRealDate } from '../../shared/parisTime';
import { foldedWords } from '../format/words';

/** What a typed search asks for: conditions, and what could not be understood. */
export interface Search {
  readonly query: Partial<InboxQuery>;
  /** Said under the field: a condition that is not understood filters nothing silently. */
  readonly unknown: readonly string[];
}

/** What the search knows of the day and of the practice. */
export interface SearchContext {
  /** `2026-11-23`. */
  readonly today: string;
  readonly people: readonly PersonOfPractice[];
}

/** Words that the field understands before a colon, with an example; the first of each line is the one taught. */
export const searchWords = [
  { names: ['exp', 'de', 'expediteur'], example: 'exp:biolab', means: 'expéditeur' },
  { names: ['pat', 'patient'], example: 'pat:durand', means: 'patient' },
  { names: ['type'], example: 'type:bio', means: 'type de document' },
  { names: ['pour'], example: 'pour:moreau', means: 'destinataire au cabinet' },
  { names: ['avant'], example: 'avant:01/11', means: 'reçu avant ce jour' },
  { names: ['apres', 'depuis'], example: 'depuis:01/11', means: 'reçu depuis ce jour' },
  { names: ['le'], example: 'le:hier', means: 'reçu ce jour-là' },
] as const;

const FLAGS: Record<string, Partial<InboxQuery>> = {
  anormal: { abnormalOnly: true },
  anormaux: { abnormalOnly: true },
  critique: { criticalOnly: true },
  critiques: { criticalOnly: true },
  rapprocher: { toReconcile: true },
};

/** `pat:"le gall" type:bio avant:01/11 ferritine` → conditions of the worklist; words without a name are looked for in the documents. */
export function parseSearch(typed: string, context: SearchContext): Search {
  const unknown: string[] = [];
  const words: string[] = [];
  let query: Partial<InboxQuery> = {};
  for (const [token, name, quoted, bare] of typed.matchAll(/(?:([\p{L}]+):)?(?:"([^"]*)"?|(\S+))/gu)) {
    const value = (quoted ?? bare ?? '').trim();
    if (name === undefined) {
      const flag = FLAGS[foldedWords(value)];
      if (flag) query = { ...query, ...flag };
      // A condition still being typed is no word to look for.
      else if (!/^\p{L}+:$/u.test(value)) words.push(value);
      continue;
    }
    const condition = conditionOf(foldedWords(name), value, context);
    if (condition) query = { ...query, ...condition };
    else unknown.push(token);
  }
  return { query: { ...query, ...(words.length ? { text: words.join(' ') } : {}) }, unknown };
}

function conditionOf(name: string, value: string, context: SearchContext): Partial<InboxQuery> | null {
  const word = searchWords.find((w) => (w.names as readonly string[]).includes(name))?.names[0];
  if (!word || value === '') return null;
  if (word === 'exp') return { sender: value };
  if (word === 'pat') return { patient: value };
  if (word === 'type') return found('kind', kindOf(value));
  if (word === 'pour') return found('addressee', personOf(value, context.people));
  const day = dayOf(value, context.today);
  if (day === null) return null;
  if (word === 'avant') return { until: dayAfter(day, -1) };
  return word === 'apres' ? { since: day } : { since: day, until: day };
}

const found = <K extends 'kind' | 'addressee'>(
  key: K,
  value: InboxQuery[K] | null,
): Partial<InboxQuery> | null => (value === null ? null : { [key]: value });

/** A kind by the beginning of any word of its label: `bio`, `liaison`, `ordo`. */
function kindOf(value: string): DocumentKind | null {
  const wanted = foldedWords(value);
  const kinds = Object.entries(kindLabels) as [DocumentKind, string][];
  const begins = ([, label]: [DocumentKind, string]) => foldedWords(label).startsWith(wanted);
  const holds = ([, label]: [DocumentKind, string]) => ` ${foldedWords(label)}`.includes(` ${wanted}`);
  return (kinds.find(begins) ?? kinds.find(holds))?.[0] ?? null;
}

function personOf(value: string, people: readonly PersonOfPractice[]): string | null {
  const wanted = foldedWords(value);
  if (['cabinet', 'boite', 'personne'].includes(wanted)) return PRACTICE;
  return people.find((p) => ` ${foldedWords(p.name)}`.includes(` ${wanted}`))?.id ?? null;
}

/** `23/11`, `23/11/26`, `23/11/2026`, `hier`, `aujourd’hui`; without a year, the last such day. */
function dayOf(value: string, today: string): string | null {
  const word = foldedWords(value);
  if (word === 'hier') return dayAfter(today, -1);
  if (word.startsWith('aujourd')) return today;
  const [, d, m, y] = /^(\d{1,2})\/(\d{1,2})(?:\/(\d{2}|\d{4}))?$/.exec(value) ?? [];
  if (!d || !m) return null;
  const thisYear = Number(today.slice(0, 4));
  const iso = (year: number) => `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const year = y ? Number(y.length === 2 ? `20${y}` : y) : iso(thisYear) > today ? thisYear - 1 : thisYear;
  return isRealDate(year, Number(m), Number(d)) ? iso(year) : null;
}

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
