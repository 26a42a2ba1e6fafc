import { systems } from '../../../shared/codes';
import type { Ids } from '../../../shared/ids';
import type { FictivePatient } from '../../population';
import { doctor, type FictiveProfessional } from '../../professionals';
import { element } from '../../xml/write';
import { clinicalDocument, type DocumentFacts } from '../writer/clinical';
import { type ClinicalPaper, n1 } from '../writer/clinicalPaper';
import { print } from '../writer/paper';
import { frenchDate, hl7, minutesBefore } from '../writer/time';
import type { Chapter } from './analyses';
import { copySection, secondIntentionSection } from './attached';
import type { Numbering, ReportState } from './entries';
import { printedReport } from './printed';
import { chapterSection } from './sections';
import type { LaboratorySite } from './sites';

/** One version of a laboratory file. */
export interface LabVersion {
  site: LaboratorySite;
  patient: FictivePatient;
  /** Number of the file: it names the set, and with the version the document. */
  file: string;
  version: number;
  /** `partial`: results are still to come; `cancelled`: all of them are taken back. */
  state: 'partial' | 'final' | 'cancelled';
  chapters: readonly Chapter[];
  at: Date;
  remark: string | null;
  /** Adds the PDF of a laboratory to whom the sample was sent on. */
  secondIntention: boolean;
  recipients: readonly FictiveProfessional[];
}

const LOINC = systems.loinc;
const TITLE = "Compte rendu d'examens biologiques";
const REPORT = { code: '10', system: systems.documentClass, label: 'Compte rendu' };
const LAB_FORMAT = { code: 'urn:ihe:lab:xd-lab:2008', system: systems.formatIhe, label: 'CR-BIO' };

const ACTS: Record<LabVersion['state'], ReportState['act']> = {
  partial: 'active',
  final: 'completed',
  cancelled: 'aborted',
};

const versionId = (file: string, version: number): string => `${file}.V${version}`;

/** A CR-BIO N3 2024.01 (cda-cr-bio.md), composed by the laboratory's own writer. */
export async function labReport(lab: LabVersion, ids: Ids): Promise<ClinicalPaper> {
  const serviceStart = minutesBefore(lab.at, 150);
  const sampled = hl7(serviceStart);
  const facts = factsOf(lab, sampled);
  const pdf = await printReport(lab, facts);
  let anchors = 0;
  const numbering: Numbering = {
    uuid: () => ids.uuid().toUpperCase(),
    anchor: () => `r${++anchors}`,
  };
  const state = { at: sampled, act: ACTS[lab.state] };
  const body = element(
    'structuredBody',
    {},
    lab.chapters.map((c) => element('component', {}, chapterSection(c, state, numbering))),
    lab.secondIntention &&
      element('component', {}, secondIntentionSection(await specialist(lab, facts), numbering)),
    lab.remark && element('component', {}, remarkSection(lab.remark)),
    element('component', {}, copySection(pdf, numbering)),
  );
  const cda = new TextEncoder().encode(clinicalDocument(facts, body));
  return { facts, cda, pdf, serviceStart, classCode: REPORT, format: LAB_FORMAT };
}

/** Level 1: the same report as a PDF under the header of « structuration minimale ». */
export async function labReportN1(lab: LabVersion): Promise<ClinicalPaper> {
  const serviceStart = minutesBefore(lab.at, 150);
  const facts = factsOf(lab, hl7(serviceStart));
  return n1(facts, await printReport(lab, facts), serviceStart, REPORT);
}

const printReport = (lab: LabVersion, facts: DocumentFacts): Promise<Uint8Array> =>
  print({
    title: TITLE,
    structure: lab.site.structure,
    patient: lab.patient,
    date: frenchDate(facts.at),
    showIns: true,
    lines: printedReport(lab),
    signature: signatureOf(lab.site),
    created: lab.at,
  });

const signatureOf = ({ biologist }: LaboratorySite) =>
  `Validé par Dr ${biologist.givenName} ${biologist.familyName}, biologiste médical${biologist.civility === 'MME' ? 'e' : ''}.`;

const specialist = (lab: LabVersion, facts: DocumentFacts): Promise<Uint8Array> =>
  print({
    title: 'Examen de seconde intention',
    structure: lab.site.structure,
    patient: lab.patient,
    date: frenchDate(facts.at),
    showIns: true,
    lines: [
      'Examen transmis à un laboratoire spécialisé (fictif).',
      ['Vitamine B1', '142', '', 'nmol/L', '66 – 200', ''],
      ['Vitamine B6', '58', '', 'nmol/L', '20 – 125', ''],
    ],
    signature: 'Laboratoire spécialisé fictif.',
    created: lab.at,
  });

function factsOf(lab: LabVersion, sampled: string): DocumentFacts {
  const { site, file, version } = lab;
  return {
    id: versionId(file, version),
    setId: file,
    version,
    replaces: version > 1 ? versionId(file, version - 1) : null,
    templates: [
      { root: '1.3.6.1.4.1.19376.1.3.3' },
      { root: '1.2.250.1.213.1.1.1.55', extension: '2024.01' },
    ],
    type: { code: '11502-2', system: LOINC, label: "CR d'examens biologiques" },
    title: TITLE,
    at: hl7(lab.at),
    patient: lab.patient,
    localId: null,
    insKnown: true,
    author: site.biologist,
    structure: site.structure,
    recipients: lab.recipients,
    prescriber: { who: doctor, at: hl7(minutesBefore(lab.at, 4 * 1440)) },
    orderId: `PRESC-${file}`,
    acts: lab.chapters.map((c, n) => ({
      id: n === 0 ? file : null,
      code: c.code,
      ...(n === 0 ? { status: lab.state === 'partial' ? 'active' : 'completed' } : {}),
    })),
    serviceStart: sampled,
    serviceEnd: hl7(lab.at),
    encounter: { code: 'AMB', system: '2.16.840.1.113883.5.4', label: 'Ambulatoire' },
    setting: { code: 'AMBULATOIRE', system: systems.practiceSetting, label: 'Ambulatoire' },
    facility: { code: 'SA25', system: systems.facilityType, label: 'Laboratoire de biologie médicale' },
    accreditation: site.accreditation,
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
