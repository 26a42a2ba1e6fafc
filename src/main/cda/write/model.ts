import type { Configuration } from '../../../shared/configuration';
import type { Patient } from '../../../shared/identity/patient';
import type { ProfessionalIdentity, Situation } from '../../../shared/professional/professional';

/** Someone a document is meant for (E-DOC-05). */
export interface Recipient {
  /** IDNPS (`8`+RPPS…), or null when unknown. */
  nationalId: string | null;
  familyName: string;
  givenName: string | null;
  civility: 'M' | 'MME' | null;
  /** Code of JDV_J246: `DR`, `PR`… */
  title: string | null;
  /** IDNST of the structure, or null. */
  structureId: string | null;
  structureName: string | null;
  /** MSSanté address, or null. */
  address: string | null;
}

/** A code of the main act, as it goes to serviceEvent/code and to the XDS eventCodeList. */
export interface ActCode {
  code: string;
  system: string;
  label: string;
}

/** What every document we write says of itself, whatever its level. Ids are OIDs with no extension. */
export interface DocumentHeader {
  /** OID of this version: `id/@root`, and the XDS uniqueId. */
  uniqueId: string;
  /** OID of the thread of versions. */
  setId: string;
  /** From 1. */
  version: number;
  /** uniqueId of the version this one replaces: given if and only if `version` > 1. */
  replaces: string | null;
  /** Creation of this version. */
  time: Date;
  /** Code of JDV_J07; system and label come from the table. */
  type: string;
  title: string;
  patient: Patient;
  author: ProfessionalIdentity;
  situation: Situation;
  practice: Configuration['practice'];
  recipients: readonly Recipient[];
  act: ActCode | null;
  serviceStart: Date;
  serviceStop: Date | null;
  /** JDV_J142: at the practice, at the patient's home, remote. */
  encounter: 'AMB' | 'HH' | 'VR';
}

/** A document of level 1: the header and its PDF/A-1. */
export interface WrittenDocument extends DocumentHeader {
  pdf: Uint8Array;
}
