import { systems } from '../../shared/codes';
import { type Ids, uuidOid } from '../../shared/ids';
import { type FictivePatient, fictivePatient } from '../population';
import { biologist, doctor, type FictiveProfessional, laboratory } from '../professionals';
import {
  correctedReport,
  criticalReport,
  fullReport,
  inrCorrected,
  inrFirst,
  partialReport,
} from './analyses';
import { archive } from './archive';
import type { Coded } from './coded';
import { type LabDocument, type LabOrder, labReport, labReportN1 } from './laboratory';
import { dischargeLetter, dischargePrescription, imagingReport, type Letter, write } from './letters';
import { compose, pdfName, xdmSubject } from './mail';
import { print } from './paper';
import { frenchDate, hl7, minutesBefore } from './time';

/** A message ready for the operator. */
export interface PartnerMessage {
  to: string;
  raw: Buffer;
  /** The CDA inside, for the tests; null for a naked PDF. */
  cda: Uint8Array | null;
}

interface Moment {
  at: Date;
  ids: Ids;
}

const DURAND = fictivePatient(0);
const LE_GALL = fictivePatient(1);
const REPORT: Coded = { code: '10', system: systems.documentClass, label: 'Compte rendu' };
const IMAGING: Coded = { code: '31', system: systems.documentClass, label: 'Imagerie médicale' };
const PRESCRIPTION: Coded = { code: '42', system: systems.documentClass, label: 'Prescription' };
const LAB_FORMAT: Coded = { code: 'urn:ihe:lab:xd-lab:2008', system: systems.formatIhe, label: 'CR-BIO' };
const PDF_FORMAT: Coded = { code: 'urn:ihe:iti:xds-sd:pdf:2008', system: systems.formatIhe, label: 'PDF' };

async function send(
  from: FictiveProfessional,
  document: LabDocument,
  classCode: Coded,
  format: Coded,
  { at, ids }: Moment,
): Promise<PartnerMessage> {
  const { facts } = document;
  const sender = facts.structure.name;
  const raw = await compose({
    from: { name: sender, address: from.address },
    to: doctor.address,
    subject: xdmSubject(facts.type.label, facts.patient),
    date: at,
    messageId: `<${ids.uuid()}@${from.address.split('@')[1]}>`,
    text: `Bonjour,\n\nVeuillez trouver ci-joint un document concernant votre patient.\n\n${sender}\n`,
    archive: archive(
      facts,
      { classCode, format, at, serviceStart: document.serviceStart, setUniqueId: uuidOid(ids.uuid()) },
      document.cda,
    ),
    pdf: { fileName: pdfName(facts.serviceStart, facts.type.label, facts.patient), bytes: document.pdf },
    cdaCode: facts.type.code,
  });
  return { to: doctor.address, raw, cda: document.cda };
}

type LabVariant = Omit<LabOrder, 'at' | 'patient' | 'file'> & { patient?: FictivePatient; file?: string };

/** One laboratory file through its versions; `minutes` before now. */
const lab =
  (variant: LabVariant, file: string, minutes = 0) =>
  async (moment: Moment) => {
    const at = minutesBefore(moment.at, minutes);
    const order = { patient: DURAND, ...variant, file: variant.file ?? file, at };
    return send(biologist, await labReport(order, moment.ids), REPORT, LAB_FORMAT, { ...moment, at });
  };

const letter =
  (what: Letter, patient: FictivePatient, file: string, classCode: Coded, minutes = 0) =>
  async (moment: Moment) => {
    const at = minutesBefore(moment.at, minutes);
    return send(what.author, await write(what, patient, file, at), classCode, PDF_FORMAT, { ...moment, at });
  };

