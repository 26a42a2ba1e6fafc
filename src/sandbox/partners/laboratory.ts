import { systems } from '../../shared/codes';
import type { Ids } from '../../shared/ids';
import type { FictivePatient } from '../population';
import { biologist, doctor, laboratory } from '../professionals';
import { element } from '../xml/write';
import type { Chapter } from './analyses';
import { clinicalDocument, type DocumentFacts } from './clinical';
import { print } from './paper';
import { chapterSection, copySection, type Numbering } from './results';
import { frenchDate, hl7, minutesBefore } from './time';

/** One version of a laboratory file. */
export interface LabOrder {
  patient: FictivePatient;
  /** Number of the file: it names the set, and with the version the document. */
  file: string;
  version: number;
  /** `partial`: results are still to come. */
  status: 'partial' | 'final';
  chapters: readonly Chapter[];
  at: Date;
  remark: string | null;
}

export interface LabDocument {
  facts: DocumentFacts;
  cda: Uint8Array;
  pdf: Uint8Array;
  serviceStart: Date;
}

const LOINC = systems.loinc;
const TITLE = "Compte rendu d'examens biologiques";

export const versionId = (file: string, version: number): string => `${file}.V${version}`;

/** A CR-BIO N3 2024.01 (cda-cr-bio.md), composed by the laboratory's own writer. */
export async function labReport(order: LabOrder, ids: Ids): Promise<LabDocument> {
  const serviceStart = minutesBefore(order.at, 150);
  const sampled = hl7(serviceStart);
  const facts = factsOf(order, sampled);
  const pdf = await print({
    title: TITLE,
    structure: laboratory,
    patient: order.patient,
    date: frenchDate(facts.at),
    showIns: true,
    lines: printedLines(order),
    signature: `Validé par Dr ${biologist.givenName} ${biologist.familyName}, biologiste médicale.`,
    created: order.at,
  });
  let anchors = 0;
  const numbering: Numbering = {
    uuid: () => ids.uuid().toUpperCase(),
    anchor: () => `r${++anchors}`,
  };
  const status = order.status === 'final' ? 'completed' : 'active';
  const body = element(
    'structuredBody',
    {},
    order.chapters.map((c) => element('component', {}, chapterSection(c, sampled, status, numbering))),
    order.remark && element('component', {}, remarkSection(order.remark)),
    element('component', {}, copySection(pdf, numbering)),
  );
  return { facts, cda: new TextEncoder().encode(clinicalDocument(facts, body)), pdf, serviceStart };
}

/** Level 1: the same report as a PDF under the header of « structuration minimale ». */
export async function labReportN1(order: LabOrder, ids: Ids): Promise<LabDocument> {
  const full = await labReport(order, ids);
  const facts = { ...full.facts, templates: [{ root: '1.3.6.1.4.1.19376.1.2.20' }] };
  const body = element(
    'nonXMLBody',
    {},
    element(
      'text',
      { mediaType: 'application/pdf', representation: 'B64' },
      Buffer.from(full.pdf).toString('base64'),
    ),
  );
  return { ...full, facts, cda: new TextEncoder().encode(clinicalDocument(facts, body)) };
}

function factsOf(order: LabOrder, sampled: string): DocumentFacts {
  return {
    id: versionId(order.file, order.version),
    setId: order.file,
    version: order.version,
    replaces: order.version > 1 ? versionId(order.file, order.version - 1) : null,
    templates: [
      { root: '1.3.6.1.4.1.19376.1.3.3' },
      { root: '1.2.250.1.213.1.1.1.55', extension: '2024.01' },
    ],
    type: { code: '11502-2', system: LOINC, label: "CR d'examens biologiques" },
    title: TITLE,
    at: hl7(order.at),
    patient: order.patient,
    author: biologist,
    structure: laboratory,
    recipients: [],
    prescriber: { who: doctor, at: hl7(minutesBefore(order.at, 4 * 1440)) },
    orderId: `PRESC-${order.file}`,
    acts: order.chapters.map((c, n) => ({
      id: n === 0 ? order.file : null,
      code: c.code,
      ...(n === 0 ? { status: order.status === 'final' ? 'completed' : 'active' } : {}),
    })),
    serviceStart: sampled,
    serviceEnd: hl7(order.at),
    encounter: { code: 'AMB', system: '2.16.840.1.113883.5.4', label: 'Ambulatoire' },
    setting: { code: 'AMBULATOIRE', system: systems.practiceSetting, label: 'Ambulatoire' },
    facility: { code: 'SA25', system: systems.facilityType, label: 'Laboratoire de biologie médicale' },
    accreditation: '8-9999',
    biology: true,
  };
}

const remarkSection = (remark: string) =>
  element(
    'section',
    {},
    element('templateId', { root: '2.16.840.1.113883.10.12.201' }),
    element('templateId', { root: '1.3.6.1.4.1.19376.1.4.1.2.16' }),
    element('templateId', { root: '1.2.250.1.213.1.1.2.73' }),
    element('code', { code: '55112-7', codeSystem: LOINC, displayName: 'Commentaire' }),
    element('title', {}, 'Commentaire'),
    element('text', {}, element('paragraph', {}, remark)),
  );

function printedLines(order: LabOrder): (string | string[])[] {
  const comma = (s: string) => s.replace('.', ',');
  const flags = { N: '', H: 'haut', HH: 'très haut', L: 'bas', LL: 'très bas' } as const;
  return [
    order.status === 'partial' ? 'COMPTE RENDU PARTIEL' : 'Compte rendu complet',
    ...(order.remark ? [order.remark] : []),
    ...order.chapters.flatMap((c) => [
      c.title,
      ...c.batteries.flatMap((b) => [
        b.label,
        ...b.analyses.flatMap((a) => [
          [
            a.label,
            comma(a.value),
            '',
            a.printedUnit,
            `${comma(a.low ?? '')} – ${comma(a.high ?? '')}`,
            flags[a.flag] || a.previous.map((p) => `ant. ${comma(p.value)}`).join(),
          ],
          ...(a.comment ? [a.comment] : []),
        ]),
      ]),
    ]),
  ];
}
