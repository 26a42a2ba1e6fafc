import type { FictivePatient } from '../../population';

/** An identity as the GAM hands it on: by value, so that nobody downstream can alter the one it keeps. */
export interface HospitalIdentity {
  /** Number of the patient in the hospital. */
  ipp: string;
  patient: FictivePatient;
  /** `provisoire` until INSi has answered and a paper was seen: the INS may not leave the hospital. */
  status: 'qualifiee' | 'provisoire';
}

/** A stay: whose, and when it began. */
export interface Stay {
  identity: HospitalIdentity;
  from: Date;
}

/** Gestion administrative des malades: admits, holds the INS, hands identities to the DPI and the PFI. */
export class Gam {
  readonly #known = new Map<string, HospitalIdentity>();

  /** Admits; a patient who came before keeps their number. */
  admit(patient: FictivePatient, status: HospitalIdentity['status'], from: Date): Stay {
    const ipp = this.#known.get(patient.ins.value)?.ipp ?? String(8_000_001 + this.#known.size);
    this.#known.set(patient.ins.value, { ipp, patient, status });
    return { identity: structuredClone({ ipp, patient, status }), from };
  }

  /** The identity under that INS, when the GAM holds it as qualified. */
  byIns(value: string): HospitalIdentity | null {
    const found = this.#known.get(value);
    return found?.status === 'qualifiee' ? structuredClone(found) : null;
  }

  /** How many people were admitted. */
  get admitted(): number {
    return this.#known.size;
  }
}
