import type { FictivePatient } from '../population';
import type { Hospital } from './hospital/hospital';
import type { Transcoder } from './laboratory/transcoder';
import type { Ris } from './radiology/ris';
import type { Moment, PartnerMessage } from './writer/post';

/** What the partners keep from one sending to the next. */
export interface Partners {
  transcoder: Transcoder;
  ris: Ris;
  hospital: Hospital;
}

/** What a scenario is played with. */
export interface Performance extends Moment, Partners {
  patient: FictivePatient;
  /** False when the patient is not the scenario's own: file numbers must not meet. */
  ownPatient: boolean;
}

/** Something a partner can send, under a name. */
export interface PartnerScenario {
  /** What a trainer reads in the list: one French sentence. */
  sentence: string;
  /** Rank in the population of the patient it is about unless told. */
  patient: number;
  play(performance: Performance): Promise<PartnerMessage>;
}

/** The file number of a scenario that continues a file: the same for the same patient, another for another. */
export const fileOf = (file: string, { ownPatient, patient }: Performance): string =>
  ownPatient ? file : `${file}-${patient.ins.value.slice(5, 13)}`;

/** A file number that was never used. */
export const freshFile = (prefix: string, { ids }: Performance): string =>
  `${prefix}-${ids.uuid().slice(0, 8)}`;
