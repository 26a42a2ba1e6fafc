import type { Coded } from '../writer/coded';

/** Flag of a result (JDV_HL7_ObservationInterpretation); S, I and R are an antibiotic's. */
export type Flag = 'N' | 'L' | 'H' | 'LL' | 'HH' | 'S' | 'I' | 'R';

/** One result as it leaves a laboratory. Decimals are kept as the analyser gave them. */
export interface Analysis {
  /** Wording of the laboratory. */
  label: string;
  /** LOINC, or null: it goes out under the local code. */
  loinc: Coded | null;
  local: Coded;
  /** A decimal, perhaps after `<` or `>`; words; null when it was not rendered. */
  value: string | null;
  /** UCUM, and the way it is printed. */
  unit: string;
  printedUnit: string;
  low: string | null;
  high: string | null;
  /** Null where there is nothing to compare with. */
  flag: Flag | null;
  previous: readonly { value: string; at: string }[];
  comment: string | null;
}

/** An isolate and what stops it. */
export interface Isolate {
  germ: Coded;
  antibiogram: readonly Analysis[];
}

export interface Battery {
  label: string;
  analyses: readonly Analysis[];
  isolates: readonly Isolate[];
  /** PNG. */
  picture: Uint8Array | null;
}

export interface Chapter {
  title: string;
  code: Coded;
  batteries: readonly Battery[];
}
