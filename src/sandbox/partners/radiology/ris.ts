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

/** An act asked for one patient, under a number that is nobody else's. */
export interface ImagingOrder {
  patient: FictivePatient;
  accession: string;
  act: ImagingAct;
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

/** Système d'information de radiologie: the INS is its main identifier, and an order hangs under it. */
export class Ris {
  /** Accession → INS. */
  readonly #orders = new Map<string, string>();

  /** Opens an order, or finds it again. A number that stands under another INS is a bug: it would mix two patients. */
  order(patient: FictivePatient, accession: string, act: ImagingAct): ImagingOrder {
    const holder = this.#orders.get(accession);
    if (holder !== undefined && holder !== patient.ins.value)
      throw new RangeError(`order ${accession} stands under another INS`);
    this.#orders.set(accession, patient.ins.value);
    return { patient, accession, act };
  }
}

/** The act done and read: its report, N1, goes by itself to who asked, to the patient and to the DMP. */
export async function validate(
  { patient, accession, act }: ImagingOrder,
  version: number,
  asker: 'doctor' | 'hospital',
  moment: Moment,
): Promise<PartnerMessage> {
  const who = asker === 'hospital' ? hospitalDoctor : doctor;
  const paper = await write(
    {
      type: loinc('18748-4', "CR d'imagerie médicale"),
      classCode: documentClass('31', 'Imagerie médicale'),
      title: act.title,
      act: act.act,
      lines: act.lines,
    },
    desk,
    {
      patient,
      localId: null,
      insKnown: true,
      id: accession,
      version,
      at: moment.at,
      minutes: 45,
      recipients: [who],
      prescriber: { who, days: 3 },
    },
  );
  const route = asker === 'hospital' ? { to: hospitalMailbox } : { alsoTo: [patientAddress(patient)] };
  return post(paper, { ...route, dmp: true }, moment);
}
