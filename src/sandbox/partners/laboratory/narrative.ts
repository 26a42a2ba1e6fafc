import { type Content, element, type Markup } from '../../xml/write';
import { narrativeTable } from '../writer/narrativeTable';
import { frenchDate } from '../writer/time';
import type { Analysis, Flag, Isolate } from './analyses';

/** An analysis with the anchors of its words. */
export interface Labelled {
  a: Analysis;
  label: string;
  comment: string | null;
}

export interface LabelledIsolate {
  isolate: Isolate;
  germ: string;
  /** Over the table of its antibiotics. */
  heading: string;
  rows: readonly Labelled[];
}

interface BatteryText {
  title: string;
  label: string;
  rows: readonly Labelled[];
  isolates: readonly LabelledIsolate[];
  /** Name of the picture's media. */
  media: string | null;
}

const arrows: Record<Flag, string> = {
  N: '',
  H: '↑',
  HH: '↑↑',
  L: '↓',
  LL: '↓↓',
  S: 'Sensible',
  I: 'Sensible à forte posologie',
  R: 'Résistant',
};

const COMPARATORS: Record<string, string> = { '<': '< ', '>': '> ', '<=': '≤ ', '>=': '≥ ' };

/** A value as it is printed: decimal comma, the comparator apart. */
export const printed = (value: string): string =>
  value.replace('.', ',').replace(/^[<>]=?/, (c) => COMPARATORS[c] ?? c);

export const printedRange = ({ low, high }: Pick<Analysis, 'low' | 'high'>): string => {
  if (low !== null && high !== null) return `${printed(low)} – ${printed(high)}`;
  if (high !== null) return `< ${printed(high)}`;
  return low !== null ? `> ${printed(low)}` : '';
};

/** The words of a sub-section: what a reader sees, and what the entries refer to. */
export const batteryText = ({ title, label, rows, isolates, media }: BatteryText): Markup =>
  element(
    'text',
    {},
    element('paragraph', {}, element('content', { ID: title, styleCode: 'Bold' }, label)),
    rows.length > 0 &&
      narrativeTable(
        ['Analyse', 'Résultat', '', 'Unité', 'Intervalle de référence', 'Antériorité'],
        rows.map(resultRows),
      ),
    isolates.map(({ isolate, germ, heading, rows: read }) => [
      element('paragraph', {}, 'Germe : ', element('content', { ID: germ }, isolate.germ.label)),
      element('paragraph', {}, element('content', { ID: heading }, 'Antibiogramme')),
      narrativeTable(
        ['Antibiotique', 'CMI', 'Lecture'],
        read.map(({ a, label: name }) =>
          element(
            'tr',
            {},
            cell(element('content', { ID: name }, a.label)),
            cell(a.value !== null && `${printed(a.value)} ${a.printedUnit}`),
            cell(a.flag && arrows[a.flag]),
          ),
        ),
      ),
    ]),
    media && element('renderMultiMedia', { referencedObject: media }),
  );

const cell = (...content: Content[]) => element('td', {}, ...content);

function resultRows({ a, label, comment }: Labelled): Markup[] {
  const abnormal = a.flag !== null && a.flag !== 'N';
  const value = a.value === null ? 'Non rendu' : printed(a.value);
  return [
    element(
      'tr',
      {},
      cell(element('content', { ID: label }, a.label)),
      cell(abnormal ? element('content', { styleCode: 'Bold' }, value) : value),
      cell(a.flag && arrows[a.flag]),
      cell(a.printedUnit),
      cell(printedRange(a)),
      cell(a.previous.map((p) => `${printed(p.value)} (${frenchDate(p.at)})`).join(' ; ')),
    ),
    ...(comment
      ? [element('tr', {}, element('td', { colspan: 6 }, element('content', { ID: comment }, a.comment)))]
      : []),
  ];
}
