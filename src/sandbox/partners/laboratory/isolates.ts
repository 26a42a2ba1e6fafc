import { element, type Markup } from '../../xml/write';
import { cd, template } from '../writer/coded';
import { batteryEntry, type Numbering, type ReportState, reference } from './entries';
import type { LabelledIsolate } from './narrative';

/** An isolate and its antibiogram (cda-cr-bio.md §6). */
export const isolateEntry = (
  { isolate, germ, heading, rows }: LabelledIsolate,
  state: ReportState,
  n: Numbering,
): Markup =>
  element(
    'organizer',
    { classCode: 'CLUSTER', moodCode: 'EVN' },
    template('1.3.6.1.4.1.19376.1.3.1.5'),
    template('1.2.250.1.213.1.1.3.79'),
    element('id', { root: n.uuid() }),
    element('statusCode', { code: state.act === 'aborted' ? 'aborted' : 'completed' }),
    element('effectiveTime', { value: state.at }),
    element(
      'specimen',
      { typeCode: 'SPC' },
      element(
        'specimenRole',
        { classCode: 'SPEC' },
        element('specimenPlayingEntity', { classCode: 'MIC' }, cd('code', isolate.germ, reference(germ))),
      ),
    ),
    element(
      'component',
      { typeCode: 'COMP' },
      batteryEntry(
        cd(
          'code',
          { code: '18769-0', system: '2.16.840.1.113883.6.1', label: 'Antibiogramme' },
          reference(heading),
        ),
        rows,
        state,
        n,
      ),
    ),
  );
