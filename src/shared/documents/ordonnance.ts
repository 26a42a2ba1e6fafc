import type { Ins } from '../identity/ins';
import type { Sex } from '../identity/traits';
import type { PrescriptionLine } from '../prescription/prescription';

/** Doctor's block, as printed. */
export interface PrescriberBlock {
  /** « Dr Camille DOCTEUR-FICTIF ». */
  name: string;
  speciality: string;
  rpps: string | null;
  practiceName: string;
  addressLines: string[];
  phone: string;
}

/** Patient's block: the strict traits, and the INS only when it is qualified (INS.55). */
export interface PatientBlock {
  birthName: string;
  firstNames: string;
  firstGivenName: string;
  usedName: string | null;
  usedFirstName: string | null;
  sex: Sex;
  /** ISO. */
  birthDate: string;
  age: string;
  birthPlace: string;
  birthPlaceLabel: string | null;
  ins: Ins | null;
}

/** An ordonnance of medicines, ready to be printed and frozen. */
export interface Ordonnance {
  title: string;
  /** Printed as identifier of the document. */
  uniqueId: string;
  place: string;
  /** ISO 8601 with offset. */
  date: string;
  prescriber: PrescriberBlock;
  patient: PatientBlock;
  lines: PrescriptionLine[];
  note: string;
  rgpdMention: string;
}
