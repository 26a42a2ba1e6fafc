import { type Content, element, type Markup } from '../../xml/write';
import { cd, template } from '../writer/coded';
import type { Analysis, Battery, Chapter } from './analyses';
import { batteryEntry, type Numbering, pictureEntry, type ReportState, reference } from './entries';
import { isolateEntry } from './isolates';
import { batteryText, type Labelled } from './narrative';

/** A chapter with a sub-section for each battery: narrative first, then the entries that say the same. */
export function chapterSection(c: Chapter, state: ReportState, n: Numbering): Markup {
  return element(
    'section',
    {},
    template('1.3.6.1.4.1.19376.1.3.3.2.1'),
    template('1.2.250.1.213.1.1.2.70'),
    cd('code', c.code),
    element('title', {}, c.title),
    c.batteries.map((b) => element('component', {}, batterySection(c, b, state, n))),
  );
}

function batterySection(c: Chapter, b: Battery, state: ReportState, n: Numbering): Markup {
  const title = n.anchor();
  const labelled = (a: Analysis): Labelled => ({
    a,
    label: n.anchor(),
    comment: a.comment ? n.anchor() : null,
  });
  const rows = b.analyses.map(labelled);
  const isolates = b.isolates.map((isolate) => ({
    isolate,
    germ: n.anchor(),
    heading: n.anchor(),
    rows: isolate.antibiogram.map(labelled),
  }));
  const media = b.picture ? n.anchor() : null;
  return element(
    'section',
    {},
    template('1.3.6.1.4.1.19376.1.3.3.2.2'),
    template('1.2.250.1.213.1.1.2.71'),
    cd('code', c.code),
    element('title', {}, b.label),
    batteryText({ title, label: b.label, rows, isolates, media }),
    element(
      'entry',
      { typeCode: 'DRIV' },
      template('1.3.6.1.4.1.19376.1.3.1'),
      template('1.2.250.1.213.1.1.3.21'),
      element(
        'act',
        { classCode: 'ACT', moodCode: 'EVN' },
        cd('code', c.code),
        element('statusCode', { code: state.act }),
        rows.length > 0 && component(batteryEntry(element('code', {}, reference(title)), rows, state, n)),
        isolates.map((i) => component(isolateEntry(i, state, n))),
        media && b.picture && component(pictureEntry(media, b.picture)),
      ),
    ),
  );
}

const component = (content: Content) => element('entryRelationship', { typeCode: 'COMP' }, content);
