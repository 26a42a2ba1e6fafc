import { type FictivePatient, patientAddress } from '../../population';
import { doctor, hospitalDoctor, hospitalMailbox, radiologist, radiology } from '../../professionals';
import type { Coded } from '../writer/coded';
import { ambulatory, type Desk, documentClass, facility, loinc, town, write } from '../writer/letter';
import { type Moment, type PartnerMessage, post } from '../writer/post';

/** An imaging act and the words of its report. */
export interface ImagingAct {
  /** CCAM. */
  act: Coded;
  title: string;
  lines: readonly string[];
}

/** An order of the RIS. The INS is the main identifier: there is no order without it. */
export interface ImagingOrder {
  /** INS value: what the RIS files by. */
  patientKey: string;
  patient: FictivePatient;
  accession: string;
  act: ImagingAct;
  version: number;
  forHospital: boolean;
}

const desk: Desk = {
  author: radiologist,
  structure: radiology,
  encounter: ambulatory,
  setting: town,
  facility: facility('SA08', 'Cabinet de groupe'),
};
const CCAM = '1.2.250.1.213.2.5';

export const ccam = (code: string, label: string): Coded => ({ code, system: CCAM, label });

/** Opens an order under the patient's INS. */
export const order = (
  patient: FictivePatient,
  accession: string,
  act: ImagingAct,
  version: number,
  forHospital: boolean,
): ImagingOrder => ({ patientKey: patient.ins.value, patient, accession, act, version, forHospital });

/** The act done and read: its report, N1, goes by itself to who asked, to the patient and to the DMP. */
export async function validate(o: ImagingOrder, moment: Moment): Promise<PartnerMessage> {
  const paper = await write(
    {
      type: loinc('18748-4', "CR d'imagerie médicale"),
      classCode: documentClass('31', 'Imagerie médicale'),
      title: o.act.title,
      act: o.act.act,
      lines: o.act.lines,
    },
    desk,
    {
      patient: o.patient,
      localId: null,
      insKnown: true,
      id: o.accession,
      version: o.version,
      at: moment.at,
      minutes: 45,
      recipients: [o.forHospital ? hospitalDoctor : doctor],
      prescriber: { who: o.forHospital ? hospitalDoctor : doctor, days: 3 },
    },
  );
  const route = o.forHospital ? { to: hospitalMailbox } : { alsoTo: [patientAddress(o.patient)] };
  return post(paper, { ...route, dmp: true }, moment);
}