const nakedPdf =
  (minutes = 0) =>
  async ({ at: now, ids }: Moment): Promise<PartnerMessage> => {
    const at = minutesBefore(now, minutes);
    const patient = fictivePatient(2);
    const pdf = await print({
      title: 'Résultats d’analyses',
      structure: laboratory,
      patient,
      date: frenchDate(hl7(at)),
      showIns: false,
      lines: [['CRP', '3,2', '', 'mg/L', '< 5,0', '']],
      signature: `Validé par Dr ${biologist.givenName} ${biologist.familyName}`,
      created: at,
    });
    const raw = await compose({
      from: { name: laboratory.name, address: biologist.address },
      to: doctor.address,
      subject: `Résultats ${patient.traits.birthName} ${patient.traits.firstGivenName}`,
      date: at,
      messageId: `<${ids.uuid()}@biolab.mssante.fr>`,
      text: 'Résultats en pièce jointe.\n',
      archive: null,
      pdf: { fileName: 'resultats.pdf', bytes: pdf },
      cdaCode: null,
    });
    return { to: doctor.address, raw, cda: null };
  };

const labN1 = async (moment: Moment): Promise<PartnerMessage> => {
  const order = {
    patient: DURAND,
    file: `N1-${moment.ids.uuid().slice(0, 8)}`,
    version: 1,
    status: 'final' as const,
    chapters: fullReport(),
    at: moment.at,
    remark: null,
  };
  return send(biologist, await labReportN1(order, moment.ids), REPORT, PDF_FORMAT, moment);
};

const CORRECTION = 'Annule et remplace le compte rendu précédent.';
const final = { version: 1, status: 'final', chapters: fullReport(), remark: null } as const;

/**
 * What partners can send, by name. `file` is fresh for each sending but for those that continue a file:
 * `lab-partial`, then `lab-final`, then `lab-corrected`.
 */
export const scenarios = {
  lab: (m: Moment) => lab(final, `LAB-${m.ids.uuid().slice(0, 8)}`)(m),
  'lab-partial': lab({ ...final, status: 'partial', chapters: partialReport() }, 'LAB-2026-0117'),
  'lab-final': lab({ ...final, version: 2 }, 'LAB-2026-0117'),
  'lab-corrected': lab(
    { ...final, version: 3, chapters: correctedReport(), remark: CORRECTION },
    'LAB-2026-0117',
  ),
  'lab-critical': (m: Moment) =>
    lab({ ...final, chapters: criticalReport() }, `LAB-${m.ids.uuid().slice(0, 8)}`)(m),
  'lab-n1': labN1,
  'lab-pdf': nakedPdf(),
  imaging: (m: Moment) => letter(imagingReport, DURAND, `IMG-${m.ids.uuid().slice(0, 8)}`, IMAGING)(m),
  discharge: (m: Moment) => letter(dischargeLetter, LE_GALL, `LDL-${m.ids.uuid().slice(0, 8)}`, REPORT)(m),
  'discharge-prescription': (m: Moment) =>
    letter(dischargePrescription, LE_GALL, `ORD-${m.ids.uuid().slice(0, 8)}`, PRESCRIPTION)(m),
} as const satisfies Record<string, (m: Moment) => Promise<PartnerMessage>>;

export type Scenario = keyof typeof scenarios;
export const isScenario = (name: string): name is Scenario => Object.hasOwn(scenarios, name);

/** The doctor's mailbox at first start, oldest first: eight messages of one morning. */
export const morning = (m: Moment): Promise<PartnerMessage[]> =>
  [
    lab({ ...final, patient: LE_GALL, chapters: inrFirst() }, 'LAB-2026-0101', 200),
    letter(dischargeLetter, LE_GALL, 'LDL-2026-0042', REPORT, 180),
    letter(dischargePrescription, LE_GALL, 'ORD-2026-0042', PRESCRIPTION, 178),
    lab(
      { ...final, patient: LE_GALL, version: 2, chapters: inrCorrected(), remark: CORRECTION },
      'LAB-2026-0101',
      120,
    ),
    letter(imagingReport, DURAND, 'IMG-2026-0310', IMAGING, 95),
    nakedPdf(70),
    lab({ ...final, patient: fictivePatient(11), chapters: criticalReport() }, 'LAB-2026-0108', 40),
    lab(final, 'LAB-2026-0110', 10),
  ].reduce(async (before, next) => [...(await before), await next(m)], Promise.resolve<PartnerMessage[]>([]));
