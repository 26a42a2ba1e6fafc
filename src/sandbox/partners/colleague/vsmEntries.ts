import { element, type Markup } from '../../xml/write';
import { type Coded, cd, template } from '../writer/coded';
import type { Synthesis } from './scenarios';

type NewId = () => string;

const SNOMED = '2.16.840.1.113883.6.96';
const CIM10 = '2.16.840.1.113883.6.3';
const P = '1.3.6.1.4.1.19376.1.5.3.1';
const C = '2.16.840.1.113883.10.20.1';
const F = '1.2.250.1.213.1.1.3';

const reference = (anchor: string) => element('reference', { value: `#${anchor}` });
const date = (name: string, value: string | null) =>
  value ? element(name, { value }) : element(name, { nullFlavor: 'UNK' });

/** The act and the observation that problems and allergies share (cda-vsm.md §3.1, §3.3). */
interface Statement {
  anchor: string;
  actTemplates: readonly string[];
  observationTemplates: readonly string[];
  status: 'active' | 'completed';
  from: string | null;
  /** Undefined: it goes on. */
  to?: string;
  code: Coded;
  value: Coded | null;
}

function statement(s: Statement, uuid: NewId): Markup {
  const time = () =>
    element('effectiveTime', {}, date('low', s.from), s.to !== undefined && date('high', s.to));
  return element(
    'act',
    { classCode: 'ACT', moodCode: 'EVN' },
    s.actTemplates.map((t) => template(t)),
    element('id', { root: uuid() }),
    element('code', { nullFlavor: 'NA' }),
    element('statusCode', { code: s.status }),
    time(),
    element(
      'entryRelationship',
      { typeCode: 'SUBJ', inversionInd: 'false' },
      element(
        'observation',
        { classCode: 'OBS', moodCode: 'EVN', negationInd: 'false' },
        s.observationTemplates.map((t) => template(t)),
        element('id', { root: uuid() }),
        cd('code', s.code),
        element('text', {}, reference(s.anchor)),
        element('statusCode', { code: 'completed' }),
        time(),
        element(
          'value',
          {
            'xsi:type': 'CD',
            code: s.value?.code,
            codeSystem: s.value?.system,
            displayName: s.value?.label,
          },
          element('originalText', {}, reference(s.anchor)),
        ),
      ),
    ),
  );
}

const problem = {
  actTemplates: [`${C}.27`, `${P}.4.5.1`, `${P}.4.5.2`, `${F}.39`],
  observationTemplates: [`${C}.28`, `${P}.4.5`, `${F}.37`],
  code: { code: '55607006', system: SNOMED, label: 'problème' },
} as const;

export const problemEntry = (p: Synthesis['problems'][number], anchor: string, uuid: NewId): Markup =>
  statement(
    { ...problem, anchor, status: 'active', from: p.since, value: p.cim10 && { ...p.cim10, system: CIM10 } },
    uuid,
  );

export const pastEntry = (p: Synthesis['past'][number], anchor: string, uuid: NewId): Markup =>
  statement(
    { ...problem, anchor, status: 'completed', from: p.from, to: p.to, value: { ...p.cim10, system: CIM10 } },
    uuid,
  );

/** « Aucune allergie connue », said rather than left out. */
export const allergyEntry = (anchor: string, uuid: NewId): Markup =>
  statement(
    {
      anchor,
      actTemplates: [`${C}.27`, `${P}.4.5.1`, `${P}.4.5.3`, `${F}.40`],
      observationTemplates: [`${C}.18`, `${C}.28`, `${P}.4.5`, `${P}.4.6`, `${F}.41`],
      status: 'active',
      from: null,
      code: { code: '609328004', system: SNOMED, label: 'allergie' },
      value: {
        code: 'no-known-allergies',
        system: '2.16.840.1.113883.5.1150.1',
        label: "Pas d'allergie/hypersensibilité connue",
      },
    },
    uuid,
  );

export const treatmentEntry = (t: Synthesis['treatments'][number], anchor: string, uuid: NewId): Markup =>
  element(
    'substanceAdministration',
    { classCode: 'SBADM', moodCode: 'EVN' },
    [`${C}.24`, `${P}.4.7`, `${F}.42`, `${P}.4.7.1`].map((root) => template(root)),
    element('id', { root: uuid() }),
    cd('code', { code: 'DRUG', system: '2.16.840.1.113883.5.4', label: 'Médicament' }),
    element('text', {}, reference(anchor)),
    element('statusCode', { code: 'completed' }),
    element('effectiveTime', { 'xsi:type': 'IVL_TS' }, date('low', t.since), date('high', null)),
    element(
      'consumable',
      {},
      element(
        'manufacturedProduct',
        {},
        [`${C}.53`, `${P}.4.7.2`, `${F}.43`].map((root) => template(root)),
        element(
          'manufacturedMaterial',
          {},
          cd(
            'code',
            { code: t.cis, system: '1.2.250.1.213.2.3.1', label: t.label },
            element('originalText', {}, reference(anchor)),
          ),
          element('name', {}, t.label),
        ),
      ),
    ),
  );
