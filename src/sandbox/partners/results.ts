import { type Content, element, type Markup } from '../xml/write';
import type { Analysis, Battery, Chapter } from './analyses';
import { cd } from './coded';
import { frenchDate } from './time';

const LOINC = '2.16.840.1.113883.6.1';
const INTERPRETATION = '2.16.840.1.113883.5.83';
const template = (root: string) => element('templateId', { root });
const words: Record<Analysis['flag'], string> = { N: '', H: '↑', HH: '↑↑', L: '↓', LL: '↓↓' };

const printed = (value: string) => value.replace('.', ',');

/** Makes the ids of one document: narrative anchors by number, entry ids from the caller's source. */
export interface Numbering {
  uuid(): string;
  anchor(): string;
}

/** A chapter with a sub-section for each battery: narrative table, then the entries that say the same. */
export function chapterSection(c: Chapter, at: string, status: 'active' | 'completed', n: Numbering): Markup {
  return element(
    'section',
    {},
    template('1.3.6.1.4.1.19376.1.3.3.2.1'),
    template('1.2.250.1.213.1.1.2.70'),
    cd('code', c.code),
    element('title', {}, c.title),
    c.batteries.map((b) => element('component', {}, batterySection(c, b, at, status, n))),
  );
}

function batterySection(c: Chapter, b: Battery, at: string, status: string, n: Numbering): Markup {
  const title = n.anchor();
  const rows = b.analyses.map((a) => ({ a, label: n.anchor(), comment: a.comment ? n.anchor() : null }));
  return element(
    'section',
    {},
    template('1.3.6.1.4.1.19376.1.3.3.2.2'),
    template('1.2.250.1.213.1.1.2.71'),
    cd('code', c.code),
    element('title', {}, b.label),
    element(
      'text',
      {},
      element('paragraph', {}, element('content', { ID: title, styleCode: 'Bold' }, b.label)),
      element(
        'table',
        {},
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            ['Analyse', 'Résultat', '', 'Unité', 'Intervalle de référence', 'Antériorité'].map((h) =>
              element('th', {}, h),
            ),
          ),
        ),
        element(
          'tbody',
          {},
          rows.map(({ a, label, comment }) => narrativeRows(a, label, comment)),
        ),
      ),
    ),
    element(
      'entry',
      { typeCode: 'DRIV' },
      template('1.3.6.1.4.1.19376.1.3.1'),
      template('1.2.250.1.213.1.1.3.21'),
      element(
        'act',
        { classCode: 'ACT', moodCode: 'EVN' },
        cd('code', c.code),
        element('statusCode', { code: status }),
        element(
          'entryRelationship',
          { typeCode: 'COMP' },
          element(
            'organizer',
            { classCode: 'BATTERY', moodCode: 'EVN' },
            template('1.3.6.1.4.1.19376.1.3.1.4'),
            template('1.2.250.1.213.1.1.3.78'),
            element('id', { root: n.uuid() }),
            element('code', {}, reference(title)),
            element('statusCode', { code: 'completed' }),
            element('effectiveTime', { value: at }),
            rows.map(({ a, label, comment }) =>
              element('component', { typeCode: 'COMP' }, observation(a, label, comment, at, n)),
            ),
          ),
        ),
      ),
    ),
  );
}

const reference = (id: string) => element('originalText', {}, element('reference', { value: `#${id}` }));

const bounds = (a: Analysis): string =>
  a.low && a.high ? `${printed(a.low)} – ${printed(a.high)}` : a.high ? `< ${printed(a.high)}` : '';

function narrativeRows(a: Analysis, label: string, comment: string | null): Markup[] {
  const cell = (...content: Content[]) => element('td', {}, ...content);
  const flagged = a.flag !== 'N';
  return [
    element(
      'tr',
      {},
      cell(element('content', { ID: label }, a.label)),
      cell(flagged ? element('content', { styleCode: 'Bold' }, printed(a.value)) : printed(a.value)),
      cell(words[a.flag]),
      cell(a.printedUnit),
      cell(bounds(a)),
      cell(a.previous.map((p) => `${printed(p.value)} (${frenchDate(p.at)})`).join(' ; ')),
    ),
    ...(comment
      ? [element('tr', {}, element('td', { colspan: 6 }, element('content', { ID: comment }, a.comment)))]
      : []),
  ];
}

const quantity = (name: string, a: Analysis, value: string) =>
  element(name, { 'xsi:type': 'PQ', value, unit: a.unit });

