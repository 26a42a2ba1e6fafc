import { element, type Markup } from '../../xml/write';
import { type Coded, cd, template } from '../writer/coded';
import type { Numbering } from './entries';

const LOINC = '2.16.840.1.113883.6.1';

/** What tells one section of attached PDF from another. */
interface AttachedSection {
  template: string;
  code: Coded;
  title: string;
  caption: string;
  /** Name of the media in the narrative. */
  media: string;
}

/** The copy of the report, mandatory in 2024.01. */
const COPY: AttachedSection = {
  template: '1.2.250.1.213.1.1.2.243',
  code: { code: '55108-5', system: LOINC, label: 'Copie du document' },
  title: 'Copie du document',
  caption: 'Copie PDF',
  media: 'pdf',
};

/** The report of another laboratory, to whom the sample was sent on. */
const SECOND_INTENTION: AttachedSection = {
  template: '1.2.250.1.213.1.1.2.60',
  code: { code: '101792-0', system: LOINC, label: 'Résultats de laboratoire scannés' },
  title: 'Résultats de seconde intention',
  caption: 'Compte rendu du laboratoire spécialisé (PDF)',
  media: 'pdf2',
};

export const copySection = (pdf: Uint8Array, n: Numbering): Markup => attachedSection(COPY, pdf, n);
export const secondIntentionSection = (pdf: Uint8Array, n: Numbering): Markup =>
  attachedSection(SECOND_INTENTION, pdf, n);

function attachedSection(a: AttachedSection, pdf: Uint8Array, n: Numbering): Markup {
  const text = n.anchor();
  return element(
    'section',
    {},
    template(a.template),
    element('id', { root: n.uuid() }),
    cd('code', a.code),
    element('title', {}, a.title),
    element(
      'text',
      {},
      element('content', { ID: text }, a.caption),
      element('renderMultiMedia', { referencedObject: a.media }),
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
              code: a.code.code,
              codeSystem: a.code.system,
              displayName: a.code.label,
            }),
          ),
        ),
        element(
          'component',
          {},
          element(
            'observationMedia',
            { classCode: 'OBS', moodCode: 'EVN', ID: a.media },
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
