import type { Coded } from '../../shared/codes';
import type { DocumentEntry } from '../xds/model';

/** A document that will never change again: what every channel sends, byte for byte. */
export interface FrozenDocument {
  uniqueId: string;
  setId: string;
  version: number;
  title: string;
  type: Coded;
  cda: Uint8Array;
  /** The very bytes inside the CDA (E-DOC-10). */
  pdf: Uint8Array;
  /** Name of the PDF beside the archive (E-DOC-11). */
  fileName: string;
  entry: DocumentEntry;
  /** `IHE_XDM.zip` of this document alone. */
  xdm: Uint8Array;
}
