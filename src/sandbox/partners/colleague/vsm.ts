import type { Ids } from '../../../shared/ids';
import { type Content, element, type Markup } from '../../xml/write';
import { clinicalDocument } from '../writer/clinical';
import type { ClinicalPaper } from '../writer/clinicalPaper';
import { cd, template } from '../writer/coded';
import { type Desk, documentClass, loinc, type Writing, write } from '../writer/letter';
import { narrativeTable } from '../writer/narrativeTable';
import { frenchDate } from '../writer/time';
import type { Synthesis } from './scenarios';
import { allergyEntry, pastEntry, problemEntry, treatmentEntry } from './vsmEntries';

const TITLE = 'Synthèse médicale';

/** A VSM 2023.01 (cda-vsm.md): what is coded is coded, what is only known in words stands in words. */
export async function synthesis(
  s: Synthesis,
  desk: Desk,
  writing: Writing,
  ids: Ids,
): Promise<ClinicalPaper> {
  const type = { code: 'SYNTH', system: '1.2.250.1.213.1.1.4.12', label: 'Synthèse' };
  const classCode = documentClass('11', 'Synthèse');
  const act = loinc('34117-2', 'Historique et clinique');
  const paper = await write({ type, classCode, title: TITLE, act, lines: linesOf(s) }, desk, writing);
  const facts = {
    ...paper.facts,
    templates: [{ root: '1.2.250.1.213.1.1.1.13', extension: '2023.01' }],
  };
  const cda = new TextEncoder().encode(
    clinicalDocument(
      facts,
      bodyOf(s, () => ids.uuid().toUpperCase()),
    ),
  );
  const format = { code: 'urn:asip:ci-sis:vsm:2012', system: '1.2.250.1.213.1.1.4.2.282', label: 'VSM' };
  return { ...paper, facts, cda, format };
}

const linesOf = (s: Synthesis): string[] => [
  'Pathologies en cours',
  ...s.problems.map((p) => `${p.label} (${since(p.since)})`),
  'Antécédents médicaux',
  ...s.past.map((p) => `${p.label}, du ${frenchDate(p.from)} au ${frenchDate(p.to)}`),
  'Allergies : aucune allergie connue',
  `Facteurs de risque : ${s.risks}`,
  `Points de vigilance : ${s.vigilance}`,
  'Traitement au long cours',
  ...s.treatments.map((t) => `${t.label} : ${t.dosage}`),
];

const since = (date: string | null) => (date ? `depuis le ${frenchDate(date)}` : 'date inconnue');

type NewId = () => string;

const section = (
  templates: readonly string[],
  [code, label]: readonly [string, string],
  title: string,
  uuid: NewId,
  ...content: Content[]
) =>
  element(
    'component',
    {},
    element(
      'section',
      {},
      templates.map((t) => template(t)),
      element('id', { root: uuid() }),
      cd('code', loinc(code, label)),
      element('title', {}, title),
      ...content,
    ),
  );

const text = (...content: Content[]) => element('text', {}, ...content);
const entry = (content: Content) => element('entry', {}, content);
const anchored = (id: string, words: string) => element('content', { ID: id }, words);

/** A table whose first column holds the anchors that entries refer to. */
const table = (heads: readonly string[], rows: readonly (readonly Content[])[]) =>
  narrativeTable(
    heads,
    rows.map((r) =>
      element(
        'tr',
        {},
        r.map((c) => element('td', {}, c)),
      ),
    ),
  );

function bodyOf(s: Synthesis, uuid: NewId): Markup {
  const history = section(
    ['1.2.250.1.213.1.1.2.30'],
    ['34117-2', 'Historique et physique'],
    'Pathologies en cours, antécédents et allergies',
    uuid,
    text(element('paragraph', {}, 'Antécédents chirurgicaux : néant.')),
    section(
      ['2.16.840.1.113883.10.20.1.11', '1.3.6.1.4.1.19376.1.5.3.1.3.6', '1.2.250.1.213.1.1.2.132'],
      ['11450-4', 'Liste des problèmes actifs'],
      'Pathologies en cours',
      uuid,
      text(
        table(
          ['Pathologie', 'Depuis'],
          s.problems.map((p, n) => [
            anchored(`pb-${n}`, p.label),
            p.since ? frenchDate(p.since) : 'date inconnue',
          ]),
        ),
      ),
      s.problems.map((p, n) => entry(problemEntry(p, `pb-${n}`, uuid))),
    ),
    section(
      ['1.3.6.1.4.1.19376.1.5.3.1.3.8', '1.2.250.1.213.1.1.2.134'],
      ['11348-0', 'Antécédents médicaux'],
      'Antécédents médicaux',
      uuid,
      text(
        table(
          ['Antécédent', 'Période'],
          s.past.map((p, n) => [
            anchored(`at-${n}`, p.label),
            `${frenchDate(p.from)} au ${frenchDate(p.to)}`,
          ]),
        ),
      ),
      s.past.map((p, n) => entry(pastEntry(p, `at-${n}`, uuid))),
    ),
    section(
      ['2.16.840.1.113883.10.20.1.2', '1.3.6.1.4.1.19376.1.5.3.1.3.13', '1.2.250.1.213.1.1.2.137'],
      ['48765-2', 'Allergies et hypersensibilités'],
      'Allergies et hypersensibilités',
      uuid,
      text(element('paragraph', {}, anchored('all-0', 'Aucune allergie connue'))),
      entry(allergyEntry('all-0', uuid)),
    ),
  );
  const risks = section(
    ['1.2.250.1.213.1.1.2.31'],
    ['57207-3', 'Facteurs de risque'],
    'Facteurs de risque',
    uuid,
    text(element('paragraph', {}, s.risks)),
  );
  return element(
    'structuredBody',
    {},
    section(
      ['1.2.250.1.213.1.1.2.29'],
      ['46612-8', 'Conclusions de synthèse'],
      'Pathologies, antécédents, allergies et facteurs de risque',
      uuid,
      history,
      risks,
    ),
    section(
      ['1.3.6.1.4.1.19376.1.5.3.1.3.27', '1.2.250.1.213.1.1.2.150'],
      ['30954-2', 'Résultats'],
      'Points de vigilance',
      uuid,
      text(element('paragraph', {}, s.vigilance)),
    ),
    section(
      ['1.2.250.1.213.1.1.2.32'],
      ['18776-5', 'Plan de traitement'],
      'Traitement au long cours',
      uuid,
      section(
        ['2.16.840.1.113883.10.20.1.8', '1.3.6.1.4.1.19376.1.5.3.1.3.19', '1.2.250.1.213.1.1.2.143'],
        ['10160-0', 'Traitements'],
        'Traitements',
        uuid,
        text(
          table(
            ['Médicament', 'Posologie', 'Début'],
            s.treatments.map((t, n) => [anchored(`med-${n}`, t.label), t.dosage, frenchDate(t.since)]),
          ),
        ),
        s.treatments.map((t, n) => entry(treatmentEntry(t, `med-${n}`, uuid))),
      ),
    ),
  );
}
