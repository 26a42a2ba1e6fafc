import { systems } from '../../../shared/codes';
import type { FictivePatient } from '../../population';
import type { FictiveProfessional, FictiveStructure } from '../../professionals';
import { type ClinicalPaper, n1 } from './clinicalPaper';
import type { Coded } from './coded';
import { print } from './paper';
import { frenchDate, hl7, minutesBefore } from './time';

/** What is written as level 1, whoever writes it. */
export interface Letter {
  type: Coded;
  classCode: Coded;
  title: string;
  act: Coded | null;
  lines: readonly string[];
}

/** Where a letter is written, and by whom. */
export interface Desk {
  author: FictiveProfessional;
  structure: FictiveStructure;
  encounter: Coded;
  setting: Coded;
  facility: Coded;
}

/** One writing of a letter. Minutes are those the care lasted before it. */
export interface Writing {
  patient: FictivePatient;
  /** Number of the patient where it is written; null: one is made up. */
  localId: string | null;
  /** False: the identity is not qualified, no INS leaves. */
  insKnown: boolean;
  /** Name of the set; with the version, of the document. */
  id: string;
  version: number;
  at: Date;
  minutes: number;
  recipients: readonly FictiveProfessional[];
  /** Who asked for the act, and how many days before. */
  prescriber: { who: FictiveProfessional; days: number } | null;
}

const act = (code: string, label: string): Coded => ({ code, system: '2.16.840.1.113883.5.4', label });

export const ambulatory: Coded = act('AMB', 'Ambulatoire');
export const inpatient: Coded = act('IMP', 'Hospitalisation');
export const town: Coded = { code: 'AMBULATOIRE', system: systems.practiceSetting, label: 'Ambulatoire' };
export const ward: Coded = {
  code: 'ETABLISSEMENT',
  system: systems.practiceSetting,
  label: 'Etablissement de santé',
};
export const loinc = (code: string, label: string): Coded => ({ code, system: systems.loinc, label });
export const facility = (code: string, label: string): Coded => ({
  code,
  system: systems.facilityType,
  label,
});
export const documentClass = (code: string, label: string): Coded => ({
  code,
  system: systems.documentClass,
  label,
});
export const reportClass = documentClass('10', 'Compte rendu');

/** Writes a letter: its facts, its PDF and its CDA of level 1. */
export async function write(letter: Letter, desk: Desk, w: Writing): Promise<ClinicalPaper> {
  const serviceStart = minutesBefore(w.at, w.minutes);
  const at = hl7(w.at);
  const pdf = await print({
    title: letter.title,
    structure: desk.structure,
    patient: w.patient,
    date: frenchDate(at),
    showIns: w.insKnown,
    lines: letter.lines,
    signature: `Dr ${desk.author.givenName} ${desk.author.familyName}`,
    created: w.at,
  });
  const facts = {
    id: `${w.id}.V${w.version}`,
    setId: w.id,
    version: w.version,
    replaces: w.version > 1 ? `${w.id}.V${w.version - 1}` : null,
    templates: [],
    type: letter.type,
    title: letter.title,
    at,
    patient: w.patient,
    localId: w.localId,
    insKnown: w.insKnown,
    author: desk.author,
    structure: desk.structure,
    recipients: w.recipients,
    prescriber: w.prescriber && {
      who: w.prescriber.who,
      at: hl7(minutesBefore(w.at, w.prescriber.days * 1440)),
    },
    orderId: null,
    acts: [{ id: null, code: letter.act }],
    serviceStart: hl7(serviceStart),
    serviceEnd: desk.encounter === inpatient ? at : null,
    encounter: desk.encounter,
    setting: desk.setting,
    facility: desk.facility,
    accreditation: null,
    biology: false,
  };
  return n1(facts, pdf, serviceStart, letter.classCode);
}
