import { element, type Markup } from '../../xml/write';
import { cd, template } from '../writer/coded';
import type { Analysis } from './analyses';
import type { Labelled } from './narrative';

const INTERPRETATION = '2.16.840.1.113883.5.83';
const LOINC = '2.16.840.1.113883.6.1';

/** Makes the ids of one document: narrative anchors by number, entry ids from the caller's source. */
export interface Numbering {
  uuid(): string;
  anchor(): string;
}

/** What holds for every entry of a report. */
export interface ReportState {
  /** HL7 time of the sample. */
  at: string;
  /** Of the acts: results to come, all there, or taken back. */
  act: 'active' | 'completed' | 'aborted';
}

/** A panel of results (F.3.78) under the code given. */
export const batteryEntry = (
  code: Markup,
  rows: readonly Labelled[],
  state: ReportState,
  n: Numbering,
): Markup =>
  element(
    'organizer',
    { classCode: 'BATTERY', moodCode: 'EVN' },
    template('1.3.6.1.4.1.19376.1.3.1.4'),
    template('1.2.250.1.213.1.1.3.78'),
    element('id', { root: n.uuid() }),
    code,
    element('statusCode', { code: state.act === 'aborted' ? 'aborted' : 'completed' }),
    element('effectiveTime', { value: state.at }),
    rows.map((r) => element('component', { typeCode: 'COMP' }, observation(r, state, n))),
  );

/** A picture that the narrative shows by its name (F.3.103). */
export const pictureEntry = (media: string, png: Uint8Array) =>
  element(
    'observationMedia',
    { classCode: 'OBS', moodCode: 'EVN', ID: media },
    template('2.16.840.1.113883.10.12.304'),
    template('1.2.250.1.213.1.1.3.103'),
    element('value', { mediaType: 'image/png', representation: 'B64' }, Buffer.from(png).toString('base64')),
  );

export const reference = (id: string) =>
  element('originalText', {}, element('reference', { value: `#${id}` }));

/** LOINC where the laboratory has it; else a code without attributes and the local one beside it (cda-cr-bio.md §4.2). */
const codeOf = (a: Analysis, label: string): Markup =>
  a.loinc
    ? cd('code', a.loinc, reference(label))
    : element('code', {}, reference(label), cd('translation', a.local));

/** A number with its unit, a bound where the analyser says « < », words otherwise. */
function measured(a: Analysis, value: string): Markup {
  const [, comparator, number] = /^([<>]=?)?(\d+(?:\.\d+)?)$/.exec(value) ?? [];
  if (number === undefined) return element('value', { 'xsi:type': 'ST' }, value);
  const { unit } = a;
  if (!comparator) return element('value', { 'xsi:type': 'PQ', value: number, unit });
  return element(
    'value',
    { 'xsi:type': 'IVL_PQ' },
    element(comparator.startsWith('<') ? 'high' : 'low', {
      value: number,
      unit,
      inclusive: String(comparator.endsWith('=')),
    }),
  );
}

const observationTemplates = () => [
  template('1.3.6.1.4.1.19376.1.3.1.6'),
  template('1.2.250.1.213.1.1.3.80'),
];

function observation({ a, label, comment }: Labelled, { at, act }: ReportState, n: Numbering): Markup {
  const cancelled = act === 'aborted' || (a.value === null && a.flag === null);
  return element(
    'observation',
    { classCode: 'OBS', moodCode: 'EVN' },
    observationTemplates(),
    element('id', { root: n.uuid() }),
    codeOf(a, label),
    element('statusCode', { code: cancelled ? 'aborted' : 'completed' }),
    element('effectiveTime', { value: at }),
    cancelled
      ? element('value', { 'xsi:type': 'PQ', nullFlavor: 'NAV' })
      : a.value !== null && measured(a, a.value),
    !cancelled && a.flag && element('interpretationCode', { code: a.flag, codeSystem: INTERPRETATION }),
    comment && element('entryRelationship', { typeCode: 'SUBJ', inversionInd: 'true' }, commentAct(comment)),
    !cancelled &&
      a.previous.map((p) =>
        element(
          'entryRelationship',
          { typeCode: 'REFR' },
          element(
            'observation',
            { classCode: 'OBS', moodCode: 'EVN' },
            observationTemplates(),
            element('id', { root: n.uuid() }),
            codeOf(a, label),
            element('statusCode', { code: 'completed' }),
            element('effectiveTime', { value: p.at }),
            measured(a, p.value),
          ),
        ),
      ),
    !cancelled && rangeOf(a),
  );
}

const rangeOf = (a: Analysis) =>
  (a.low !== null || a.high !== null) &&
  element(
    'referenceRange',
    { typeCode: 'REFV' },
    element(
      'observationRange',
      { classCode: 'OBS', moodCode: 'EVN.CRT' },
      element(
        'value',
        { 'xsi:type': 'IVL_PQ' },
        a.low !== null && element('low', { value: a.low, unit: a.unit }),
        a.high !== null && element('high', { value: a.high, unit: a.unit }),
      ),
      element('interpretationCode', { code: 'N', codeSystem: INTERPRETATION }),
    ),
  );

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
