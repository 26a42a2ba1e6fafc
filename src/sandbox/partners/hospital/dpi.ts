import type { Letter } from '../writer/letter';
import type { HospitalIdentity, Stay } from './gam';

/** A report that came from outside and was filed. */
export interface FiledReport {
  ipp: string;
  type: string;
  title: string;
  sender: string;
  uniqueId: string;
}

/** What was written in the record at the end of a stay: the PFI sends it. */
export interface StayDocument {
  identity: HospitalIdentity;
  from: Date;
  letter: Letter;
}

/** Dossier patient informatisé: what is written of a stay, and what came in from laboratories and radiologists. */
export class Dpi {
  readonly #reports: FiledReport[] = [];

  /** The doctor validates a letter of the stay. */
  validate(stay: Stay, letter: Letter): StayDocument {
    return { identity: stay.identity, from: stay.from, letter };
  }

  file(identity: HospitalIdentity, report: Omit<FiledReport, 'ipp'>): void {
    this.#reports.push({ ipp: identity.ipp, ...report });
  }

  holds(uniqueId: string): boolean {
    return this.#reports.some((r) => r.uniqueId === uniqueId);
  }

  reports(): readonly FiledReport[] {
    return this.#reports;
  }
}