const observationTemplates = () => [
  template('1.3.6.1.4.1.19376.1.3.1.6'),
  template('1.2.250.1.213.1.1.3.80'),
];

function observation(a: Analysis, label: string, comment: string | null, at: string, n: Numbering): Markup {
  const code = () => cd('code', { code: a.loinc, system: LOINC, label: a.loincLabel }, reference(label));
  return element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN' },
    observationTemplates(),
    element('id', { root: n.uuid() }),
    code(),
    element('statusCode', { code: 'completed' }),
    element('effectiveTime', { value: at }),
    quantity('value', a, a.value),
    element('interpretationCode', { code: a.flag, codeSystem: INTERPRETATION }),
    comment && element('entryRelationship', { typeCode: 'SUBJ', inversionInd: 'true' }, commentAct(comment)),
    a.previous.map((p) =>
      element(
        'entryRelationship',
        { typeCode: 'REFR' },
        element(
          'observation',
          { classCode: 'OBS', moodCode: 'EVN' },
          observationTemplates(),
          element('id', { root: n.uuid() }),
          code(),
          element('statusCode', { code: 'completed' }),
          element('effectiveTime', { value: p.at }),
          quantity('value', a, p.value),
        ),
      ),
    ),
    (a.low || a.high) &&
      element(
        'referenceRange',
        { typeCode: 'REFV' },
        element(
          'observationRange',
          { classCode: 'OBS', moodCode: 'EVN.CRT' },
          element(
            'value',
            { 'xsi:type': 'IVL_PQ' },
            a.low && element('low', { value: a.low, unit: a.unit }),
            a.high && element('high', { value: a.high, unit: a.unit }),
          ),
          element('interpretationCode', { code: 'N', codeSystem: INTERPRETATION }),
        ),
      ),
  );
}

const commentAct = (anchor: string) =>
  element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    template('2.16.840.1.113883.10.20.1.40'),
    template('1.3.6.1.4.1.19376.1.5.3.1.4.2'),
    template('1.2.250.1.213.1.1.3.32'),
    cd('code', { code: '48767-8', system: LOINC, label: 'Commentaire' }),
    element('text', {}, element('reference', { value: `#${anchor}` })),
    element('statusCode', { code: 'completed' }),
  );

/** The section that carries the PDF copy, mandatory in 2024.01. */
export function copySection(pdf: Uint8Array, n: Numbering): Markup {
  const copy = { code: '55108-5', system: LOINC, label: 'Copie du document' };
  const text = n.anchor();
  return element(
    'section',
    {},
    template('1.2.250.1.213.1.1.2.243'),
    element('id', { root: n.uuid() }),
    cd('code', copy),
    element('title', {}, 'Copie du document'),
    element(
      'text',
      {},
      element('content', { ID: text }, 'Copie PDF'),
      element('renderMultiMedia', { referencedObject: 'pdf' }),
    ),
    element(
      'entry',
      {},
      element(
        'organizer',
        { classCode: 'CLUSTER', moodCode: 'EVN' },
        template('1.2.250.1.213.1.1.3.18'),
        element('id', { root: n.uuid() }),
        cd('code', { code: '55107-7', system: LOINC, label: 'Document attaché' }),
        element('statusCode', { code: 'completed' }),
        element(
          'component',
          {},
          element(
            'observation',
            { classCode: 'OBS', moodCode: 'EVN' },
            template('1.3.6.1.4.1.19376.1.5.3.1.4.13'),
            template('1.2.250.1.213.1.1.3.48'),
            template('1.2.250.1.213.1.1.3.48.18'),
            element('id', { root: n.uuid() }),
            cd('code', { code: '69764-9', system: LOINC, label: 'Type de document' }),
            element('text', {}, element('reference', { value: `#${text}` })),
            element('statusCode', { code: 'completed' }),
            element('effectiveTime', { nullFlavor: 'NA' }),
            element('value', {
              'xsi:type': 'CD',
              code: copy.code,
              codeSystem: copy.system,
              displayName: copy.label,
            }),
          ),
        ),
        element(
          'component',
          {},
          element(
            'observationMedia',
            { classCode: 'OBS', moodCode: 'EVN', ID: 'pdf' },
            element(
              'value',
              { mediaType: 'application/pdf', representation: 'B64' },
              Buffer.from(pdf).toString('base64'),
            ),
          ),
        ),
      ),
    ),
  );
}
